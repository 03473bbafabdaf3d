// The view that a map begins with, and whether the reader has left it.
(function (Dateline) {
  "use strict";

  Dateline.home = function (map, fit) {
    let at = null;
    function go() {
      fit();
      at = { centre: map.getCenter(), zoom: map.getZoom() };
    }
    go();
    return {
      go,
      zoom: () => at.zoom,
      here: () =>
        map.getZoom() === at.zoom && map.project(map.getCenter()).distanceTo(map.project(at.centre)) < 2,
    };
  };
})(window.Dateline);
