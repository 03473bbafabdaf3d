// Draws many incidents on one canvas, which moves with the map and is drawn anew when the map has come to rest.
(function (Dateline) {
  "use strict";

  const DEGREE = Math.PI / 180;
  const SEEN = 20;

  // Leaflet's own renderer keeps the canvas in its place; what is on it is ours.
  const Sheet = L.Renderer.extend({
    options: { pane: "dl-incidents", padding: 0.3 },
    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._container.className = "dl-canvas";
    },
    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this.options.draw();
    },
    // An empty canvas of the right size, whose coordinates are those of Leaflet's layers.
    pen() {
      const ratio = window.devicePixelRatio || 1;
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      const canvas = this._container;
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      const pen = canvas.getContext("2d");
      pen.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
      return { pen, ratio };
    },
  });

  // Places in the Mercator projection, from 0 to 1 on each axis.
  function project(store) {
    store.x = new Float64Array(store.count);
    store.y = new Float64Array(store.count);
    for (let index = 0; index < store.count; index += 1) {
      const sine = Math.sin(Math.max(-85.0511, Math.min(85.0511, store.lat[index])) * DEGREE);
      store.x[index] = store.lon[index] / 360 + 0.5;
      store.y[index] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }
  }

  Dateline.canvas = function (map, data, store, popups) {
    project(store);
    const pane = map.createPane("dl-incidents");
    pane.style.zIndex = 580;
    pane.style.pointerEvents = "none";
    const sprites = Dateline.sprites(map, data);
    let crowds = [];
    let frame = null;
    let inView = null;

    // What of the world the canvas shows, in pixels from its north-west corner.
    function framed(bounds) {
      const origin = map.getPixelOrigin();
      const size = bounds.getSize();
      const world = 256 * 2 ** map.getZoom();
      return { left: bounds.min.x + origin.x, top: bounds.min.y + origin.y, wide: size.x, high: size.y, world, origin };
    }

    function draw() {
      frame = framed(sheet._bounds);
      inView = null;
      crowds = Dateline.crowds(store, frame, sprites.drop);
      for (const crowd of crowds) {
        crowd.x -= frame.origin.x;
        crowd.y -= frame.origin.y;
        crowd.middle = crowd.y - crowd.up;
      }
      const { pen, ratio } = sheet.pen();
      const alone = crowds.filter((crowd) => crowd.count === 1).sort((a, b) => a.y - b.y);
      const drawn = new Set();
      alone.forEach((crowd) => area(pen, crowd, drawn));
      alone.forEach(({ x, y, first }) => sprites.put(pen, ratio, store.category[first], store.precision[first], x, y));
      crowds.forEach((crowd) => {
        if (crowd.count > 1) disc(pen, crowd);
      });
      if (store.shownCount && !performance.getEntriesByName("dateline:markers").length) performance.mark("dateline:markers");
    }

    function disc(pen, { x, y, radius, text }) {
      const round = (size) => {
        pen.beginPath();
        pen.arc(x, y, size, 0, 2 * Math.PI);
        pen.fill();
      };
      pen.fillStyle = sprites.colour("ink");
      pen.globalAlpha = 0.22;
      round(radius + 3);
      pen.globalAlpha = 1;
      round(radius);
      pen.strokeStyle = pen.fillStyle = sprites.colour("paper");
      pen.lineWidth = 1.5;
      pen.stroke();
      pen.font = Dateline.crowds.FONT;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(text, x, y + 0.5);
    }

    // Where an incident may have happened, if a reader can see that at this zoom.
    function area(pen, { x, y, first }, drawn) {
      const kind = store.area(first);
      if (!kind) return;
      const tint = sprites.tint(store.category[first]);
      const path = new Path2D();
      if (kind === 1) {
        const metres = 40075016.686 * Math.cos(store.lat[first] * DEGREE);
        const radius = (store.radius(first) / metres) * frame.world;
        if (radius < SEEN) return;
        path.arc(x, y, radius, 0, 2 * Math.PI);
      } else {
        // Incidents of one place and kind have one area: drawn again and again it would hide what is below.
        const same = `${tint} ${kind}`;
        if (drawn.has(same)) return;
        drawn.add(same);
        for (const ring of Dateline.unpack(data.many.shapes[kind - 2], data.fineScale).flat()) {
          ring.forEach((at, index) => {
            const spot = map.latLngToLayerPoint(at);
            path[index ? "lineTo" : "moveTo"](spot.x, spot.y);
          });
          path.closePath();
        }
      }
      pen.fillStyle = pen.strokeStyle = tint;
      pen.globalAlpha = 0.12;
      pen.fill(path, "evenodd");
      pen.globalAlpha = 1;
      pen.lineWidth = 1.4;
      pen.setLineDash([5, 4]);
      pen.stroke(path);
      pen.setLineDash([]);
    }

    const sheet = new Sheet({ draw });
    sheet.addTo(map);
    Dateline.themed(() => {
      sprites.theme();
      draw();
    });

    // The crowd under a point of the map's container.
    function under(event) {
      const { x, y } = map.mouseEventToLayerPoint(event);
      let best = null;
      let least = Infinity;
      for (const crowd of crowds) {
        const far = Math.hypot(crowd.x - x, crowd.middle - y);
        if (far <= crowd.radius + 2 && far < least) [best, least] = [crowd, far];
      }
      return best;
    }

    function enter(crowd, opener) {
      if (crowd.count === 1) {
        drawer.open(crowd.first, opener);
        return;
      }
      const members = Dateline.members(store, frame, crowd);
      const bounds = L.latLngBounds(members.map((index) => [store.lat[index], store.lon[index]]));
      const deepest = 256 * 2 ** map.getMaxZoom();
      const span = (axis) => {
        const sorted = members.map((index) => store[axis][index]);
        return sorted.reduce((a, b) => Math.max(a, b)) - sorted.reduce((a, b) => Math.min(a, b));
      };
      const apart = Math.hypot(span("x"), span("y")) * deepest > SEEN;
      if (apart && map.getZoom() < map.getMaxZoom()) {
        const closer = Math.max(map.getBoundsZoom(bounds, false, L.point(80, 80)), map.getZoom() + 1);
        map.setView(bounds.getCenter(), Math.min(closer, map.getMaxZoom()));
      } else drawer.open(members, opener);
    }

    const drawer = {
      open: (which, opener) => popups.open(which, opener, drawer),
      opener: (index) => cursor.at(index),
      focus: (index) => cursor.focus(index),
      arrange() {
        draw();
        cursor.refresh();
        const boxed = ({ x, middle, radius }) => ({ left: x - radius, right: x + radius, top: middle - radius, bottom: middle + radius });
        return crowds.map((crowd) => ({
          middle: L.point(crowd.x, crowd.middle),
          down: crowd.radius,
          box: boxed(crowd),
          title: "",
          when: "",
        }));
      },
      lift() {},
      takes: (event) => under(event) !== null,
      // Where a popup of an incident, or of several at one place, points to.
      spot(index) {
        const alone = crowds.some((crowd) => crowd.count === 1 && crowd.first === index);
        const up = alone ? sprites.drop(store.precision[index]) + 14 : 0;
        return { at: L.latLng(store.lat[index], store.lon[index]), offset: [0, -up] };
      },
      highlight: (index) => cursor.mark(index),
      // The incidents that the filters let through and the frame of the map has in it, in the order of their numbers.
      inView() {
        if (!inView) {
          const bounds = map.getBounds();
          const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
          inView = [];
          for (let index = 0; index < store.count; index += 1) {
            const [lon, lat] = [store.lon[index], store.lat[index]];
            if (store.shown[index] && lon >= west && lon <= east && lat >= south && lat <= north) inView.push(index);
          }
        }
        return inView;
      },
    };
    const cursor = Dateline.cursor(map, data, store, drawer);
    pointing(map, store, { under, enter, cursor });
    return drawer;
  };

  // What the mouse and a finger do: a title beside what they are on, and a click that opens it.
  function pointing(map, store, { under, enter, cursor }) {
    const container = map.getContainer();
    const tip = Dateline.tip(map);
    let on = null;
    const onMap = (event) => event.target.closest(".leaflet-control, .leaflet-popup, .dl-sheet, .dl-cursor") === null;

    function point(crowd, event) {
      container.classList.toggle("dl-pointing", crowd !== null);
      if (crowd === on) return;
      on = crowd;
      tip.hide();
      if (!crowd || crowd.count > 1) return;
      const box = container.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      store.line(crowd.first).then(({ title }) => {
        if (on === crowd) tip.show(title, x, y - 8, y + 16);
      });
    }
    container.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !event.buttons) point(onMap(event) ? under(event) : null, event);
    });
    container.addEventListener("pointerleave", (event) => point(null, event));
    map.on("movestart zoomstart", () => point(null, null));
    map.on("click", ({ originalEvent }) => {
      if (!onMap(originalEvent)) return;
      const crowd = under(originalEvent);
      if (!crowd) return;
      point(null, originalEvent);
      enter(crowd, cursor.at(crowd.first));
    });
  }
})(window.Dateline);
