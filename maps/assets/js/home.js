// The view that a map begins with, and whether the reader has left it.
(function (Dateline) {
  "use strict";

  Dateline.home = function (map, fit) {
    // Null on the way there: nobody is to take the moves that it takes for the reader's.
    let at = null;
    function go() {
      at = null;
      fit();
      at = { centre: map.getCenter(), zoom: map.getZoom() };
    }
    // Leaflet moves by whole pixels.
    const near = (centre) => map.project(map.getCenter()).distanceTo(map.project(centre)) < 2;
    const here = () => at === null || (map.getZoom() === at.zoom && near(at.centre));
    go();
    // The frame's size follows the page, and one that is hidden has none; until the reader has moved the map, the whole
    // view stays in it. Whoever has moved it keeps what is in the middle.
    function resized() {
      const stays = here();
      map.invalidateSize({ animate: false });
      if (stays) go();
    }
    new ResizeObserver(resized).observe(map.getContainer());
    return { go, here, near, resized, zoom: () => at.zoom };
  };
})(window.Dateline);
