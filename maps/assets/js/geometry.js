// Reads the packed coordinates of the data block. The writer's side is maps/render/html_packing.py.
window.Dateline = window.Dateline || {};
(function (Dateline) {
  "use strict";

  // What holds the map with all its ids: the page, or the shadow root of a fragment in somebody else's page.
  Dateline.root = Dateline.root || document;

  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Map(Array.from(ALPHABET, (char, value) => [char, value]));

  // One packed line or ring as [lat, lon] pairs, which is Leaflet's order.
  function unpack(text, scale) {
    const positions = [];
    const at = [0, 0];
    let axis = 0;
    let value = 0;
    let shift = 0;
    for (const char of text) {
      const bits = VALUES.get(char);
      value += (bits & 31) * 2 ** shift;
      shift += 5;
      if (bits > 31) continue;
      at[axis] += value % 2 ? -(value + 1) / 2 : value / 2;
      if (axis === 1) positions.push([at[1] / scale, at[0] / scale]);
      axis = 1 - axis;
      value = shift = 0;
    }
    return positions;
  }

  // Parts are strings, or lists of strings at any depth; the answer has the same shape.
  Dateline.unpack = function (part, scale) {
    return Array.isArray(part) ? part.map((inner) => Dateline.unpack(inner, scale)) : unpack(part, scale);
  };
})(window.Dateline);
