// The markers of maps.style as pictures for a canvas: one for each kind, precision and theme, drawn when first needed.
(function (Dateline) {
  "use strict";

  const WIDE = 32;
  const EDGE = 3;
  const OTHER = { fill: "#3c4954" };

  Dateline.sprites = function (map, data) {
    const { frames, symbols } = data.many;
    let made = new Map();
    let colours = {};

    // Reads the colours of the style sheet anew.
    function theme() {
      const styles = getComputedStyle(map.getContainer());
      const names = ["casing", "ink", "paper", "focus"];
      colours = Object.fromEntries(names.map((name) => [name, styles.getPropertyValue(`--dl-${name}`).trim()]));
      made = new Map();
    }

    function drawn(category, precision, ratio) {
      const frame = frames[precision];
      const { fill } = data.categories[category] || OTHER;
      const picture = document.createElement("canvas");
      picture.width = Math.ceil((WIDE + 2 * EDGE) * ratio);
      picture.height = Math.ceil((frame.height + 2 * EDGE) * ratio);
      const pen = picture.getContext("2d");
      pen.scale(ratio, ratio);
      pen.translate(EDGE, EDGE);
      const outline = new Path2D(frame.path);
      pen.lineJoin = "round";
      pen.strokeStyle = pen.fillStyle = colours.casing;
      pen.lineWidth = 2.6;
      pen.fill(outline);
      pen.stroke(outline);
      if (frame.key !== "point") {
        pen.strokeStyle = fill;
        pen.lineWidth = 2;
        if (frame.dashed) pen.setLineDash([4, 2.6]);
        pen.stroke(outline);
      }
      pen.fillStyle = fill;
      const inner = frame.key === "point" ? 1 : 0.78;
      around(pen, [16, 17], inner, [16, 17], () => pen.fill(outline));
      pen.fillStyle = "#fff";
      const symbol = new Path2D(symbols[category] || "");
      around(pen, [16, frame.middle], frame.size, [12, 12], () => pen.fill(symbol, "evenodd"));
      return picture;
    }

    function around(pen, to, size, from, draw) {
      pen.save();
      pen.translate(...to);
      pen.scale(size, size);
      pen.translate(-from[0], -from[1]);
      draw();
      pen.restore();
    }

    theme();
    return {
      theme,
      colour: (name) => colours[name],
      // The colour of a category's areas.
      tint(category) {
        const { fill } = data.categories[category] || OTHER;
        return Dateline.dark() ? Dateline.lighter(fill) : fill;
      },
      // How far below the middle of a marker its point lies.
      drop: (precision) => (frames[precision].key === "point" ? 24 : 0),
      put(pen, ratio, category, precision, x, y) {
        const key = `${category} ${precision} ${ratio}`;
        if (!made.has(key)) made.set(key, drawn(category, precision, ratio));
        const frame = frames[precision];
        const picture = made.get(key);
        pen.drawImage(picture, x - WIDE / 2 - EDGE, y - frame.anchor - EDGE, picture.width / ratio, picture.height / ratio);
      },
    };
  };
})(window.Dateline);
