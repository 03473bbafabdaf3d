// Buttons on the map below those that zoom: the whole screen, and the way back to the first view once it was left.
(function (Dateline) {
  "use strict";

  Dateline.buttons = function (map, words, home) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = Dateline.make("div", { class: "leaflet-bar dl-buttons" });
      const figure = map.getContainer().closest("figure");
      if (figure && document.fullscreenEnabled) bar.append(wholeScreen(map, words, figure));
      bar.append(wayBack(map, words, home, bar));
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    control.addTo(map);
  };

  function pressed(label, icon, act) {
    const made = Dateline.make("button", { type: "button", "aria-label": label, title: label }, Dateline.icon(icon));
    made.addEventListener("click", act);
    return made;
  }

  function wayBack(map, words, home, bar) {
    const made = pressed(words.reset_view, "home", () => {
      map.closePopup();
      home.go();
      map.getContainer().focus({ preventScroll: true });
    });
    const show = () => {
      made.hidden = home.here();
      bar.hidden = Array.from(bar.children).every((child) => child.hidden);
    };
    map.on("moveend", show);
    bar.append(made);
    show();
    return made;
  }

  function wholeScreen(map, words, figure) {
    const made = pressed(words.fullscreen, "full", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      // A frame may refuse; the button then does nothing.
      else figure.requestFullscreen().catch(() => {});
    });
    const oneFinger = map.dragging.enabled();
    document.addEventListener("fullscreenchange", () => {
      const on = figure.matches(":fullscreen");
      const said = on ? words.leave_fullscreen : words.fullscreen;
      made.setAttribute("aria-label", said);
      made.title = said;
      made.replaceChildren(Dateline.icon(on ? "small" : "full"));
      // There is no page to scroll past: one finger moves the map.
      map.dragging[on || oneFinger ? "enable" : "disable"]();
    });
    return made;
  }
})(window.Dateline);
