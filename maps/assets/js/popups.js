// Popups: copies of the incidents' own markup, so that the map and the list can never say different things.
(function (Dateline) {
  "use strict";

  const NARROW = 560;

  Dateline.popups = function (map, data, name) {
    const store = Dateline.root.getElementById(`${name}_incidents`);
    const root = store instanceof HTMLTemplateElement ? store.content : Dateline.root;
    const marks = new Map(data.marks.map((mark) => [mark.number, mark]));
    let shown = null;

    function close() {
      if (shown) shown.remove();
    }

    function closed(opener, element) {
      const active = Dateline.root.activeElement;
      const held = !active || active === document.body || element.contains(active);
      shown = null;
      highlight(null);
      opener.setAttribute("aria-expanded", "false");
      if (held) opener.focus({ preventScroll: true });
    }

    function show(at, offset, content, label, opener) {
      content.prepend(closeButton(data.texts.close, close));
      opener.setAttribute("aria-expanded", "true");
      shown = (map.getSize().x < NARROW ? sheet : balloon)(map, at, offset, content, (element) =>
        closed(opener, element),
      );
      const { element, scroller } = shown;
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-label", label);
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
      // What scrolls must be reachable by keyboard: it is itself what receives the focus.
      scroller.tabIndex = 0;
      if (scroller !== element) {
        scroller.setAttribute("role", "group");
        scroller.setAttribute("aria-label", label);
      }
      scroller.focus({ preventScroll: true });
    }

    function open(which, opener) {
      close();
      const numbers = [].concat(which);
      const mark = marks.get(numbers[0]);
      if (numbers.length === 1) {
        show(mark.at, above(map, mark), article(root, name, mark), mark.title, opener);
        highlight(mark.number);
      } else {
        const label = opener.getAttribute("aria-label");
        const at = map.layerPointToLatLng(pointOf(map, opener));
        show(at, [0, 6], menu(numbers, marks, label, open, opener), label, opener);
      }
    }

    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });

    function highlight(number) {
      for (const mark of data.marks) mark.element.classList.toggle("dl-open", mark.number === number);
    }
    return open;
  };

  // Beside its marker where there is room.
  function balloon(map, at, offset, content, done) {
    const size = map.getSize();
    const popup = L.popup({
      className: "dl-popup",
      closeButton: false,
      maxWidth: Math.min(460, size.x - 48),
      minWidth: Math.min(380, size.x - 48),
      // The place itself, and some of what lies round it, stays in sight.
      maxHeight: Math.max(160, Math.round(size.y * 0.64)),
      autoPanPaddingTopLeft: [12, 12],
      autoPanPaddingBottomRight: [12, 84],
      offset,
    });
    popup.setLatLng(at).setContent(content).openOn(map);
    const element = popup.getElement();
    map.on("popupclose", function listen(event) {
      if (event.popup !== popup) return;
      map.off("popupclose", listen);
      done(element);
    });
    return {
      element,
      scroller: element.querySelector(".leaflet-popup-content"),
      remove: () => map.closePopup(popup),
    };
  }

  // On a narrow screen a sheet at the foot of the window, with the marker in what is left above it.
  function sheet(map, at, offset, content, done) {
    const element = document.createElement("div");
    element.className = "dl-popup dl-sheet";
    element.append(content);
    map.getContainer().append(element);
    const remove = () => {
      map.off("click", remove);
      done(element);
      element.remove();
    };
    map.on("click", remove);
    const frame = map.getContainer().getBoundingClientRect();
    const visible = element.getBoundingClientRect().top - Math.max(frame.top, 0);
    const wanted = L.point(map.getSize().x / 2, Math.max(60, Math.min(visible, frame.height) / 2));
    map.panBy(map.latLngToContainerPoint(at).subtract(wanted));
    return { element, scroller: element, remove };
  }

  function closeButton(label, close) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dl-close";
    button.setAttribute("aria-label", label);
    button.textContent = "\u00d7";
    button.addEventListener("click", close);
    return button;
  }

  // The incident's article, opened out: what the list folds away stands in the popup.
  function article(root, name, mark) {
    const copy = root.getElementById(`${name}_incident_${mark.number}`).cloneNode(true);
    copy.removeAttribute("id");
    for (const details of copy.querySelectorAll("details")) {
      details.querySelector("summary").remove();
      details.replaceWith(...details.childNodes);
    }
    for (const button of copy.querySelectorAll("button")) button.replaceWith(...button.childNodes);
    // Claims first: there is less room than in the list.
    const claims = copy.querySelector(".dl-claims");
    const description = copy.querySelector(".dl-description");
    if (claims && description) claims.after(description);
    // In the list the headline is below the list's own heading; here it stands alone.
    const headline = copy.querySelector("h3");
    const heading = document.createElement("h2");
    heading.className = headline.className;
    heading.append(...headline.childNodes);
    headline.replaceWith(heading);
    return copy;
  }

  function menu(numbers, marks, label, open, from) {
    const content = document.createElement("div");
    const heading = document.createElement("h2");
    heading.className = "dl-menu-head";
    heading.textContent = label;
    const list = document.createElement("ul");
    list.className = "dl-menu";
    for (const number of numbers) {
      const button = document.createElement("button");
      button.type = "button";
      button.dir = "auto";
      button.textContent = `${number}. ${marks.get(number).title}`;
      button.addEventListener("click", () => open(number, from));
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
    content.append(heading, list);
    return content;
  }

  function pointOf(map, element) {
    const frame = map.getContainer().getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return map.containerPointToLayerPoint([box.left + box.width / 2 - frame.left, box.top - frame.top]);
  }

  // The popup's tip touches the top of the marker, wherever the fan has moved it.
  function above(map, mark) {
    if (mark.element.hidden) return [0, 0];
    const offset = pointOf(map, mark.element).subtract(map.latLngToLayerPoint(mark.at));
    return [offset.x, offset.y + 6];
  }
})(window.Dateline);
