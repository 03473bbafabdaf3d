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
    const here = () =>
      at === null ||
      (map.getZoom() === at.zoom && map.project(map.getCenter()).distanceTo(map.project(at.centre)) < 2);
    go();
    // The frame's size follows the page, and one that is hidden has none; until the reader has moved the map, the whole
    // view stays in it. Whoever has moved it keeps what is in the middle.
    const resized = new ResizeObserver(() => {
      const stays = here();
      frame();
      if (stays) go();
    });
    resized.observe(map.getContainer());
    // A map that fills less than its room does not grow with it by itself.
    resized.observe(map.getContainer().parentElement);
    return { go, here, zoom: () => at.zoom };
  };
})(window.Dateline);
