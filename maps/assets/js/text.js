// How names look, how wide they are, and how they are written into the labels.
(function (Dateline) {
  "use strict";

  const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  // Size in pixels, weight, letter spacing in em, dot radius, room to keep free round the name.
  const KINDS = {
    country: { size: 13, weight: 600, spacing: 0.22, caps: true, room: 6 },
    admin1: { size: 10.5, weight: 500, spacing: 0.1, caps: true, room: 10 },
    capital: { size: 13, weight: 650, spacing: 0, dot: 3.2, room: 4 },
    city: { size: 12, weight: 500, spacing: 0, dot: 2.4, room: 8 },
    town: { size: 11, weight: 400, spacing: 0, dot: 2, room: 14 },
    river: { size: 10.5, weight: 400, spacing: 0.04, italic: true, room: 14 },
    lake: { size: 10.5, weight: 400, spacing: 0.04, italic: true, room: 10 },
    incident: { size: 12.5, weight: 700, spacing: 0, room: 3 },
    when: { size: 11.5, weight: 400, spacing: 0, room: 3 },
    border: { size: 10.5, weight: 600, spacing: 0.06, room: 4 },
  };
  const pen = document.createElement("canvas").getContext("2d");

  function width(text, kind) {
    pen.font = `${kind.italic ? "italic " : ""}${kind.weight} ${kind.size}px ${SANS}`;
    return pen.measureText(text).width + text.length * kind.spacing * kind.size;
  }

  // A headline as a few lines, cut where it is too long.
  function broken(title, longest, most) {
    const lines = [""];
    for (const word of title.split(/\s+/).filter(Boolean)) {
      const last = lines.length - 1;
      const longer = lines[last] ? `${lines[last]} ${word}` : word;
      if (longer.length <= longest) lines[last] = longer;
      else if (lines.length < most && lines[last] && word.length <= longest) lines.push(word);
      else {
        lines[last] = `${longer.slice(0, longest - 1)}…`;
        break;
      }
    }
    return lines;
  }

  function write(state, className, lines, kinds, x, y) {
    const text = Dateline.shape("text", { class: `dl-label ${className}` });
    let down = y;
    lines.forEach((line, index) => {
      const kind = KINDS[kinds[index]];
      down += kind.size * (index ? 1.2 : 0.92);
      const place = { class: `dl-label-${kinds[index]}`, x: x.toFixed(1), y: down.toFixed(1) };
      text.append(Dateline.shape("tspan", place, line));
    });
    state.drawn.append(text);
    return text;
  }

  Dateline.text = { KINDS, broken, width, write };
})(window.Dateline);
