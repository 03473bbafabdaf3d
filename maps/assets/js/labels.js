// Names on the map, laid out anew after each move in order of importance; a name that finds no room is left out.
(function (Dateline) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
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
  const LONGEST_LINE = 26;
  const MOST_INCIDENT_LABELS = 12;
  const pen = document.createElement("canvas").getContext("2d");

  function width(text, kind) {
    pen.font = `${kind.italic ? "italic " : ""}${kind.weight} ${kind.size}px ${SANS}`;
    return pen.measureText(text).width + text.length * kind.spacing * kind.size;
  }

  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function box(left, top, wide, high, room) {
    return { left: left - room, top: top - room, right: left + wide + room, bottom: top + high + room };
  }

  // Where a block of text may stand beside a body of the given half sizes, best first.
  function besides(at, wide, high, half, down) {
    const gap = 4;
    return [
      { x: at.x + half + gap, y: at.y - high / 2, anchor: "start" },
      { x: at.x - half - gap - wide, y: at.y - high / 2, anchor: "start" },
      { x: at.x - wide / 2, y: at.y + down + gap, anchor: "start" },
      { x: at.x - wide / 2, y: at.y - half - gap - high, anchor: "start" },
      { x: at.x + half * 0.7, y: at.y - half - high, anchor: "start" },
      { x: at.x + half * 0.7, y: at.y + half, anchor: "start" },
    ];
  }

  // A headline as at most two lines, cut at a word where it is too long.
  function broken(title) {
    const lines = [""];
    for (const word of title.split(/\s+/).filter(Boolean)) {
      const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
      if (longer.length <= LONGEST_LINE) lines[lines.length - 1] = longer;
      else if (lines.length === 1 && lines[0]) lines.push(word);
      else {
        lines[lines.length - 1] = `${longer.slice(0, LONGEST_LINE - 1)}…`;
        break;
      }
    }
    return lines;
  }

  Dateline.labels = function (map, data) {
    const pane = map.createPane("dl-labels");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "dl-labels leaflet-zoom-hide");
    svg.setAttribute("width", "1");
    svg.setAttribute("height", "1");
    pane.append(svg);
    const fixed = data.labels
      .map(([text, lon, lat, kind, rank]) => ({ text, at: [lat, lon], kind: KINDS[kind] ? kind : "town", rank }))
      .sort((a, b) => a.rank - b.rank);
    const borders = data.borders.map((border) => ({
      text: data.texts.border.replace("{label}", () => border.label),
      lines: Dateline.unpack(border.line.concat(border.disputed), data.fineScale),
    }));

    return function layOut(bodies) {
      const taken = bodies.map((body) => body.box).concat(controls(map));
      const drawn = document.createDocumentFragment();
      const state = { map, taken, drawn, frame: frame(map) };
      if (bodies.length <= MOST_INCIDENT_LABELS) bodies.forEach((body) => incident(state, body));
      borders.forEach((border) => along(state, border));
      fixed.forEach((label) => place(state, label));
      svg.replaceChildren(drawn);
    };
  };

  function write(state, className, lines, kinds, x, y) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("class", `dl-label ${className}`);
    let down = y;
    lines.forEach((line, index) => {
      const span = document.createElementNS(SVG, "tspan");
      const kind = KINDS[kinds[index]];
      down += kind.size * (index ? 1.2 : 0.92);
      span.setAttribute("class", `dl-label-${kinds[index]}`);
      span.setAttribute("x", x.toFixed(1));
      span.setAttribute("y", down.toFixed(1));
      span.textContent = line;
      text.append(span);
    });
    state.drawn.append(text);
    return text;
  }

  // The visible part of the map, in the coordinates of the labels.
  function frame(map) {
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    return { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y };
  }

  function controls(map) {
    const outer = map.getContainer().getBoundingClientRect();
    return Array.from(map.getContainer().querySelectorAll(".leaflet-control"), (control) => {
      const inner = control.getBoundingClientRect();
      const corner = map.containerPointToLayerPoint([inner.left - outer.left, inner.top - outer.top]);
      return box(corner.x, corner.y, inner.width, inner.height, 4);
    });
  }

  // Free of others, and not cut by the edge of the frame.
  function free(state, candidate) {
    const { frame } = state;
    const inside =
      candidate.left >= frame.left &&
      candidate.right <= frame.right &&
      candidate.top >= frame.top &&
      candidate.bottom <= frame.bottom;
    if (!inside && overlaps(candidate, frame)) return false;
    return !state.taken.some((other) => overlaps(candidate, other));
  }

  function incident(state, body) {
    if (!body.title) return;
    const lines = broken(body.title);
    const kinds = lines.map(() => "incident");
    if (body.when) {
      lines.push(body.when.length > 34 ? `${body.when.slice(0, 33)}…` : body.when);
      kinds.push("when");
    }
    const wide = Math.max(...lines.map((line, index) => width(line, KINDS[kinds[index]])));
    const high = lines.length * 15;
    for (const spot of besides(body.middle, wide, high, 18, body.down)) {
      const room = box(spot.x, spot.y, wide, high, KINDS.incident.room);
      if (!free(state, room)) continue;
      write(state, "dl-label-of-incident", lines, kinds, spot.x, spot.y);
      state.taken.push(room);
      return;
    }
  }

  function place(state, label) {
    const kind = KINDS[label.kind];
    const at = state.map.latLngToLayerPoint(label.at);
    const text = kind.caps ? label.text.toLocaleUpperCase() : label.text;
    const wide = width(text, kind);
    const high = kind.size;
    const dot = kind.dot || 0;
    if (dot && !free(state, box(at.x - dot, at.y - dot, 2 * dot, 2 * dot, 1))) return;
    const spots = dot
      ? besides(at, wide, high, dot, dot)
      : [{ x: at.x - wide / 2, y: at.y - high / 2, anchor: "start" }];
    for (const spot of spots) {
      if (!free(state, box(spot.x, spot.y, wide, high, kind.room))) continue;
      state.taken.push(box(spot.x, spot.y, wide, high, 2));
      if (dot) {
        state.taken.push(box(at.x - dot, at.y - dot, 2 * dot, 2 * dot, 1));
        mark(state, at, dot, label.kind);
      }
      write(state, "", [text], [label.kind], spot.x, spot.y);
      return;
    }
  }

  function mark(state, at, radius, kind) {
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("class", `dl-dot dl-dot-${kind}`);
    circle.setAttribute("cx", at.x.toFixed(1));
    circle.setAttribute("cy", at.y.toFixed(1));
    circle.setAttribute("r", radius);
    state.drawn.append(circle);
  }

  // A border's name runs along its straightest free stretch in the frame, on the upper side of the line.
  function along(state, border) {
    const kind = KINDS.border;
    const need = width(border.text, kind) + 24;
    const size = state.map.getSize();
    const corner = state.map.containerPointToLayerPoint([0, 0]);
    const middle = corner.add(size.divideBy(2));
    let best = null;
    for (const line of border.lines) {
      const points = line.map((position) => state.map.latLngToLayerPoint(position));
      for (const stretch of stretches(points, need)) {
        const centre = stretch.from.add(stretch.to).divideBy(2);
        const away = Math.abs(centre.x - middle.x) / size.x + Math.abs(centre.y - middle.y) / size.y;
        if (Math.abs(centre.x - middle.x) > size.x / 2 - need / 2) continue;
        if (Math.abs(centre.y - middle.y) > size.y / 2 - 24) continue;
        const cost = stretch.bend + 14 * away;
        if (best && cost >= best.cost) continue;
        const boxes = tiles(stretch, need - 24, kind.size);
        if (boxes.every((tile) => free(state, tile))) best = { ...stretch, centre, cost, boxes };
      }
    }
    if (!best || best.bend > 16) return;
    state.taken.push(...best.boxes);
    const turn = best.to.x < best.from.x ? 180 : 0;
    const angle = (Math.atan2(best.to.y - best.from.y, best.to.x - best.from.x) * 180) / Math.PI + turn;
    const text = write(state, "", [border.text], ["border"], 0, -kind.size * 0.92 - 7 - best.rise);
    text.setAttribute("text-anchor", "middle");
    text.setAttribute(
      "transform",
      `translate(${best.centre.x.toFixed(1)} ${best.centre.y.toFixed(1)}) rotate(${angle.toFixed(1)})`,
    );
  }

  // Stretches of a line whose chord has the wanted length, and how far the line bends from the chord.
  function stretches(points, need) {
    const found = [];
    let to = 0;
    for (let from = 0; from < points.length; from += Math.max(1, Math.floor((to - from) / 8))) {
      to = Math.max(to, from + 1);
      while (to < points.length && points[from].distanceTo(points[to]) < need) to += 1;
      if (to >= points.length) break;
      found.push(measured(points, from, to));
    }
    return found;
  }

  function measured(points, from, to) {
    const chord = points[to].subtract(points[from]);
    const length = Math.hypot(chord.x, chord.y);
    let above = 0;
    let below = 0;
    for (let index = from + 1; index < to; index += 1) {
      const arm = points[index].subtract(points[from]);
      const off = (chord.x * arm.y - chord.y * arm.x) / length;
      above = Math.max(above, chord.x >= 0 ? -off : off);
      below = Math.max(below, chord.x >= 0 ? off : -off);
    }
    // A label that would run nearly upright is hard to read: count that as bend.
    const upright = Math.abs(chord.y) > 1.5 * Math.abs(chord.x) ? 6 : 0;
    return { from: points[from], to: points[to], bend: above + below + upright, rise: above };
  }

  // The label's strip as small boxes, since a turned box is hard to test.
  function tiles(stretch, wide, high) {
    const chord = stretch.to.subtract(stretch.from);
    const length = Math.hypot(chord.x, chord.y);
    const up = chord.x >= 0 ? L.point(chord.y, -chord.x) : L.point(-chord.y, chord.x);
    const lift = up.multiplyBy((7 + stretch.rise + high / 2) / length);
    const boxes = [];
    const steps = Math.max(2, Math.ceil(wide / high));
    for (let step = 0; step <= steps; step += 1) {
      const share = 0.5 + (step / steps - 0.5) * (wide / length);
      const at = stretch.from.add(chord.multiplyBy(share)).add(lift);
      boxes.push(box(at.x - high / 2, at.y - high / 2, high, high, 1));
    }
    return boxes;
  }
})(window.Dateline);
