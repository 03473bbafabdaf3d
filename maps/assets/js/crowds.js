// Incidents that would crowd each other are counted together, exactly: by squares of the world at this zoom, then
// what would still overlap. Squares do not move when the map is panned.
(function (Dateline) {
  "use strict";

  const SQUARE = 56;
  const ALONE = 17;
  const [LEAST, MOST] = [14, 30];
  const pen = document.createElement("canvas").getContext("2d");
  const FONT = '700 12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

  // The squares of a frame of the world, whose sides are 2 ** zoom * 256 pixels; at() is -1 outside.
  function grid(store, frame) {
    const left = Math.floor(frame.left / SQUARE);
    const top = Math.floor(frame.top / SQUARE);
    const columns = Math.ceil((frame.left + frame.wide) / SQUARE) - left;
    const rows = Math.ceil((frame.top + frame.high) / SQUARE) - top;
    const { x, y } = store;
    const scale = frame.world / SQUARE;
    const at = (index) => {
      const column = Math.floor(x[index] * scale) - left;
      const row = Math.floor(y[index] * scale) - top;
      return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : row * columns + column;
    };
    return { size: Math.max(columns * rows, 0), at };
  }

  // The crowds in a frame, those of one incident too: where each stands, how many it counts, which is the first.
  Dateline.crowds = function (store, frame, drop) {
    const { size, at } = grid(store, frame);
    const count = new Uint32Array(size);
    const first = new Int32Array(size);
    const [sumX, sumY] = [new Float64Array(size), new Float64Array(size)];
    for (let index = 0; index < store.count; index += 1) {
      if (!store.shown[index]) continue;
      const square = at(index);
      if (square < 0) continue;
      if (!count[square]) first[square] = index;
      count[square] += 1;
      sumX[square] += store.x[index];
      sumY[square] += store.y[index];
    }
    const crowds = [];
    for (let square = 0; square < size; square += 1) {
      const many = count[square];
      if (!many) continue;
      const middle = { x: (sumX[square] / many) * frame.world, y: (sumY[square] / many) * frame.world };
      crowds.push({ ...middle, count: many, first: first[square], up: 0, squares: [square] });
      // A pin's body stands above its point.
      if (many === 1) crowds[crowds.length - 1].up = drop(store.precision[first[square]]);
    }
    crowds.sort((a, b) => b.count - a.count || a.first - b.first);
    const largest = crowds.length ? crowds[0].count : 1;
    crowds.forEach((crowd) => measure(crowd, largest));
    return settled(crowds, largest);
  };

  // By area, so that twice the size does not look like four times as many; and the count has room in it.
  function measure(crowd, largest) {
    if (crowd.count === 1) {
      crowd.radius = ALONE;
      return;
    }
    const share = crowd.count / Math.max(largest, 50);
    const round = Math.sqrt(LEAST ** 2 + share * (MOST ** 2 - LEAST ** 2));
    pen.font = FONT;
    crowd.text = Dateline.number(crowd.count);
    crowd.radius = Math.max(Math.min(round, MOST), pen.measureText(crowd.text).width / 2 + 6);
  }

  // Where two become one it stands elsewhere, and may touch a third.
  function settled(crowds, largest) {
    for (let before = Infinity; crowds.length < before; ) {
      before = crowds.length;
      crowds = joined(crowds, largest);
    }
    return crowds;
  }

  // The largest first: a smaller one that would touch it is counted in it.
  function joined(crowds, largest) {
    const kept = [];
    for (const crowd of crowds) {
      const near = kept.find((other) => {
        const room = crowd.radius + other.radius + 4;
        const [x, y] = [crowd.x - other.x, crowd.y - crowd.up - other.y + other.up];
        return Math.abs(x) < room && Math.abs(y) < room && x * x + y * y < room * room;
      });
      if (!near) {
        kept.push(crowd);
        continue;
      }
      const all = near.count + crowd.count;
      near.x = (near.x * near.count + crowd.x * crowd.count) / all;
      near.y = (near.y * near.count + crowd.y * crowd.count) / all;
      near.count = all;
      near.up = 0;
      near.first = Math.min(near.first, crowd.first);
      near.squares.push(...crowd.squares);
      measure(near, largest);
    }
    return kept;
  }

  // The incidents that a crowd counts, in the order of their numbers.
  Dateline.members = function (store, frame, crowd) {
    if (crowd.count === 1) return [crowd.first];
    const { at } = grid(store, frame);
    const squares = new Set(crowd.squares);
    const found = [];
    for (let index = crowd.first; index < store.count && found.length < crowd.count; index += 1) {
      if (store.shown[index] && squares.has(at(index))) found.push(index);
    }
    return found;
  };

  Dateline.crowds.FONT = FONT;
})(window.Dateline);
