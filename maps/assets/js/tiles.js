// Online tiles, where the writer was told to ask for some. The offline background is shown until they come, and again when
// they fail to come.
(function (Dateline) {
  "use strict";

  const MOST_FAILURES = 4;

  // `spec` has url, subdomains, maxZoom and referrer: see maps/tiles.py.
  Dateline.tiles = function (map, spec) {
    const layer = L.tileLayer(spec.url, {
      subdomains: spec.subdomains,
      maxNativeZoom: spec.maxZoom,
      maxZoom: 22,
      // The page itself tells nobody where a reader is; some providers' terms ask for the site's name.
      referrerPolicy: spec.referrer ? "strict-origin-when-cross-origin" : "no-referrer",
    });
    let came = false;
    let failed = 0;
    const cover = (on) => map.getContainer().classList.toggle("dl-tiled", on);
    layer.on("tileload", () => {
      came = true;
      failed = 0;
      cover(true);
    });
    // One tile that is missing is a hole; several in a row, or the first ones, are a host that does not answer.
    layer.on("tileerror", () => {
      failed += 1;
      if (!came || failed >= MOST_FAILURES) cover(false);
      if (failed < MOST_FAILURES || !map.hasLayer(layer)) return;
      layer.remove();
      window.addEventListener("online", () => layer.addTo(map), { once: true });
    });
    layer.on("remove", () => cover(false));
    return layer.addTo(map);
  };
})(window.Dateline);
