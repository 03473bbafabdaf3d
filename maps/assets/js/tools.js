// What readers do with a map beside looking at it: filter, search, play through time, read a table, share what they see.
(function (Dateline) {
  "use strict";

  const { button, filled, make } = Dateline;
  // home is the view that the map began with: see Dateline.home.
  Dateline.tools = function (map, data, store, name, drawer, home, popups) {
    Dateline.buttons(map, data.texts, home);
    const { root } = Dateline;
    const place = root.getElementById(`${name}_tools`);
    if (!place) return;
    const filters = data.tools ? Dateline.filters(data, store, name) : null;
    if (filters) {
      place.closest("figure").classList.add("dl-with-tools");
      const search = Dateline.search(map, data, store, name, drawer, home);
      place.append(...folded(data.texts, name, filters, search), status(data.texts, store, filters));
      const time = root.getElementById(`${name}_time`);
      if (filters.timeline) time.append(filters.timeline);
    }
    const table = store.count < 2 ? null : Dateline.table(map, data, store, name, drawer);
    list(root, data, store, name);
    const parts = [...(filters ? filters.criteria : []), ...(table ? [table] : [])];
    const open = openPart(store, drawer, popups);
    const later = Dateline.address(map, home, [...parts, open], () => filters && filters.apply());
    map.on("moveend", later);
    store.listen(later);
    popups.listen(later);
    if (table) table.listen(later);
  };

  // The incident that is open, by its number, as a part of the address. One that the filters hide does not open.
  function openPart(store, drawer, popups) {
    return {
      key: "incident",
      get: () => (popups.opened() === null ? "" : String(popups.opened() + 1)),
      set(text) {
        const index = /^[1-9]\d{0,8}$/.test(text) ? Number(text) - 1 : store.count;
        if (index < store.count) drawer.open(index, drawer.opener(index));
        else popups.close();
      },
    };
  }

  // On a phone one button unfolds the tools; the style sheet hides it where there is room.
  function folded(words, name, filters, search) {
    const inside = make("div", { class: "dl-tools-inside", id: `${name}_inside` }, search, ...filters.choices);
    const label = make("span", {}, words.tools);
    const unfold = button({ class: "dl-button dl-unfold", "aria-expanded": "false" }, Dateline.icon("find"), label);
    unfold.setAttribute("aria-controls", inside.id);
    unfold.addEventListener("click", () => {
      const on = inside.closest("figure").classList.toggle("dl-unfolded");
      unfold.setAttribute("aria-expanded", String(on));
    });
    return [unfold, inside];
  }

  const counts = (store) => ({ shown: Dateline.number(store.shownCount), count: Dateline.number(store.count) });

  // How many incidents are to be seen, said aloud when it changes; nothing while all of them are.
  function status(words, store, filters) {
    const count = make("span", { class: "dl-shown", role: "status" });
    const all = button({ class: "dl-button dl-plain", hidden: true }, words.clear);
    all.addEventListener("click", () => {
      filters.clear();
      // The button that was pressed goes away: whoever uses the keyboard goes on at the first tool.
      all.parentElement.parentElement.querySelector("input, button:not([hidden])").focus({ preventScroll: true });
    });
    const show = () => {
      const on = filters.active();
      count.textContent = on ? filled(words.shown, counts(store)) : "";
      all.hidden = !on;
    };
    store.listen(show);
    filters.onPlay((playing) => count.setAttribute("aria-live", playing ? "off" : "polite"));
    return make("p", { class: "dl-status" }, count, " ", all);
  }

  // The list beside the map holds what the map holds.
  function list(root, data, store, name) {
    const items = Dateline.articles(store, name).map(([index, article]) => [index, article.closest("li")]);
    store.listen(() => {
      for (const [index, item] of items) item.hidden = !store.shown[index];
    });
    const section = root.getElementById(`${name}_incidents`);
    const count = section.querySelector(".dl-count");
    // The list of many shows what the map has in sight: see list.js.
    if (!count || store.many) return;
    const before = count.textContent;
    const nothing = make("p", { class: "dl-nothing", hidden: true }, data.texts.none_fits);
    section.querySelector(".dl-list-head").after(nothing);
    store.listen(() => {
      const all = store.shownCount === store.count;
      count.textContent = all ? before : filled(data.texts.shown, counts(store));
      nothing.hidden = store.shownCount > 0;
    });
  }
})(window.Dateline);
