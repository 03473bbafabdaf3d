// The view that a map begins with, and whether the reader has left it.
(function (Dateline) {
  "use strict";

  // frame() takes the frame's size over.
  Dateline.home = function (map, fit, frame = () => map.invalidateSize({ animate: false })) {
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
      frame();
      if (stays) go();
    }
    const watch = new ResizeObserver(resized);
    watch.observe(map.getContainer());
    // A map that fills less than its room does not grow with it by itself.
    watch.observe(map.getContainer().parentElement);
    return { go, here, near, resized, zoom: () => at.zoom };
  };
})(window.Dateline);
