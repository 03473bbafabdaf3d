// The title of what the mouse, or the keyboard, is on, for who sees the map; names for who does not are in the markup.
(function (Dateline) {
  "use strict";

  Dateline.tip = function (map) {
    const container = map.getContainer();
    const element = Dateline.make("div", { class: "dl-tip", "aria-hidden": "true", dir: "auto" });
    container.append(element);
    const hide = () => element.classList.remove("dl-tip-shown");
    map.on("movestart zoomstart", hide);
    container.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    return {
      hide,
      // Above a point of the map's frame, or below it where there is no room.
      show(text, x, top, bottom = top) {
        const size = map.getSize();
        element.textContent = text;
        element.classList.add("dl-tip-shown");
        const [wide, high] = [element.offsetWidth, element.offsetHeight];
        element.style.left = `${Math.max(4, Math.min(x - wide / 2, size.x - wide - 4))}px`;
        element.style.top = `${top - high - 8 < 4 ? bottom + 8 : top - high - 8}px`;
      },
    };
  };
})(window.Dateline);
