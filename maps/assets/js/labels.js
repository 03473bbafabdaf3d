// Names on the map, laid out anew after each move in order of importance; a name that finds no room is left out.
(function (Dateline) {
  "use strict";

  const { KINDS, broken, width, write } = Dateline.text;
  const { box, clearest, controls, crossed, frame, free, sampled } = Dateline.room;
  const MOST_INCIDENT_LABELS = 12;
  // Half the height of a marker, and of its width where its number does not reach out.
  const HALF = 20;
  // Steps in pixels that a country's name may take from its point, the shortest first.
  const ASIDE = [[0, 0]].concat(...[28, 56, 84, 112, 140].map((far) => Array.from({ length: 12 }, (_, hour) => {
    const angle = (hour * Math.PI) / 6;
    return [Math.round(far * Math.sin(angle)), Math.round(-far * Math.cos(angle))];
  })));

  function known(kind) {
    return Object.hasOwn(KINDS, kind) ? kind : "town";
  }

  // Where a block of text may stand beside a body of the given half sizes, best first.
  function besides(at, wide, high, half, down, left = half, right = half) {
    const gap = 4;
    return [
      { x: at.x + right + gap, y: at.y - high / 2 },
      { x: at.x - left - gap - wide, y: at.y - high / 2 },
      { x: at.x - wide / 2, y: at.y + down + gap },
      { x: at.x - wide / 2, y: at.y - half - gap - high },
      { x: at.x + half * 0.7, y: at.y - half - high },
      { x: at.x + half * 0.7, y: at.y + half },
    ];
  }

  // A name without a dot stands on its point; a country's may step aside, but its middle stays in the country.
  function around(at, wide, high, room) {
    return ASIDE.filter(([x, y]) => Math.hypot(x, y) <= room)
      .map(([x, y]) => ({ x: at.x - wide / 2 + x, y: at.y - high / 2 + y }));
  }

  Dateline.labels = function (map, data) {
    const pane = map.createPane("dl-labels");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    const svg = Dateline.drawing({ class: "dl-labels leaflet-zoom-hide", width: 1, height: 1 });
    pane.append(svg);
    const fixed = data.labels
      .map(([text, lon, lat, kind, rank, room]) => ({ text, at: [lat, lon], kind: known(kind), rank, room: room || 0 }))
      .sort((a, b) => a.rank - b.rank);
    const borders = data.borders.map((border) => ({
      text: data.texts.border.replace("{label}", () => border.label),
      lines: Dateline.unpack(border.line.concat(border.disputed), data.fineScale),
    }));

    return function layOut(bodies) {
      const taken = bodies.flatMap(({ box, number }) => (number ? [box, number] : [box])).concat(controls(map));
      const drawn = document.createDocumentFragment();
      const visible = frame(map);
      const state = { map, taken, drawn, frame: visible, line: sampled(map, borders, visible) };
      if (bodies.length <= MOST_INCIDENT_LABELS) bodies.forEach((body) => incident(state, body));
      borders.forEach((border) => Dateline.along(state, border));
      fixed.forEach((label) => place(state, label));
      svg.replaceChildren(drawn);
    };
  };

  function incident(state, body) {
    if (!body.title) return;
    // Two long lines, or where they find no room three short ones.
    if (!headline(state, body, 26, 2)) headline(state, body, 17, 3);
  }

  function headline(state, body, longest, most) {
    const lines = broken(body.title, longest, most);
    const kinds = lines.map(() => "incident");
    if (body.when) {
      lines.push(body.when.length > 34 ? `${body.when.slice(0, 33)}…` : body.when);
      kinds.push("when");
    }
    const wide = Math.max(...lines.map((line, index) => width(line, KINDS[kinds[index]])));
    const high = lines.length * 15;
    const number = body.number || body.box;
    const left = Math.max(HALF, body.middle.x - number.left);
    const right = Math.max(HALF, number.right - body.middle.x);
    const spots = besides(body.middle, wide, high, HALF, body.down, left, right);
    const best = clearest(state, spots, wide, high, KINDS.incident.room);
    if (!best) return false;
    write(state, "dl-label-of-incident", lines, kinds, best.x, best.y);
    state.taken.push(box(best.x, best.y, wide, high, KINDS.incident.room));
    return true;
  }

  // How many pixels a name may move.
  function reach(map, label) {
    const [lat, lon] = label.at;
    return label.room && map.latLngToLayerPoint([lat, lon + label.room]).x - map.latLngToLayerPoint(label.at).x;
  }

  function place(state, label) {
    const kind = KINDS[label.kind];
    const at = state.map.latLngToLayerPoint(label.at);
    // By the rules of no locale: a reader's own would write NİGER in Turkish.
    const text = kind.caps ? label.text.toUpperCase() : label.text;
    const wide = width(text, kind);
    const high = kind.size;
    const dot = kind.dot || 0;
    if (dot && !free(state, box(at.x - dot, at.y - dot, 2 * dot, 2 * dot, 1))) return;
    const spots = dot
      ? besides(at, wide, high, dot, dot)
      : around(at, wide, high, reach(state.map, label));
    const best = clearest(state, spots, wide, high, kind.room);
    if (!best) return;
    // A name that stepped aside must not step onto the border that ends what it names.
    if (best !== spots[0] && !dot && crossed(state, box(best.x, best.y, wide, high, 2))) return;
    state.taken.push(box(best.x, best.y, wide, high, 2));
    if (dot) {
      state.taken.push(box(at.x - dot, at.y - dot, 2 * dot, 2 * dot, 1));
      mark(state, at, dot, label.kind);
    }
    write(state, "", [text], [label.kind], best.x, best.y);
  }

  function mark(state, at, radius, kind) {
    const [cx, cy] = [at.x.toFixed(1), at.y.toFixed(1)];
    state.drawn.append(Dateline.shape("circle", { class: `dl-dot dl-dot-${kind}`, cx, cy, r: radius }));
  }
})(window.Dateline);
