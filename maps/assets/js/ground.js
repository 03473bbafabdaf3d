// What lies on the ground: background, emphasised borders, areas of uncertainty. All on one canvas below the markers.
(function (Dateline) {
  "use strict";

  // Widths in pixels, dashes as canvas takes them; colours are custom properties of the style sheet.
  const BASEMAP = {
    land: { fill: "--dl-land", stroke: "--dl-coast", weight: 0.8 },
    lakes: { fill: "--dl-lake", stroke: "--dl-coast", weight: 0.5 },
    rivers: { stroke: "--dl-river", weight: 0.9 },
    admin1_borders: { stroke: "--dl-admin1-border", weight: 0.8, dash: "1 3" },
    country_borders: { stroke: "--dl-country-border", weight: 1.1 },
    disputed_borders: { stroke: "--dl-disputed-border", weight: 1.1, dash: "4 3" },
  };
  const AREAS = new Set(["land", "lakes"]);

  Dateline.ground = function (map, data) {
    // Where online tiles may stand in for the background, it has a canvas of its own below them.
    const above = surface(map, "dl-ground", 250);
    const below = map.options.tiles ? surface(map, "dl-basemap", 190) : above;
    const themed = [];

    function put(layer, style) {
      layer.addTo(map);
      themed.push([layer, style]);
    }
    let options = below;
    const polygons = (parts, scale, style) => put(L.polygon(Dateline.unpack(parts, scale), options), style);
    const lines = (parts, scale, style) => put(L.polyline(Dateline.unpack(parts, scale), options), style);

    const [west, south, east, north] = data.extent;
    if (data.layers.length) put(L.rectangle([[south, west], [north, east]], options), { fill: "--dl-sea" });
    for (const layer of data.layers) {
      const style = BASEMAP[Object.hasOwn(BASEMAP, layer.name) ? layer.name : "admin1_borders"];
      (AREAS.has(layer.name) ? polygons : lines)(layer.parts, data.scale, style);
    }
    options = above;
    const drawn = new Set();
    for (const mark of data.marks) {
      // Incidents of one place and kind have one area: drawn again and again it would hide what is below.
      const same = `${mark.fill} ${JSON.stringify(mark.area)}`;
      if (!mark.area.length || drawn.has(same)) continue;
      drawn.add(same);
      const style = { fill: mark.fill, fillOpacity: 0.12, stroke: mark.fill, weight: 1.4, dash: "5 4" };
      polygons(mark.area, data.fineScale, style);
    }
    for (const border of data.borders) {
      lines(border.line, data.fineScale, { stroke: "--dl-border-halo", weight: 6 });
      lines(border.disputed, data.fineScale, { stroke: "--dl-border-halo", weight: 6 });
      lines(border.line, data.fineScale, { stroke: "--dl-border", weight: 2.4 });
      lines(border.disputed, data.fineScale, { stroke: "--dl-border", weight: 2.4, dash: "7 6" });
    }
    theme(map, themed);
    Dateline.themed(() => theme(map, themed));
  };

  // A canvas in a pane of its own, as options of what is drawn on it.
  function surface(map, name, zIndex) {
    const pane = map.createPane(name);
    pane.style.zIndex = zIndex;
    pane.style.pointerEvents = "none";
    return { renderer: L.canvas({ pane: name, padding: 0.4 }), pane: name, interactive: false, lineJoin: "round" };
  }

  // A colour of the markers, made light enough for a dark ground.
  Dateline.lighter = function (colour) {
    const parts = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
    return `rgb(${parts.map((part) => Math.round(part + (255 - part) * 0.5)).join(" ")})`;
  };

  function theme(map, themed) {
    const styles = getComputedStyle(map.getContainer());
    const colour = (value) => {
      if (!value) return value;
      if (value.startsWith("--")) return styles.getPropertyValue(value).trim();
      return Dateline.dark() ? Dateline.lighter(value) : value;
    };
    for (const [layer, style] of themed) {
      layer.setStyle({
        fill: Boolean(style.fill),
        fillColor: colour(style.fill),
        fillOpacity: style.fillOpacity || 1,
        stroke: Boolean(style.stroke),
        color: colour(style.stroke),
        weight: style.weight || 0,
        dashArray: style.dash || null,
      });
    }
  }
})(window.Dateline);
