// Online tiles, where the writer was told to ask for some: above the offline background, which stays what is shown when
// they fail to come.
(function (Dateline) {
  "use strict";

  const MOST_FAILURES = 4;

  // `spec` has url, subdomains, maxZoom and referrer; `hidden` are the panes of the offline background.
  Dateline.tiles = function (map, spec, hidden) {
    const layer = L.tileLayer(spec.url, {
      subdomains: spec.subdomains,
      maxNativeZoom: spec.maxZoom,
      maxZoom: 22,
      // The page itself tells nobody where a reader is; some providers' terms ask for the site's name.
      referrerPolicy: spec.referrer ? "strict-origin-when-cross-origin" : "no-referrer",
    });
    let came = 0;
    let failed = 0;
    const cover = (on) => hidden.forEach((pane) => pane.classList.toggle("dl-below-tiles", on));
    layer.on("tileload", () => {
      came += 1;
      failed = 0;
      cover(true);
    });
    // One tile that is missing is a hole; several in a row, or the first ones, are a host that does not answer.
    layer.on("tileerror", () => {
      failed += 1;
      if (came && failed < MOST_FAILURES) return;
      cover(false);
      if (failed >= MOST_FAILURES) layer.remove();
    });
    layer.on("remove", () => cover(false));
    return layer.addTo(map);
  };
})(window.Dateline);
