// Draws every map of a page whose element says with data-dateline that it is one, so that no page needs a script of its own.
// A map of many incidents is drawn as soon as what draws it is there: their texts may be much longer.
(function (Dateline) {
  "use strict";

  Dateline.start = function () {
    for (const element of Dateline.root.querySelectorAll(".folium-map[data-dateline]")) {
      if (arriving() && !Dateline.root.getElementById(`${element.id}_drawable`)) continue;
      const options = JSON.parse(element.dataset.dateline);
      element.removeAttribute("data-dateline");
      const map = Dateline.map(element, options);
      Dateline.draw(map, element.id);
      // The window and the element of somebody else's page are left alone.
      if (Dateline.root !== document) {
        distinguish(element);
        continue;
      }
      window[element.id] = map;
      document.documentElement.classList.add("dl-whole");
    }
  };

  // The same map twice in an article would be two landmarks of one name.
  function distinguish(element) {
    const { host } = Dateline.root;
    const title = (one) => one.shadowRoot?.querySelector(".dl-masthead h2")?.textContent;
    const name = title(host);
    const all = Array.from(host.ownerDocument.querySelectorAll(".dateline-fragment"));
    const before = all.slice(0, all.indexOf(host)).filter((one) => title(one) === name).length;
    if (!before) return;
    const section = element.closest(".dl-fragment");
    section.setAttribute("aria-label", `${name} (${before + 1})`);
    section.removeAttribute("aria-labelledby");
    element.setAttribute("aria-label", `${element.getAttribute("aria-label")} (${before + 1})`);
  }

  // A fragment's markup stands before its script.
  function arriving() {
    return Dateline.root === document && document.readyState === "loading";
  }

  if (arriving()) {
    const watch = new MutationObserver(Dateline.start);
    watch.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => {
      watch.disconnect();
      Dateline.start();
    });
  } else Dateline.start();
})(window.Dateline);
