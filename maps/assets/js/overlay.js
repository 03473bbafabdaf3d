// Draws the layers of a map that was built with folium: elements are made one by one, markup is never parsed.
(function (Dateline) {
  "use strict";

  const PIN = "M16 1C8.3 1 2 7.2 2 15c0 9.6 14 25 14 25s14-15.4 14-25C30 7.2 23.7 1 16 1z";
  const LINE = { stroke: "#000", "stroke-opacity": 0.5 };
  const SHAPES = {
    line: (one) => L.polyline(one.at, one.style),
    polygon: (one) => L.polygon(one.at, one.style),
    rectangle: (one) => L.rectangle(one.at, one.style),
    circle: (one) => L.circle(one.at, { ...one.style, radius: one.radius }),
    dot: (one) => L.circleMarker(one.at, { ...one.style, radius: one.radius }),
  };

  // A tree of maps/hardening/markup.py as a node: [tag, attributes, style, children], or a text.
  function build(node) {
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, attributes, style, children] = node;
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    element.append(...children.map(build));
    return element;
  }

  function box(tree) {
    const element = document.createElement("div");
    element.dir = "auto";
    element.append(...tree.map(build));
    return element;
  }

  // A number in its colour, or for a pin without one a dot.
  function sign(spec, x, y) {
    if (!spec.text) return spec.kind === "badge" ? null : Dateline.shape("circle", { cx: x, cy: y, r: 5, fill: spec.ink || "#fff", ...LINE });
    const font = { "font-size": 12, "font-weight": 600, "text-anchor": "middle", "dominant-baseline": "central" };
    return Dateline.shape("text", { x, y, fill: spec.ink, ...font }, spec.text);
  }

  // A fill between a light line and a dark one, so that it stands out from every ground, and its own border.
  function outlined(tag, form, spec) {
    const parts = [
      Dateline.shape(tag, { ...form, fill: "none", stroke: "#fff", "stroke-width": (spec.width || 1) + 2 }),
      Dateline.shape(tag, { ...form, fill: spec.fill, ...LINE, "stroke-width": (spec.width || 0) + 1 }),
    ];
    if (spec.width) parts.push(Dateline.shape(tag, { ...form, fill: "none", stroke: spec.edge, "stroke-width": spec.width }));
    return parts;
  }

  function pin(spec) {
    return Dateline.drawing({ width: 32, height: 41, viewBox: "0 0 32 41" }, ...outlined("path", { d: PIN }, spec), sign(spec, 16, 15));
  }

  function badge(spec) {
    const size = spec.across;
    const side = size - spec.width;
    const square = { x: spec.width / 2, y: spec.width / 2, width: side, height: side };
    const form = spec.round ? { ...square, rx: side / 2 } : square;
    return Dateline.drawing({ width: size, height: size }, ...outlined("rect", form, spec), sign(spec, size / 2, size / 2));
  }

  function icon(spec) {
    if (spec.kind === "pin") {
      const options = { iconSize: [32, 41], iconAnchor: [16, 40], popupAnchor: [0, -34] };
      return L.divIcon({ className: "dl-pin", html: pin(spec), ...options });
    }
    if (spec.kind === "badge") {
      const options = { iconSize: [spec.across, spec.across], popupAnchor: [0, -spec.across / 2] };
      return L.divIcon({ className: "dl-pin", html: badge(spec), ...options });
    }
    const options = { iconSize: spec.size, iconAnchor: spec.anchor, popupAnchor: spec.popup || [0, 0] };
    if (spec.kind === "image") return L.icon({ iconUrl: spec.src, ...options });
    return L.divIcon({ className: "dl-own-icon", html: box(spec.tree), ...options });
  }

  function where(made) {
    const { lat, lng } = made.getLatLng();
    return `${lat}, ${lng}`;
  }

  function marker(one, at) {
    const made = L.marker(at, { icon: icon(one.icon), title: one.title || "", alt: one.alt || words(one) });
    // Leaflet names pictures alone.
    made.on("add", () => made.getElement().setAttribute("aria-label", one.alt || words(one) || one.title || where(made)));
    return made;
  }

  // How a layer is called by who does not see it.
  function words(one) {
    const said = one.tooltip || one.popup;
    return said ? box(said.tree).textContent.trim().replace(/\s+/g, " ").slice(0, 120) : "";
  }

  function feature(one) {
    const made = L.geoJSON(one.geometry, {
      style: () => one.style,
      pointToLayer: (_, at) => {
        if (one.point === "marker") return marker(one, at);
        const options = { radius: 10, ...one.style };
        return one.point === "circle" ? L.circle(at, options) : L.circleMarker(at, options);
      },
    });
    if (Object.keys(one.hover).length) {
      made.on("mouseover", (event) => event.propagatedFrom.setStyle && event.propagatedFrom.setStyle(one.hover));
      made.on("mouseout", () => made.resetStyle());
    }
    return made;
  }

  function layer(map, one, listed) {
    if (one.kind === "group") {
      const group = L.featureGroup(one.layers.map((inner) => layer(map, inner, [])));
      listed.push([one, group]);
      return group;
    }
    if (one.kind === "image") {
      const image = L.imageOverlay(one.src, one.at, { opacity: one.opacity, alt: one.alt });
      listed.push([one, image]);
      return image;
    }
    if (one.kind === "tiles") {
      const tiles = Dateline.tiles(map, one);
      listed.push([one, tiles]);
      return tiles;
    }
    if (one.kind === "marker") return speak(map, one, marker(one, one.at));
    return speak(map, one, one.kind === "feature" ? feature(one) : SHAPES[one.kind](one));
  }

  // Popup and tooltip; and a path, which Leaflet leaves to the mouse, is reached by keyboard too.
  function speak(map, one, made) {
    if (one.tooltip) made.bindTooltip(() => box(one.tooltip.tree), one.tooltip);
    if (!one.popup) return made;
    made.bindPopup(() => box(one.popup.tree), { maxWidth: Math.min(one.popup.width || 460, map.getSize().x - 48) });
    const reach = (path) => {
      const element = path.getElement && path.getElement();
      if (!element || !(path instanceof L.Path)) return;
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", words(one));
      element.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") path.openPopup();
      });
    };
    const paths = made.eachLayer ? made.getLayers() : [made];
    paths.forEach((path) => path.on("add", () => reach(path)));
    if (one.popup.open) made.on("add", () => made.openPopup());
    return made;
  }

  Dateline.overlay = function (map, spec) {
    const listed = [];
    for (const one of spec.layers) {
      const made = layer(map, one, listed);
      if (one.show !== false) made.addTo(map);
    }
    if (spec.control) {
      const control = L.control.layers(null, null, spec.control);
      for (const [one, made] of listed) {
        if (!one.control) continue;
        // Leaflet parses names as markup: these are words.
        const name = document.createElement("span");
        name.textContent = one.name;
        control[one.base ? "addBaseLayer" : "addOverlay"](made, name.innerHTML);
      }
      control.addTo(map);
    }
  };

  function start(element) {
    const name = element.id;
    const data = JSON.parse(Dateline.root.getElementById(`${name}_data`).textContent);
    const spec = data.overlay;
    const map = Dateline.map(name, { zoomControl: true, attributionControl: false, maxZoom: spec.maxZoom, tiles: spec.tiled });
    Dateline.home(map, () => {
      if (spec.bounds) map.fitBounds(spec.bounds, { animate: false });
      else map.setView(spec.center, spec.zoom, { animate: false });
    });
    L.control.scale({ maxWidth: 140, position: "bottomleft" }).addTo(map);
    Dateline.ground(map, data);
    const layOut = Dateline.labels(map, data);
    layOut([]);
    map.on("moveend viewreset", () => layOut([]));
    Dateline.overlay(map, spec);
    Dateline.gestures(map, data.texts);
    for (const block of Dateline.root.querySelectorAll(".dl-own-block")) block.append(box(spec.blocks[block.dataset.block]));
  }

  document.addEventListener("DOMContentLoaded", () => {
    Dateline.root.querySelectorAll(".folium-map[data-overlay]").forEach(start);
  });
})(window.Dateline);
