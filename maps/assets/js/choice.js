// A filter by one of several values: a button that opens a group of checkboxes. None ticked is all kept.
(function (Dateline) {
  "use strict";

  const { button, filled, make } = Dateline;
  // More options than these are found by typing.
  const LONG = 12;
  const MOST_LISTED = 200;

  Dateline.choice = function (words, key, title, options, valuesOf, store, id, changed) {
    const chosen = new Set();
    const totals = counts(options, valuesOf, store);
    const tallies = new Uint32Array(options.length);
    // By how much they stand for; what has a colour stays in the order of the legend.
    const order = options.map((_, index) => index).filter((index) => totals[index] > 0);
    if (!options[0].fill) order.sort((a, b) => totals[b] - totals[a] || options[a].label.localeCompare(options[b].label));
    const items = new Map();
    const list = make("ul", { role: "list" });
    const number = make("span", { class: "dl-chosen", hidden: true });
    const opener = button({ "aria-expanded": "false", "aria-controls": id }, title, " ", number, Dateline.icon("down"));
    const group = make("fieldset", {}, make("legend", { class: "dl-vh" }, title));
    const panel = make("div", { class: "dl-choices", id, hidden: true }, group);
    const whole = make("div", { class: "dl-choice" }, opener, panel);

    function item(index) {
      if (!items.has(index)) items.set(index, option(options[index], (on) => pick(index, on)));
      return items.get(index);
    }

    function pick(index, on) {
      chosen[on ? "add" : "delete"](index);
      changed();
    }

    function fillList(wanted) {
      const found = order.filter((index) => wanted.every((word) => Dateline.plain(options[index].label).includes(word)));
      const ticked = found.filter((index) => chosen.has(index));
      const listed = [...ticked, ...found.filter((index) => !chosen.has(index))].slice(0, MOST_LISTED);
      list.replaceChildren(...(order.length > LONG ? listed : found).map((index) => item(index).element));
      update();
    }

    function update() {
      for (const [index, { box, tally, element: row }] of items) {
        box.checked = chosen.has(index);
        tally.textContent = Dateline.number(tallies[index]);
        row.classList.toggle("dl-empty", tallies[index] === 0);
      }
      number.hidden = chosen.size === 0;
      number.textContent = chosen.size;
    }

    if (order.length > LONG) group.append(narrowing(words, title, fillList));
    group.append(list);
    fillList([]);
    disclose(opener, panel, whole);
    return {
      key,
      element: whole,
      keeps: (index) => chosen.size === 0 || valuesOf(index).some((value) => chosen.has(value)),
      begin: () => tallies.fill(0),
      tally: (index) => valuesOf(index).forEach((value) => {
        tallies[value] += 1;
      }),
      end: update,
      active: () => chosen.size > 0,
      get: () => Array.from(chosen, (index) => encodeURIComponent(options[index].key)).join(","),
      set(text) {
        const keys = new Set(text.split(",").map(Dateline.decoded));
        chosen.clear();
        order.forEach((index) => keys.has(options[index].key) && chosen.add(index));
        fillList([]);
      },
    };
  };

  function counts(options, valuesOf, store) {
    const totals = new Uint32Array(options.length);
    for (let index = 0; index < store.count; index += 1) {
      for (const value of valuesOf(index)) totals[value] += 1;
    }
    return totals;
  }

  function option({ label, fill: colour }, pick) {
    const box = make("input", { type: "checkbox" });
    const tally = make("span", { class: "dl-tally" });
    const swatch = make("span", { class: "dl-chip" });
    if (colour) swatch.style.backgroundColor = colour;
    box.addEventListener("change", () => pick(box.checked));
    const text = make("span", { dir: "auto" }, label);
    const row = make("label", {}, box, ...(colour ? [swatch] : []), text, " ", tally);
    return { element: make("li", {}, row), box, tally };
  }

  function narrowing(words, title, listOnly) {
    const said = filled(words.narrow, { what: title });
    const input = make("input", { type: "search", class: "dl-input", "aria-label": said, placeholder: said });
    input.addEventListener("input", () => listOnly(Dateline.plain(input.value).split(" ").filter(Boolean)));
    return input;
  }

  // Opened by its button, closed by it, by Escape and by going elsewhere.
  function disclose(opener, panel, whole) {
    const show = (on) => {
      panel.hidden = !on;
      opener.setAttribute("aria-expanded", String(on));
    };
    opener.addEventListener("click", () => show(panel.hidden));
    whole.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.stopPropagation();
      show(false);
      opener.focus();
    });
    whole.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !whole.contains(event.relatedTarget)) show(false);
    });
    // Around a fragment too, whose page sees only that something in it was pressed.
    document.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(whole)) show(false);
    });
  }
})(window.Dateline);
