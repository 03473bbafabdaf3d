// In a frame of another page: tells that page how tall the map wants to be, in the two ways that newsrooms' pages
// understand: Datawrapper's message and that of pym.js. The message holds a height and nothing else.
(function () {
  "use strict";

  // Pixels: what the map needs to be of use, and what a whole frame is reserved at least (maps.embed.snippet).
  const LEAST_MAP = 240;
  const LEAST_FRAME = 480;
  const DELIMITER = "xPYMx";

  // The frame as it is, where the map has room in it: a page that kept room must not jump. Else what it should be.
  function wanted(body, map) {
    const place = map.getBoundingClientRect();
    const below = map.parentElement.getBoundingClientRect().bottom - place.bottom;
    const around = Math.ceil(place.top + window.scrollY + below);
    const ideal = Math.max(LEAST_FRAME, Math.round(body.clientWidth / Number(body.dataset.ratio)), around + LEAST_MAP);
    const room = window.innerHeight - around;
    return room >= LEAST_MAP && window.innerHeight <= 1.6 * ideal ? window.innerHeight : ideal;
  }

  function speak() {
    const { body } = document;
    // A page that shares its script with embeds may stand in a frame without being one.
    if (window.parent === window || !body.dataset.embed) return;
    const asked = new URLSearchParams(window.location.search);
    const id = asked.get("id") || body.dataset.embed;
    const child = asked.get("childId");
    const map = body.querySelector(".folium-map");
    const tell = () => {
      const height = wanted(body, map);
      window.parent.postMessage({ "datawrapper-height": { [id]: height } }, "*");
      if (child) window.parent.postMessage(["pym", child, "height", height].join(DELIMITER), "*");
    };
    // A page that began to listen late asks: in its own words, or as pym does by telling the width it has.
    window.addEventListener("message", ({ source, data }) => {
      const width = child && typeof data === "string" && data.startsWith(["pym", child, "width", ""].join(DELIMITER));
      if (source === window.parent && (width || data === "dateline-height")) tell();
    });
    body.addEventListener("toggle", tell, true);
    window.addEventListener("load", tell);
    new ResizeObserver(tell).observe(body);
  }

  // The script stands in the head.
  document.addEventListener("DOMContentLoaded", speak);
})();
