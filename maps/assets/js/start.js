// Draws every map of a page whose element says with data-dateline that it is one, so that no page needs a script of its own.
(function (Dateline) {
  "use strict";

  Dateline.start = function () {
    if (Dateline.root === document) document.documentElement.classList.add("dl-whole");
    for (const element of Dateline.root.querySelectorAll(".folium-map[data-dateline]")) {
      const options = JSON.parse(element.dataset.dateline);
      element.removeAttribute("data-dateline");
      const map = Dateline.map(element, options);
      // The window of somebody else's page is left alone.
      if (Dateline.root === document) window[element.id] = map;
      Dateline.draw(map, element.id);
    }
    Dateline.embed();
  };

  // A fragment's markup stands before its script.
  const whole = Dateline.root !== document || document.readyState !== "loading";
  if (!whole) document.addEventListener("DOMContentLoaded", Dateline.start);
  else Dateline.start();
})(window.Dateline);
