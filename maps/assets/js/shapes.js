// Lines and areas of a table: drawn as they are, and rows like the incidents in filters, search, table and popups.
(function (Dateline) {
  "use strict";

  // As elements more of them would be slow.
  const MOST_ELEMENTS = 1000;
  const LAYERS = {
    area: (at, style) => L.polygon(at, { ...style, weight: 1.2, fillOpacity: 0.55 }),
    line: (at, style) => L.polyline(at, { ...style, weight: 3, fill: false }),
    dot: (at, style) => L.circleMarker(at, { ...style, weight: 1.2, fillOpacity: 0.8, radius: 6 }),
  };
  const across = ([lon, lat]) => [lat, lon];

  // A store of the incidents of another and, after them, the shapes.
  Dateline.withShapes = function (store, data, name) {
    const { shapes } = data;
    const first = store.count;
    const own = (index) => shapes[index - first];
    const joined = (column, value) => {
      const all = new column.constructor(first + shapes.length);
      all.set(column);
      shapes.forEach((shape, at) => {
        all[first + at] = value(shape);
      });
      return all;
    };
    const markup = Dateline.root.getElementById(`${name}_incidents`);
    const root = markup instanceof HTMLTemplateElement ? markup.content : Dateline.root;
    const whole = Dateline.faced(first + shapes.length, {
      first,
      inner: store,
      many: store.many,
      categories: store.categories,
      lon: joined(store.lon, ({ at }) => at[0]),
      lat: joined(store.lat, ({ at }) => at[1]),
      category: joined(store.category, ({ category }) => category),
      from: joined(store.from, ({ days }) => (days ? days[0] : Dateline.NO_DAY)),
      to: joined(store.to, ({ days }) => (days ? days[1] : Dateline.NO_DAY)),
      actorNames: store.actorNames,
      actors: (index) => (index < first ? store.actors(index) : []),
      precisionOf: (index) => (index < first ? store.precisionOf(index) : null),
      id: async (index) => (index < first && store.id ? store.id(index) : null),
      indexOfId: async (id) => (store.indexOfId ? store.indexOfId(id) : -1),
      line: async (index) => (index < first ? store.line(index) : { number: index + 1, title: own(index).title, when: own(index).when, place: "" }),
      article: async (index) => (index < first ? store.article(index) : root.getElementById(`${name}_incident_${index + 1}`).cloneNode(true)),
      async find(fits, most) {
        const found = await store.find(fits, most);
        for (let index = first; index < whole.count && found.length < most; index += 1) {
          if (whole.shown[index] && fits(`${index + 1} ${own(index).title}`)) found.push(index);
        }
        return found;
      },
    });
    whole.listen(() => store.filter((index) => whole.shown[index] === 1));
    return whole;
  };

  // Draws the shapes. The answer is the drawer of the incidents, of which inner gives the own one, and of the shapes.
  Dateline.shapes = function (map, data, whole, inner, popups) {
    const { first } = whole;
    const canvas = data.shapes.length > MOST_ELEMENTS ? L.canvas() : null;
    // Where on a shape its popup stands: where it was clicked, else in its middle.
    let clicked = null;
    const layers = data.shapes.map((shape, at) => {
      const index = first + at;
      const { fill } = data.categories[shape.category];
      const style = { color: fill, fillColor: fill, ...(canvas ? { renderer: canvas } : {}) };
      const parts = shape.parts.map(({ kind, packed, at: spot }) => LAYERS[kind](packed ? Dateline.unpack(packed, data.fineScale) : across(spot), style));
      parts.forEach((part) => part.on("add", () => reach(part, shape, index)));
      const layer = L.featureGroup(parts);
      const words = Dateline.make("span", { dir: "auto" }, shape.title);
      layer.bindTooltip(words, { sticky: true });
      layer.on("click", (event) => {
        // A marker that lies on it is what was meant.
        if (inner.takes && inner.takes(event.originalEvent)) return;
        L.DomEvent.stopPropagation(event);
        clicked = [index, event.latlng];
        drawer.open(index, drawer.opener(index));
      });
      return layer.addTo(map);
    });

    // Leaflet leaves a path to the mouse.
    function reach(part, shape, index) {
      const element = part.getElement && part.getElement();
      if (!element) return;
      const attributes = { tabindex: 0, role: "button", "aria-haspopup": "dialog", "aria-label": shape.title };
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        clicked = null;
        drawer.open(index, element);
      });
    }

    const lit = (index, on) => {
      const { parts } = data.shapes[index - first];
      layers[index - first].getLayers().forEach((part, at) => part.setStyle({ weight: on ? 4 : parts[at].kind === "line" ? 3 : 1.2 }));
    };
    const drawer = {
      ...inner,
      open: (which, opener) => ([].concat(which)[0] < first ? inner.open(which, opener) : popups.open(which, opener, drawer)),
      opener: (index) => (index < first ? inner.opener(index) : layers[index - first].getLayers()[0].getElement?.() || map.getContainer()),
      focus: (index) => (index < first ? inner.focus(index) : drawer.opener(index).focus({ preventScroll: true })),
      lift: (index, on) => (index < first ? inner.lift(index, on) : lit(index, on)),
      highlight(index) {
        inner.highlight(null);
        layers.forEach((_, at) => lit(first + at, first + at === index));
      },
      spot(index) {
        if (index < first) return inner.spot(index);
        const here = clicked && clicked[0] === index ? clicked[1] : across(data.shapes[index - first].at);
        clicked = null;
        return { at: L.latLng(here), offset: [0, 0] };
      },
      bounds: (index) => (index < first ? null : layers[index - first].getBounds()),
    };

    whole.listen(() => layers.forEach((layer, at) => (whole.shown[first + at] ? layer.addTo(map) : layer.remove())));
    return drawer;
  };
})(window.Dateline);
