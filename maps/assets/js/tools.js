// What readers do with a map beside looking at it: filter, search, play through time, read a table, share what they see.
(function (Dateline) {
  "use strict";

  const { button, filled, make } = Dateline;
  // Signs of an unknown incident's name that are repeated to the reader.
  const MOST_SAID = 60;

  // home is the view that the map began with: see Dateline.home.
  Dateline.tools = function (map, data, store, name, drawer, home, popups) {
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
    list(map, root, data, store, name);
    const parts = [...(filters ? filters.criteria : []), ...(table ? [table] : [])];
    const open = openPart(data.texts, store, drawer, popups, place);
    const address = Dateline.address(map, home, [...parts, open], () => filters && filters.apply());
    if (address.link(open.key, "")) popups.foot = (key) => copier(data.texts, address.link(open.key, encodeURIComponent(key)));
    map.on("moveend", address.changed);
    store.listen(address.changed);
    popups.listen(address.changed);
    if (table) table.listen(address.changed);
  };

  // The incident that is open, by its id or its number, as a part of the address. One that the filters hide does not open;
  // one that there is not is told, for whoever followed a link came for it.
  function openPart(words, store, drawer, popups, place) {
    let turn = 0;
    let told = null;
    popups.listen(() => popups.opened() !== null && told?.remove());
    return {
      key: "incident",
      get: () => encodeURIComponent(popups.key()),
      async set(text) {
        turn += 1;
        const mine = turn;
        const key = Dateline.decoded(text);
        const index = text ? await store.indexOf(key) : -1;
        if (mine !== turn) return;
        told?.remove();
        if (index >= 0) drawer.open(index, drawer.opener(index));
        else popups.close();
        if (index >= 0 || !text) return;
        // The signs keep a text of another direction to itself.
        const id = `\u2068${(key || text).slice(0, MOST_SAID)}\u2069`;
        told = make("p", { class: "dl-no-such", role: "alert" }, filled(words.no_such_incident, { id }));
        place.prepend(told);
      },
    };
  }

  // A link to an incident, which copies itself when it is pressed, and is to be copied by hand where that is forbidden.
  function copier(words, link) {
    const anchor = make("a", { href: link }, words.copy_link);
    const said = make("span", { role: "status" });
    const whole = make("p", { class: "dl-link" }, anchor, " ", said);
    anchor.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(link);
        said.textContent = words.link_copied;
      } catch {
        const field = make("input", { class: "dl-input", readonly: true, value: link, dir: "ltr", "aria-label": words.copy_link });
        whole.replaceChildren(field);
        field.select();
      }
    });
    return whole;
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
      count.textContent = on ? Dateline.shownOf(words, store.shownCount, store.count) : "";
      all.hidden = !on;
    };
    store.listen(show);
    filters.onPlay((playing) => count.setAttribute("aria-live", playing ? "off" : "polite"));
    return make("p", { class: "dl-status" }, count, " ", all);
  }

  // The list beside the map holds what the map holds.
  function list(map, root, data, store, name) {
    const items = Dateline.articles(store, name).map(([index, article]) => [index, article.closest("li")]);
    store.listen(() => {
      const held = items.findIndex(([, item]) => item.contains(root.activeElement));
      for (const [index, item] of items) item.hidden = !store.shown[index];
      // Time that passes may take away the entry that has the focus.
      if (held < 0 || !items[held][1].hidden) return;
      const [, next] = items.slice(held).find(([, item]) => !item.hidden) || items.findLast(([, item]) => !item.hidden) || [];
      (next ? next.querySelector(".dl-show") : map.getContainer()).focus({ preventScroll: true });
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
      count.textContent = all ? before : Dateline.shownOf(data.texts, store.shownCount, store.count);
      nothing.hidden = store.shownCount > 0;
    });
  }
})(window.Dateline);
