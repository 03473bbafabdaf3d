// Popups: copies of the incidents' own markup, so that the map and the list can never say different things.
(function (Dateline) {
  "use strict";

  const NARROW = 560;

  // A popup's distance from the frame and the controls, and the width below which it is no use.
  const RIM = 12;
  const LEAST_WIDE = 300;
  // What a popup's frame adds to the width of its content.
  const AROUND = 36;

  // Of more incidents at one place a menu lists so many at a time.
  const PAGE = 100;

  // open(which, opener, drawer): one incident, or the menu of several. The drawer says where it stands on the map, and
  // the element that opened it gets the focus back. opened() is the incident that is open, or null; whoever listens is
  // told when that changes.
  Dateline.popups = function (map, data, store) {
    let shown = null;
    let opened = null;
    let key = "";
    let turn = 0;
    const listeners = [];
    const tell = () => listeners.forEach((listener) => listener());

    function close() {
      // What is still on its way does not open after this.
      turn += 1;
      if (shown) shown.remove();
    }

    function closed(index, opener, element, drawer) {
      const active = Dateline.root.activeElement;
      const held = !active || active === document.body || element.contains(active);
      shown = null;
      opened = null;
      drawer.highlight(null);
      opener.setAttribute("aria-expanded", "false");
      tell();
      if (!held) return;
      // A list may have gone on meanwhile to another part of the map.
      if (opener.isConnected) opener.focus({ preventScroll: true });
      else drawer.focus(index);
      // What opened it may be hidden by now, and takes no focus.
      if ([null, document.body].includes(Dateline.root.activeElement)) map.getContainer().focus({ preventScroll: true });
    }

    function show(index, { at, offset }, content, label, opener, drawer) {
      content.prepend(closeButton(data.texts.close, close));
      opener.setAttribute("aria-expanded", "true");
      shown = (map.getSize().x < NARROW ? sheet : balloon)(map, at, offset, content, (element) =>
        closed(index, opener, element, drawer),
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

    async function open(which, opener, drawer) {
      close();
      const mine = turn;
      const indices = [].concat(which);
      const [index] = indices;
      if (indices.length === 1) {
        const [{ title }, article, called] = await Promise.all([store.line(index), store.article(index), store.key(index)]);
        if (mine !== turn || !store.shown[index]) return;
        const content = unfolded(article);
        if (popups.foot) content.append(popups.foot(called));
        show(index, drawer.spot(index), content, title, opener, drawer);
        key = called;
        drawer.highlight(index);
        opened = index;
        tell();
      } else {
        const label = Dateline.together(data.texts, indices.length);
        const content = await menu(store, data.texts, indices, label, (one) => open(one, opener, drawer));
        if (mine !== turn) return;
        // A button of the map's own stands where they are.
        const beside = map.getContainer().contains(opener);
        const spot = beside ? { at: map.layerPointToLatLng(Dateline.pointOf(map, opener)), offset: [0, 6] } : drawer.spot(index);
        show(index, spot, content, label, opener, drawer);
      }
    }

    // In a page with several fragments each closes its own.
    Dateline.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    // What the reader's filters hide is not left open.
    store.listen(() => {
      if (opened !== null && !store.shown[opened]) close();
    });

    // foot(key), where somebody sets it, gives what stands below an incident; key() is that of the incident that is open.
    const popups = {
      open,
      close,
      opened: () => opened,
      key: () => (opened === null ? "" : key),
      listen: (listener) => listeners.push(listener),
    };
    return popups;
  };

  // Beside its marker where there is room.
  function balloon(map, at, offset, content, done) {
    const size = map.getSize();
    const { left, right, top } = besideControls(map);
    const wide = size.x - left - right - AROUND;
    const popup = L.popup({
      className: "dl-popup",
      closeButton: false,
      maxWidth: Math.min(460, wide),
      minWidth: Math.min(380, wide),
      // The place itself, and some of what lies round it, stays in sight.
      maxHeight: Math.max(160, Math.round(size.y * 0.64)),
      autoPanPaddingTopLeft: [left, top],
      autoPanPaddingBottomRight: [right, 84],
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

  // How far from the edges a popup keeps off the controls at the top: beside them, or below the wider ones where
  // too little width would be left.
  function besideControls(map) {
    const frame = map.getContainer().getBoundingClientRect();
    const room = { left: RIM, right: RIM, top: RIM };
    for (const control of map.getContainer().querySelectorAll(".leaflet-top .leaflet-control")) {
      const box = control.getBoundingClientRect();
      if (!box.width) continue;
      const side = control.closest(".leaflet-left") ? "left" : "right";
      const reach = RIM + (side === "left" ? box.right - frame.left : frame.right - box.left);
      if (frame.width - reach - room[side === "left" ? "right" : "left"] < LEAST_WIDE) room.top = Math.max(room.top, RIM + box.bottom - frame.top);
      else room[side] = Math.max(room[side], reach);
    }
    return room;
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
  function unfolded(copy) {
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

  async function menu(store, texts, indices, label, open) {
    const content = document.createElement("div");
    const heading = document.createElement("h2");
    heading.className = "dl-menu-head";
    heading.textContent = label;
    const list = document.createElement("ul");
    list.className = "dl-menu";
    const more = document.createElement("button");
    more.type = "button";
    let listed = 0;
    async function add() {
      const items = await Promise.all(indices.slice(listed, listed + PAGE).map(item));
      list.append(...items);
      listed += items.length;
      more.hidden = listed === indices.length;
      if (!more.hidden) more.textContent = Dateline.moreOf(texts, Math.min(PAGE, indices.length - listed));
      return items[0];
    }
    async function item(index) {
      const { number, title } = await store.line(index);
      const button = document.createElement("button");
      button.type = "button";
      button.dir = "auto";
      button.textContent = `${number}. ${title}`;
      button.addEventListener("click", () => open(index));
      const entry = document.createElement("li");
      entry.append(button);
      return entry;
    }
    more.className = "dl-more-incidents";
    more.addEventListener("click", async () => (await add()).querySelector("button").focus());
    await add();
    content.append(heading, list, more);
    return content;
  }

  // Where the top of an element of the map is, in the coordinates of Leaflet's layers.
  Dateline.pointOf = function (map, element) {
    const frame = map.getContainer().getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return map.containerPointToLayerPoint([box.left + box.width / 2 - frame.left, box.top - frame.top]);
  };
})(window.Dateline);
