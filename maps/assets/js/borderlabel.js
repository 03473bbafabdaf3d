// The name of an emphasised border, along the line.
(function (Dateline) {
  "use strict";

  const { KINDS, width, write } = Dateline.text;
  const { box, free } = Dateline.room;

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

  Dateline.along = along;
})(window.Dateline);
