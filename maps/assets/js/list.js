// The list beside a map of many: the incidents in the part of the map that is in sight, a hundred at a time.
(function (Dateline) {
  "use strict";

  const PAGE = 100;
  const REST = 150;

  Dateline.list = function (map, data, store, name, drawer) {
    const section = Dateline.root.getElementById(`${name}_incidents`);
    const list = section && section.querySelector(".dl-many");
    if (!list) return () => {};
    const words = data.texts;
    const make = Dateline.make;
    const count = section.querySelector(".dl-count");
    const more = make("button", { class: "dl-more-incidents", type: "button", hidden: "" });
    const empty = make("p", { hidden: "" }, words.nothing_in_view);
    // Paper has no button that shows more: it says how many there are.
    const listed = make("p", { class: "dl-listed", hidden: "" });
    list.after(empty, more, listed);
    let shown = 0;
    let all = [];
    let items = new Map();
    let turn = 0;
    let timer = 0;

    // What stands in the list stays the same element, for a popup gives it the focus back.
    function item(index) {
      const known = items.get(index) || made(index);
      items.set(index, known);
      return known;
    }

    async function made(index) {
      const mark = await store.line(index);
      const category = data.categories[store.category[index]];
      const precision = data.many.frames[store.precision[index]].key;
      const header = Dateline.header({ ...mark, category, precision, day: "" }, data, name);
      const title = header.querySelector(".dl-title");
      const button = make("button", { class: "dl-show", type: "button", title: words.show_on_map });
      button.append(...title.childNodes);
      title.append(button);
      button.addEventListener("click", () => {
        map.getContainer().scrollIntoView({ block: "nearest" });
        drawer.open(index, button);
      });
      return make("li", {}, make("article", { class: "dl-incident" }, header));
    }

    async function add() {
      const mine = turn;
      const added = await Promise.all(all.slice(shown, shown + PAGE).map(item));
      if (mine !== turn) return null;
      const held = list.contains(Dateline.root.activeElement) ? Dateline.root.activeElement : null;
      if (shown) list.append(...added);
      else list.replaceChildren(...added);
      // What is put in its place anew loses the focus.
      if (held && held.isConnected && held !== Dateline.root.activeElement) held.focus({ preventScroll: true });
      shown += added.length;
      const left = all.length - shown;
      more.hidden = listed.hidden = !left;
      listed.textContent = Dateline.filled(words.rows, { from: 1, to: Dateline.number(shown), count: Dateline.number(all.length) });
      more.textContent = Dateline.moreOf(words, Math.min(PAGE, left));
      return added[0];
    }

    function fill() {
      turn += 1;
      shown = 0;
      all = drawer.inView();
      items = new Map(all.slice(0, PAGE).flatMap((index) => (items.has(index) ? [[index, items.get(index)]] : [])));
      empty.hidden = all.length > 0;
      const here = { count: Dateline.number(all.length) };
      if (all.length < store.shownCount) count.textContent = Dateline.filled(words.in_view, here);
      else if (all.length < store.count) count.textContent = Dateline.shownOf(words, all.length, store.count);
      else count.textContent = Dateline.filled(words.incident_count, here);
      add();
    }

    more.addEventListener("click", async () => {
      const first = await add();
      // Who comes by keyboard goes on where the new ones begin.
      if (first && Dateline.root.activeElement === more) first.querySelector("button").focus();
    });
    // Not at each step of a long move.
    return () => {
      clearTimeout(timer);
      timer = setTimeout(fill, REST);
    };
  };
})(window.Dateline);
