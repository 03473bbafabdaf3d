// Dateline.map makes the Leaflet map, Dateline.draw puts a document on it. The other files of this folder do the parts.
(function (Dateline) {
  "use strict";

  Dateline.top.classList.add("dl-js");

  const ROOM_FOR_PANEL = 720;
  // As a share of the view, on each side (maps/view.py).
  const FREE_RIM = 0.12;
  // Where maps end (maps/view.py).
  const END_LAT = 85;
  const WHOLE_TURN = 360;
  const matches = (query) => window.matchMedia(query).matches;

  Dateline.map = function (element, options) {
    const still = matches("(prefers-reduced-motion: reduce)");
    const map = L.map(element, {
      zoomControl: false,
      // Dateline.home follows the size of the frame.
      trackResize: false,
      // Tiles are drawn for whole levels.
      zoomSnap: options.tiles ? 1 : 0.25,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
      // One finger scrolls the page; two move and zoom the map.
      dragging: !matches("(pointer: coarse)"),
      ...options,
    });
    // Leaflet animates a pan unless each call says no.
    if (still) {
      const panBy = map.panBy.bind(map);
      map.panBy = (offset, how) => panBy(offset, { ...how, animate: false });
    }
    // An animated return into the bounds would go on over a view that is set meanwhile.
    const panInsideBounds = map.panInsideBounds.bind(map);
    map.panInsideBounds = (bounds) => panInsideBounds(bounds, { animate: false });
    if (map.attributionControl) map.attributionControl.setPrefix(false);
    return map;
  };

  Dateline.draw = function (map, name) {
    const data = JSON.parse(Dateline.root.getElementById(`${name}_data`).textContent);
    const words = data.texts;
    // Packed columns are read while the ground is drawn.
    const arriving = data.many && Dateline.many(data, name);
    const container = map.getContainer();
    // Keyboard order is document order: zoom buttons first, then markers, then the popup that one of them opened.
    L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    container.prepend(container.querySelector(".leaflet-control-container"));
    scaleBar(words).addTo(map);

    const [west, south, east, north] = data.view;
    const view = [[south, west], [north, east]];
    const panel = controls(map, name);
    const extent = L.latLngBounds([data.extent[1], data.extent[0]], [data.extent[3], data.extent[2]]);
    let least = 0;
    const frame = () => {
      least = enclose(map, extent, data.view);
      limits(map, extent, least);
    };
    const fit = () => {
      // The panel of a notebook's map hides nothing that the view is about.
      const right = panel && panel.open ? panel.offsetWidth + 10 : 0;
      frame();
      unlimited(map);
      map.fitBounds(view, { animate: false, paddingBottomRight: [right, 0] });
      limits(map, extent, least);
    };
    const home = Dateline.home(map, fit, frame);
    // Before any name is laid out, for names keep off them.
    Dateline.buttons(map, words, home);
    Dateline.ground(map, data);
    const layOut = Dateline.labels(map, data);
    if (map.options.tiles) Dateline.tiles(map, map.options.tiles);
    Dateline.gestures(map, words);
    printing(map, fit);
    if (arriving) arriving.then((store) => incidents(map, data, store, name, layOut, home));
    else incidents(map, data, Dateline.store(data, name), name, layOut, home);
  };

  // Leaflet's bar of kilometres and miles, in the words of the page.
  function scaleBar(words) {
    const bar = L.control.scale({ maxWidth: 140, position: "bottomleft" });
    const units = { km: words.km, m: words.m, mi: words.mi, ft: words.ft };
    const write = bar._updateScale;
    bar._updateScale = (scale, text, ratio) => {
      const [number, unit] = text.split(" ");
      write.call(bar, scale, `${Dateline.number(Number(number))} ${units[unit]}`, ratio);
    };
    return bar;
  }

  function incidents(map, data, store, name, layOut, home) {
    // With the lines and areas of a table, which tools and popups take for more incidents.
    const whole = data.shapes ? Dateline.withShapes(store, data, name) : store;
    const draw = store.many ? Dateline.canvas : Dateline.markers;
    const popups = Dateline.popups(map, data, whole);
    const marks = draw(map, data, store, popups);
    const drawer = data.shapes ? Dateline.shapes(map, data, whole, marks, popups) : marks;
    let list = () => {};
    const arrange = () => {
      layOut(drawer.arrange());
      list();
    };
    arrange();
    map.on("moveend viewreset", arrange);
    store.listen(arrange);
    // What stands in the page behind the map may still be on its way.
    parsed(() => {
      if (store.many) {
        list = Dateline.list(map, data, store, name, drawer);
        list();
      }
      links(map, data, whole, name, drawer);
      Dateline.tools(map, data, whole, name, drawer, home, popups);
      // A fragment keeps room for the tools until it is known which of them there are.
      if (Dateline.root !== document) Dateline.top.classList.add("dl-whole");
    });
  }

  function parsed(go) {
    if (Dateline.root === document && document.readyState === "loading") document.addEventListener("DOMContentLoaded", go);
    else go();
  }

  // A frame of another size, perhaps of none as long as it is hidden, had other limits.
  function unlimited(map) {
    map.setMaxBounds(null);
    map.options.minZoom = undefined;
  }

  // The background fills the frame, whatever its shape. In one that is very wide or high the rim of the view that is
  // kept free around the incidents may be cut for that, the incidents may not.
  function leastZoom(map, extent, view) {
    return Math.min(map.getBoundsZoom(extent, true), map.getBoundsZoom(withoutRim(view)));
  }

  // Where the view ends with the world it has no rim: incidents may lie there.
  function withoutRim([west, south, east, north]) {
    const [wide, high] = [FREE_RIM * (east - west), FREE_RIM * (north - south)];
    const aside = east - west < WHOLE_TURN ? wide : 0;
    return [
      [south > -END_LAT ? south + high : south, west + aside],
      [north < END_LAT ? north - high : north, east - aside],
    ];
  }

  // Keeps the map no larger than the background is at the least zoom, for there is nothing beyond the end of the world;
  // gives that zoom.
  function enclose(map, extent, view) {
    const { style } = map.getContainer();
    style.maxWidth = style.maxHeight = "";
    unlimited(map);
    map.invalidateSize({ animate: false });
    const { x, y } = map.getSize();
    const zoom = leastZoom(map, extent, view);
    const room = map.project(extent.getSouthEast(), zoom).subtract(map.project(extent.getNorthWest(), zoom)).floor();
    if (room.x < x) style.maxWidth = `${room.x}px`;
    if (room.y < y) style.maxHeight = `${room.y}px`;
    map.invalidateSize({ animate: false });
    return zoom;
  }

  // Readers stay where there is background to see.
  function limits(map, extent, least) {
    // Leaflet would go to the least zoom by an animation, which ends over a view that is set meanwhile.
    if (map.getZoom() < least) map.setZoom(least, { animate: false });
    map.setMaxBounds(extent);
    map.options.maxBoundsViscosity = 1;
    map.setMinZoom(least);
  }

  // In a notebook the legend and the credits stand on the map; a page has them below it.
  function controls(map, name) {
    const template = Dateline.root.getElementById(`${name}_controls`);
    if (!template) return null;
    for (const part of Array.from(template.content.cloneNode(true).children)) {
      const control = L.control({ position: part.dataset.position });
      control.onAdd = () => {
        L.DomEvent.disableClickPropagation(part);
        L.DomEvent.disableScrollPropagation(part);
        return part;
      };
      control.addTo(map);
    }
    const panel = map.getContainer().querySelector(".dl-panel");
    panel.open = map.getSize().x >= ROOM_FOR_PANEL;
    return panel;
  }

  // Headlines in the list become buttons that open the incident on the map.
  function links(map, data, store, name, drawer) {
    for (const [index, article] of Dateline.articles(store, name)) {
      const title = article.querySelector(".dl-title");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dl-show";
      button.title = data.texts.show_on_map;
      button.append(...title.childNodes);
      title.append(button);
      const lift = (on) => drawer.lift(index, on);
      article.addEventListener("mouseenter", () => lift(true));
      article.addEventListener("mouseleave", () => lift(false));
      button.addEventListener("focus", () => lift(true));
      button.addEventListener("blur", () => lift(false));
      button.addEventListener("click", () => {
        map.getContainer().scrollIntoView({ block: "nearest" });
        drawer.open(index, button);
      });
    }
  }

  // On paper the whole view is shown at the width of a page, and what is folded is unfolded.
  function printing(map, fit) {
    const { style } = map.getContainer();
    // A frame, as in a printed notebook, is narrower than the paper, and no higher than on the screen.
    const [wide, high] = window.self === window.top ? [680, 500] : [520, 380];
    let folded = [];
    let before = null;
    let copies = [];
    window.addEventListener("beforeprint", () => {
      before = [map.getCenter(), map.getZoom()];
      map.closePopup();
      [style.width, style.height] = [`${wide}px`, `${high}px`];
      map.invalidateSize({ animate: false });
      fit();
      copies = copied(map);
      folded = Array.from(Dateline.root.querySelectorAll("details:not([open])"));
      folded.forEach((element) => element.toggleAttribute("open", true));
    });
    window.addEventListener("afterprint", () => {
      copies.forEach((takeAway) => takeAway());
      [style.width, style.height] = ["", ""];
      map.invalidateSize({ animate: false });
      fit();
      map.setView(...before, { animate: false });
      folded.forEach((element) => element.toggleAttribute("open", false));
    });
  }

  // Chromium prints a canvas by doing again what was done to it, and its being cleared clears what lies below it on
  // the paper too: a fresh copy takes the place of all but the lowest. What is called takes it away again.
  function copied(map) {
    const depth = (canvas) => Number(getComputedStyle(canvas.parentElement).zIndex);
    const canvases = Array.from(map.getPanes().mapPane.querySelectorAll("canvas"));
    canvases.sort((a, b) => depth(a) - depth(b));
    return canvases.slice(map.options.tiles ? 0 : 1).map((canvas) => {
      const copy = canvas.cloneNode();
      copy.getContext("2d").drawImage(canvas, 0, 0);
      canvas.after(copy);
      canvas.style.display = "none";
      return () => {
        copy.remove();
        canvas.style.display = "";
      };
    });
  }
})(window.Dateline);
