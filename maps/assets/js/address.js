// What a reader sees, in the fragment of the page's address: #map=6.5/17.2/-2.4&type=strike&time=2024-01-01..2024-06-30
(function (Dateline) {
  "use strict";

  const PAUSE_MS = 250;
  const decimals = (zoom) => Math.max(2, Math.ceil(zoom / 3));

  let maps = 0;

  // parts have a key, get() -> text, empty where they are as they were at first, and set(text). What other maps and scripts
  // have in the fragment stays as it is. changed() of the answer is to be called when something has; link(key, text) is the
  // address of this page with one part, null where the page has none that others could open.
  Dateline.address = function (map, home, parts, changed) {
    // The address of a page that took in a fragment is that page's own.
    if (Dateline.root !== document) return { changed() {}, link: () => null };
    maps += 1;
    // The first map of a page has plain keys, those of further ones say whose they are.
    const before = maps > 1 ? `${maps}.` : "";
    const all = [...parts, viewPart(map, home)];
    const keys = new Set(all.map(({ key }) => before + key));
    let timer = 0;

    function read(hash) {
      const given = new Map(pieces(hash).map((piece) => split(piece)));
      const wanted = all.map(({ key }) => given.get(before + key) || "");
      all.forEach((part, index) => {
        // A fragment is what anybody may have written.
        if (wanted[index] !== part.get()) part.set(wanted[index]);
      });
      changed();
    }

    function write() {
      const others = pieces(location.hash).filter((piece) => !keys.has(split(piece)[0]));
      const own = all.map((part) => [part.key, part.get()]).filter(([, text]) => text);
      const text = [...others, ...own.map(([key, value]) => `${before}${key}=${value}`)].join("&");
      const [page, fragment = ""] = location.href.split("#");
      if (text === fragment) return;
      try {
        history.replaceState(history.state, "", text ? `${page}#${text}` : page);
      } catch {
        // A page in a frame of its own may have no history to write.
      }
    }

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE_MS);
    };
    // A link to a heading of the page says nothing of the map.
    const ours = (hash) => pieces(hash).some((piece) => keys.has(split(piece)[0]));
    if (ours(location.hash)) {
      // The tools have just taken their room from the map: what opens now is to fit into what is left.
      home.resized();
      read(location.hash);
    }
    // What was asked for: the address itself may have been written anew before this is told.
    window.addEventListener("hashchange", ({ newURL }) => {
      const { hash } = new URL(newURL);
      if (ours(hash)) read(hash);
    });
    const page = location.href.split("#")[0];
    const link = (key, text) => (page.startsWith("about:") ? null : `${page}#${before}${key}=${text}`);
    return { changed: later, link };
  };

  const pieces = (hash) => hash.slice(1).split("&").filter(Boolean);

  function split(piece) {
    const at = piece.indexOf("=");
    return at < 0 ? [piece, ""] : [piece.slice(0, at), piece.slice(at + 1)];
  }

  function viewPart(map, home) {
    // The middle that an address gave. Until the map is moved it stays so: that of whole pixels would drift with each copy.
    let given = null;
    return {
      key: "map",
      get() {
        if (home.here()) return "";
        const zoom = map.getZoom();
        const { lat, lng } = given && home.near(given) ? given : map.getCenter();
        return [zoom, ...[lat, lng].map((value) => value.toFixed(decimals(zoom)))].map(Number).join("/");
      },
      set(text) {
        const numbers = text.split("/").map(Number);
        const [zoom, lat, lon] = numbers;
        const fine = text && numbers.length === 3 && numbers.every(Number.isFinite);
        given = fine && Math.abs(lat) <= 90 && Math.abs(lon) <= 540 ? L.latLng(lat, lon) : null;
        if (given) map.setView(given, Math.min(Math.max(zoom, map.getMinZoom()), map.getMaxZoom()), { animate: false });
        else home.go();
      },
    };
  }
})(window.Dateline);
