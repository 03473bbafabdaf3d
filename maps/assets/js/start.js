// Draws every map of a page whose element says with data-dateline that it is one, so that no page needs a script of its own.
// A map of many incidents is drawn as soon as what draws it is there: their texts may be much longer.
(function (Dateline) {
  "use strict";

  Dateline.start = function () {
    for (const element of document.querySelectorAll(".folium-map[data-dateline]")) {
      if (document.readyState === "loading" && !document.getElementById(`${element.id}_drawable`)) continue;
      const options = JSON.parse(element.dataset.dateline);
      element.removeAttribute("data-dateline");
      window[element.id] = Dateline.map(element.id, options);
      Dateline.draw(window[element.id], element.id);
    }
  };

  if (document.readyState === "loading") {
    const watch = new MutationObserver(Dateline.start);
    watch.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => {
      watch.disconnect();
      Dateline.start();
    });
  } else Dateline.start();
})(window.Dateline);
