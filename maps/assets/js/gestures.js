// The map never traps a reader who scrolls past it: the wheel zooms with Ctrl or after a click, one finger scrolls.
(function (Dateline) {
  "use strict";

  Dateline.gestures = function (map, texts) {
    const container = map.getContainer();
    const hint = document.createElement("div");
    hint.className = "dl-hint";
    hint.setAttribute("aria-hidden", "true");
    container.append(hint);
    let timer = 0;
    function say(text) {
      hint.textContent = text;
      hint.classList.add("dl-hint-shown");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("dl-hint-shown"), 1400);
    }

    let entered = false;
    map.scrollWheelZoom.disable();
    map.on("click", () => {
      entered = true;
    });
    container.addEventListener("mouseleave", () => {
      entered = false;
    });
    // In the capture phase, so that Leaflet's own listener is on or off before the event reaches it.
    container.addEventListener(
      "wheel",
      (event) => {
        // A map on the whole screen has no page below it.
        const zoom = entered || event.ctrlKey || event.metaKey || document.fullscreenElement;
        map.scrollWheelZoom[zoom ? "enable" : "disable"]();
        if (!zoom && !event.target.closest(".leaflet-popup")) say(texts.use_ctrl);
      },
      { capture: true, passive: true },
    );
    container.addEventListener(
      "touchmove",
      (event) => {
        if (event.touches.length === 1 && !event.target.closest(".leaflet-popup")) say(texts.use_two_fingers);
      },
      { passive: true },
    );
  };
})(window.Dateline);
