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
    go();
    return {
      go,
      zoom: () => at.zoom,
      here: () =>
        at === null ||
        (map.getZoom() === at.zoom && map.project(map.getCenter()).distanceTo(map.project(at.centre)) < 2),
    };
  };
})(window.Dateline);
