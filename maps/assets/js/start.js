// Draws every map of a page whose element says with data-dateline that it is one, so that no page needs a script of its own.
(function (Dateline) {
  "use strict";

  Dateline.start = function () {
    for (const element of document.querySelectorAll(".folium-map[data-dateline]")) {
      const options = JSON.parse(element.dataset.dateline);
      element.removeAttribute("data-dateline");
      window[element.id] = Dateline.map(element.id, options);
      Dateline.draw(window[element.id], element.id);
    }
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", Dateline.start);
  else Dateline.start();
})(window.Dateline);
