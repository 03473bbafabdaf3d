// Incident markers: real buttons, fanned out with leader lines where they would hide each other, counted in crowds.
(function (Dateline) {
  "use strict";

  // Width and height of a marker's body and how far its middle lies above its point, by precision: see maps.style.
  const BODY = {
    point: { high: 41, anchor: 40, middle: 24, down: 26 },
    near: { high: 34, anchor: 17, middle: 0, down: 18 },
    area: { high: 34, anchor: 17, middle: 0, down: 18 },
  };
  const WIDE = 32;
  const HALF = 18;
  const TOO_CLOSE = 28;
  const CROWDED = 52;
  const MOST_IN_FAN = 8;
  // Where a number may stand, [to the right, below], and how wide a digit of it is.
  const CORNERS = [[1, 0], [0, 0], [1, 1], [0, 1]];
  const DIGIT = 6.6;

  Dateline.use = function (id, width, height) {
    const use = Dateline.shape("use", { href: `#${id}`, width, height });
    return Dateline.drawing({ width, height, viewBox: `0 0 ${width} ${height}` }, use);
  };

  function button(className, name) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.setAttribute("aria-label", name);
    element.setAttribute("aria-haspopup", "dialog");
    L.DomEvent.disableClickPropagation(element);
    return element;
  }

  function anchor(map, at, element, zIndexOffset) {
    const icon = L.divIcon({ className: "dl-anchor", html: element, iconSize: [0, 0] });
    const options = { icon, interactive: false, keyboard: false, zIndexOffset };
    return L.marker(at, options).addTo(map);
  }

  Dateline.markers = function (map, data, store, popups) {
    const leaders = leaderPane(map);
    const open = (which, opener) => popups.open(which, opener, drawer);
    const marks = data.marks.map((mark, index) => {
      const body = BODY[mark.precision];
      const element = button(`dl-marker dl-marker-${mark.precision}`, mark.name);
      element.dataset.number = mark.number;
      element.append(Dateline.use(mark.symbol, WIDE, body.high));
      const number = document.createElement("span");
      number.className = "dl-number";
      number.setAttribute("aria-hidden", "true");
      number.textContent = mark.number;
      element.append(number);
      element.addEventListener("click", () => open(index, element));
      const at = [mark.at[1], mark.at[0]];
      return { ...mark, index, at, body, element, marker: anchor(map, at, element, 1000 - mark.number) };
    });
    tips(map, marks);
    let clusters = [];

    // Which incident the reader's focus is on, alone or as the first of a cluster; -1 for none.
    function focused() {
      const { activeElement } = Dateline.root;
      const cluster = clusters.find(({ element }) => element === activeElement);
      return cluster ? cluster.indices[0] : marks.findIndex(({ element }) => element === activeElement);
    }

    // Who was on a marker or a cluster that is gone goes on at what has the incident now, or else at the map.
    function keepFocus(index) {
      if (index < 0) return;
      const cluster = clusters.find(({ indices }) => indices.includes(index));
      const { element } = cluster || marks[index];
      (element.hidden ? map.getContainer() : element).focus({ preventScroll: true });
    }

    function arrange() {
      const held = focused();
      clusters.forEach(({ marker }) => marker.remove());
      clusters = [];
      leaders.replaceChildren();
      const bodies = [];
      const isCrowded = (group, all) => group.length > 1 && !roomToFan(group, all);
      const shown = marks.filter((mark, index) => store.shown[index]);
      marks.forEach((mark, index) => {
        if (!store.shown[index]) mark.element.hidden = true;
      });
      let all = groups(map, shown, TOO_CLOSE);
      // Where some have to be counted together, counting wider keeps the counts themselves apart.
      if (all.some((group) => isCrowded(group, all))) all = settled(groups(map, shown, CROWDED));
      for (const group of all) {
        const crowded = isCrowded(group, all);
        group.forEach(({ mark }) => {
          mark.element.hidden = crowded;
        });
        if (crowded) {
          const made = cluster(map, group, data.texts, open);
          clusters.push(made);
          bodies.push(made.body);
        } else bodies.push(...fan(group, leaders));
      }
      badges(bodies);
      keepFocus(held);
      return bodies;
    }
    const drawer = {
      open,
      arrange,
      focus: (index) => marks[index].element.focus(),
      opener: (index) => marks[index].element,
      lift: (index, on) => marks[index].element.classList.toggle("dl-lifted", on),
      highlight: (open) => marks.forEach((mark) => mark.element.classList.toggle("dl-open", mark.index === open)),
      // The popup's tip touches the top of the marker, wherever the fan has moved it.
      spot(index) {
        const { at, element } = marks[index];
        if (element.hidden) return { at, offset: [0, 0] };
        const offset = Dateline.pointOf(map, element).subtract(map.latLngToLayerPoint(at));
        return { at, offset: [offset.x, offset.y + 6] };
      },
    };
    return drawer;
  };

  // Not every marker has room for its title beside it.
  function tips(map, marks) {
    const tip = Dateline.tip(map);
    for (const { element, title } of marks) {
      const show = () => {
        if (element.classList.contains("dl-open")) return;
        const [frame, box] = [map.getContainer(), element].map((one) => one.getBoundingClientRect());
        tip.show(title, box.left + box.width / 2 - frame.left, box.top - frame.top, box.bottom - frame.top);
      };
      element.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && show());
      element.addEventListener("focus", () => element.matches(":focus-visible") && show());
      for (const end of ["pointerleave", "blur", "click"]) element.addEventListener(end, tip.hide);
    }
  }

  function leaderPane(map) {
    const pane = map.createPane("dl-leaders");
    pane.style.zIndex = 590;
    pane.style.pointerEvents = "none";
    const svg = Dateline.drawing({ class: "dl-leaders leaflet-zoom-hide", width: 1, height: 1 });
    pane.append(svg);
    return svg;
  }

  // Marks whose bodies would cover each other at this zoom, around the first of them.
  function groups(map, marks, near) {
    const found = [];
    for (const mark of marks) {
      const at = map.latLngToLayerPoint(mark.at);
      const middle = at.subtract([0, mark.body.middle]);
      const group = found.find(
        ([first]) => Math.min(first.middle.distanceTo(middle), first.at.distanceTo(at)) < near,
      );
      if (group) group.push({ mark, at, middle });
      else found.push([{ mark, at, middle }]);
    }
    return found;
  }

  // Where a group is counted, its circle stands in the middle of its places: what it would touch there joins it.
  function settled(all) {
    let kept = all.map(standing);
    for (let before = Infinity; kept.length < before; ) {
      before = kept.length;
      kept = joined(kept);
    }
    return kept.map(({ group }) => group);
  }

  function joined(all) {
    const kept = [];
    for (const one of all.toSorted((a, b) => b.group.length - a.group.length)) {
      const near = kept.findIndex((other) => {
        const room = one.radius + other.radius + 4;
        return other.group.length > 1 && Math.hypot(one.x - other.x, one.y - other.y) < room;
      });
      if (near < 0) kept.push(one);
      else kept[near] = standing([...kept[near].group, ...one.group]);
    }
    return kept;
  }

  function standing(group) {
    if (group.length === 1) return { group, ...spot(group[0].middle), radius: HALF };
    const sum = group.reduce((total, { at }) => total.add(at), L.point(0, 0));
    return { group, ...spot(sum.divideBy(group.length)), radius: width(group.length) / 2 };
  }

  const spot = ({ x, y }) => ({ x, y });
  // By area, so that twice the size does not look like four times as many.
  const width = (count) => Math.round(Math.min(56, 26 + 3.2 * Math.sqrt(count)));

  function reach(group) {
    return group.length > 1 ? Math.max(21, (group.length * 38) / (2 * Math.PI)) : 0;
  }

  // A fan is for a few incidents that stand alone; in a crowd it would only add to the crowd.
  function roomToFan(group, all) {
    if (group.length > MOST_IN_FAN) return false;
    if (group.some(({ at }) => at.distanceTo(group[0].at) > TOO_CLOSE)) return false;
    const need = reach(group) + 2 * HALF;
    const clear = (other) => other[0].middle.distanceTo(group[0].middle) > need + reach(other);
    return all.every((other) => other === group || clear(other));
  }

  function fan(group, leaders) {
    const radius = reach(group);
    const centre = group[0].middle;
    return group.map(({ mark, at, middle }, index) => {
      const angle = Math.PI + (index * 2 * Math.PI) / group.length;
      const goal = radius ? centre.add([radius * Math.cos(angle), radius * Math.sin(angle)]) : middle;
      const move = goal.subtract(middle);
      mark.element.style.transform = radius ? `translate(${move.x.toFixed(1)}px, ${move.y.toFixed(1)}px)` : "";
      if (radius) leaders.append(...leader(at, at.add(move)));
      return bodyOf(goal, mark);
    });
  }

  function leader(from, to) {
    const line = Dateline.shape("line", { x1: from.x, y1: from.y, x2: to.x.toFixed(1), y2: to.y.toFixed(1) });
    const dot = Dateline.shape("circle", { cx: from.x, cy: from.y, r: 3 });
    return [line, dot];
  }

  function bodyOf(middle, mark) {
    const high = mark.body.high;
    const top = middle.y - (mark.body.anchor - mark.body.middle);
    return {
      middle,
      down: mark.body.down,
      box: { left: middle.x - 18, right: middle.x + 18, top: top - 4, bottom: top + high + 2 },
      title: mark.title,
      when: mark.when,
      badge: mark.element.querySelector(".dl-number"),
    };
  }

  // A marker's number stands at the corner of it where it covers no other marker, and names keep off it too.
  function badges(bodies) {
    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const taken = bodies.map((body) => body.box);
    bodies.forEach((body, own) => {
      if (!body.badge) return;
      const wide = Math.max(16, 6 + DIGIT * body.badge.textContent.length);
      const spots = CORNERS.map(([right, below]) => {
        const left = right ? body.middle.x + WIDE / 2 + 7 - wide : body.middle.x - WIDE / 2 - 7;
        const top = below ? body.box.bottom - 14 : body.box.top - 2;
        return { left, right: left + wide, top, bottom: top + 16 };
      });
      const free = spots.findIndex((spot) => taken.every((other, index) => index === own || !meets(spot, other)));
      const [right, below] = CORNERS[Math.max(free, 0)];
      const spot = spots[Math.max(free, 0)];
      body.badge.classList.toggle("dl-number-left", !right);
      body.badge.classList.toggle("dl-number-below", Boolean(below));
      taken.push(spot);
      body.number = spot;
    });
  }

  function cluster(map, group, words, open) {
    const sum = group.reduce((total, { at }) => total.add(at), L.point(0, 0));
    const middle = sum.divideBy(group.length);
    const indices = group.map(({ mark }) => mark.index);
    const element = button("dl-cluster", Dateline.together(words, group.length));
    element.textContent = Dateline.number(group.length);
    const wide = width(group.length);
    element.style.width = element.style.height = `${wide}px`;
    element.style.margin = `${20 - wide / 2}px`;
    const bounds = L.latLngBounds(group.map(({ mark }) => mark.at));
    element.addEventListener("click", () => {
      const deepest = map.getMaxZoom();
      const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((at) => map.project(at, deepest));
      const apart = corners[0].distanceTo(corners[1]) > TOO_CLOSE;
      const closer = map.getBoundsZoom(bounds, false, L.point(80, 80));
      if (apart && closer > map.getZoom()) map.fitBounds(bounds, { padding: [40, 40] });
      else open(indices, element);
    });
    const marker = anchor(map, map.layerPointToLatLng(middle), element, 2000);
    const box = { left: middle.x - 22, right: middle.x + 22, top: middle.y - 22, bottom: middle.y + 22 };
    return { marker, element, indices, body: { middle, down: 22, box, title: "", when: "" } };
  }
})(window.Dateline);
