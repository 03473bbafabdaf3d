// Where there is room for a name: boxes that are taken, the frame, the borders that are best left uncovered.
(function (Dateline) {
  "use strict";

  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function box(left, top, wide, high, room) {
    return { left: left - room, top: top - room, right: left + wide + room, bottom: top + high + room };
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

  // Of the spots that are free the one that covers least of an emphasised border; among equals the first.
  function clearest(state, spots, wide, high, room) {
    const open = spots.filter((spot) => free(state, box(spot.x, spot.y, wide, high, room)));
    // A corner over the line does no harm.
    const covered = open.map((spot) => Math.floor(crossed(state, box(spot.x, spot.y, wide, high, 2)) / 4));
    return open[covered.indexOf(Math.min(...covered))];
  }

  // How much of an emphasised border a name would cover, in pixels, roughly.
  function crossed(state, room) {
    const inside = (at) => at.x > room.left && at.x < room.right && at.y > room.top && at.y < room.bottom;
    return state.line.filter(inside).length;
  }

  // The emphasised borders in the frame as points a few pixels apart.
  function sampled(map, borders, frame) {
    const points = [];
    for (const line of borders.flatMap((border) => border.lines)) {
      let before = null;
      for (const position of line) {
        const at = map.latLngToLayerPoint(position);
        const near = before && overlaps(frame, edges(before, at));
        const steps = near ? Math.ceil(before.distanceTo(at) / 4) : 0;
        for (let step = 1; step <= steps; step += 1) {
          points.push(before.add(at.subtract(before).multiplyBy(step / steps)));
        }
        before = at;
      }
    }
    return points;
  }

  function edges(a, b) {
    return {
      left: Math.min(a.x, b.x),
      right: Math.max(a.x, b.x) + 1,
      top: Math.min(a.y, b.y),
      bottom: Math.max(a.y, b.y) + 1,
    };
  }

  Dateline.room = { box, clearest, controls, crossed, frame, free, sampled };
})(window.Dateline);
