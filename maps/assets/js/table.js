// The incidents as a table: what the map shows, in words, to be sorted by each of its columns.
(function (Dateline) {
  "use strict";

  const { button, filled, make, number } = Dateline;
  const ON_A_PAGE = 100;
  const MOST_FIGURES = 3;
  const { compare } = new Intl.Collator([], { numeric: true });
  // Texts of more incidents than these take too long to unpack only to be sorted.
  const MOST_SORTED = 100000;

  Dateline.table = function (map, data, store, name, drawer) {
    const words = data.texts;
    const section = Dateline.root.getElementById(`${name}_incidents`);
    const state = { sort: "number", down: false, page: 0, on: false, turn: 0 };
    const listeners = [];
    const toggle = button({ class: "dl-button dl-plain dl-table-toggle", "aria-pressed": "false" }, words.table);
    const caption = make("caption", {});
    const body = make("tbody", {});
    // What the heading says of the list may be what the map has in sight; the table has all that the filters leave.
    const heading = make("span", { class: "dl-count dl-count-of-table" });
    section.querySelector(".dl-count").after(heading);
    const heads = columns(words, data, store).map((column) => {
      const head = make("th", { scope: "col", class: `dl-col-${column.key}` });
      if (!column.by) head.append(column.label);
      else {
        const press = button({ class: "dl-sort" }, column.label, make("span", { class: "dl-arrow", "aria-hidden": "true" }));
        press.addEventListener("click", () => sortBy(column.key, state.sort === column.key && !state.down));
        head.append(press);
      }
      return { ...column, head };
    });
    const table = make("table", { class: "dl-table" }, caption, make("thead", {}, make("tr", {}, ...heads.map(({ head }) => head))), body);
    // What may scroll sideways must be reachable by keyboard.
    const frame = make("div", { class: "dl-table-frame", role: "region", tabindex: 0, "aria-label": words.incidents }, table);
    const pages = pager(words, (step) => turn(state.page + step));
    const whole = make("div", { class: "dl-table-whole", hidden: true }, frame, pages.element);
    section.querySelector(".dl-list-head").append(toggle);
    section.querySelector(".dl-list-body").before(whole);

    function sortBy(key, down) {
      Object.assign(state, { sort: key, down });
      turn(0);
    }

    function turn(page) {
      state.page = page;
      draw();
      listeners.forEach((listener) => listener());
    }

    async function draw() {
      if (!state.on) return;
      state.turn += 1;
      const mine = state.turn;
      const order = await sorted(store, heads.find(({ key }) => key === state.sort), state.down);
      const count = order.length;
      state.page = Math.max(0, Math.min(state.page, Math.ceil(count / ON_A_PAGE) - 1));
      const from = state.page * ON_A_PAGE;
      const rows = await Promise.all(order.slice(from, from + ON_A_PAGE).map((index) => row(index)));
      // Another sort or filter has come meanwhile.
      if (mine !== state.turn) return;
      body.replaceChildren(...rows);
      for (const { key, head } of heads) {
        if (key === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      const all = () => filled(words.table_all, { counted: Dateline.counted(words, "counted", count) });
      caption.textContent = heading.textContent = count === store.count ? all() : Dateline.shownOf(words, count, store.count);
      pages.show(from, Math.min(from + ON_A_PAGE, count), count);
    }

    async function row(index) {
      const [line, article] = await Promise.all([store.line(index), store.article(index)]);
      const facts = { line, article, index };
      return make("tr", {}, ...heads.map((column) => cell(column, facts)));
    }

    function cell(column, facts) {
      if (column.key !== "title") return make("td", { class: `dl-col-${column.key}`, dir: "auto" }, column.cell(facts));
      const press = button({ class: "dl-show", title: words.show_on_map, dir: "auto" }, facts.line.title);
      press.addEventListener("click", () => {
        map.getContainer().scrollIntoView({ block: "nearest" });
        drawer.open(facts.index, press);
      });
      return make("th", { scope: "row", class: "dl-col-title" }, press);
    }

    function show(on) {
      state.on = on;
      whole.hidden = !on;
      section.querySelector(".dl-list-body").hidden = on;
      section.closest(".dl-main").classList.toggle("dl-as-table", on);
      toggle.setAttribute("aria-pressed", String(on));
      toggle.textContent = on ? words.list : words.table;
      return draw();
    }

    toggle.addEventListener("click", async () => {
      await show(!state.on);
      // The table stands below the map, where there is room for it.
      section.scrollIntoView({ block: state.on ? "start" : "nearest" });
      listeners.forEach((listener) => listener());
    });
    store.listen(() => {
      state.page = 0;
      draw();
    });
    return {
      key: "table",
      listen: (listener) => listeners.push(listener),
      get: () => (state.on ? [state.sort, ...(state.down ? ["down"] : [])].join(",") : ""),
      set(text) {
        const [key, down] = text.split(",");
        const column = heads.find((one) => one.key === key && one.by);
        Object.assign(state, { sort: column ? key : "number", down: down === "down", page: 0 });
        show(Boolean(column));
      },
    };
  };

  // by gives what a column is sorted by: numbers, or texts as promises; what is null is last whichever way it is sorted.
  function columns(words, data, store) {
    const texts = store.count <= MOST_SORTED;
    const day = (index) => (store.from[index] === Dateline.NO_DAY ? null : store.from[index]);
    const text = (key) => (texts ? async (index) => (await store.line(index))[key] || null : null);
    const type = (index) => (data.categories[store.category[index]] || {}).label || "";
    const labels = data.categories.map(({ label }) => label).sort(compare);
    const ranks = ["point", "near", "area"];
    const precision = store.precisionOf;
    const rank = (index) => (precision(index) ? ranks.indexOf(precision(index)) : null);
    const all = [
      { key: "number", label: words.number, by: (index) => index, cell: ({ line }) => String(line.number) },
      { key: "date", label: words.date, by: day, cell: ({ line }) => line.when || words.date_unknown },
      { key: "title", label: words.incident, by: text("title") },
      { key: "type", label: words.type, by: (index) => labels.indexOf(type(index)), cell: ({ index }) => type(index) },
      { key: "place", label: words.place, by: text("place"), cell: ({ line }) => line.place || "" },
      { key: "precision", label: words.precision, by: rank, cell: ({ index }) => words[precision(index)] || "" },
      { key: "figures", label: words.figures, cell: ({ article }) => figures(words, article) },
    ];
    return data.columns ? [...all.filter(({ key }) => tells(key)), ...data.columns.map(own)] : all;

    // Of the columns that incidents have, those that say something of the rows of any table.
    function tells(key) {
      if (key === "date") return store.from.some((day) => day !== Dateline.NO_DAY);
      // Values that have a colour each stand in their own column.
      if (key === "type") return data.categories.length > 1 && !data.columns.includes(words.type);
      if (key === "place") return store.many || data.marks.some(({ place }) => place);
      if (key === "precision") return store.first !== 0;
      return key !== "figures";
    }

    // A column of the table that was explored. Those of many are too long to unpack only to be sorted.
    function own(name, at) {
      const value = async (index) => {
        const said = fact(await store.article(index), name);
        return said && Number.isFinite(Number(said)) ? Number(said) : said;
      };
      return { key: `column-${at + 1}`, label: name, by: store.many ? null : value, cell: ({ article }) => fact(article, name) || "" };
    }
  }

  // What an article says of a column, null for nothing.
  function fact(article, name) {
    const term = Array.from(article.querySelectorAll(".dl-facts > dt")).find(({ textContent }) => textContent === name);
    return term ? term.nextElementSibling.textContent : null;
  }

  async function sorted(store, { by }, down) {
    const shown = [];
    for (let index = 0; index < store.count; index += 1) if (store.shown[index]) shown.push(index);
    const given = shown.map(by);
    const values = given[0] instanceof Promise ? await Promise.all(given) : given;
    const order = shown.map((_, at) => at);
    const way = down ? -1 : 1;
    order.sort((a, b) => {
      const [one, other] = [values[a], values[b]];
      if (one === null || other === null) return (one === null) - (other === null) || a - b;
      const texts = typeof one === "string" || typeof other === "string";
      return way * (texts ? compare(one, other) : one - other) || a - b;
    });
    return order.map((at) => shown[at]);
  }

  // What the claims say, each with who says it, as the incident's own table has it.
  function figures(words, article) {
    const rows = Array.from(article.querySelectorAll(".dl-claims tbody tr:not(.dl-remark)"));
    const lines = rows.slice(0, MOST_FIGURES).map((claim) => {
      const [figure, whose, said] = Array.from(claim.children);
      const [number, subject] = [figure.children[0], figure.children[1]].map((part) => part.textContent.trim());
      const party = said.querySelector("bdi");
      const told = [subject, whose.textContent.trim()].filter((part) => part && part !== words.none);
      const about = told.flatMap((part, index) => [index ? words.comma : " ", make("bdi", {}, part)]);
      return make("li", {}, make("bdi", {}, make("strong", {}, number)), ...about, " ", make("span", { class: "dl-small" }, "(", make("bdi", {}, party.textContent.trim()), ")"));
    });
    if (rows.length > MOST_FIGURES) {
      lines.push(make("li", { class: "dl-small" }, Dateline.counted(words, "more_claims", rows.length - MOST_FIGURES)));
    }
    return lines.length ? make("ul", { class: "dl-figures", role: "list" }, ...lines) : words.none;
  }

  function pager(words, step) {
    const said = make("span", { role: "status" });
    const [before, after] = [[words.previous, -1], [words.next, 1]].map(([label, way]) => {
      const press = button({}, label);
      press.addEventListener("click", () => press.getAttribute("aria-disabled") !== "true" && step(way));
      return press;
    });
    const whole = make("nav", { class: "dl-pages", "aria-label": words.pages, hidden: true }, before, said, after);
    return {
      element: whole,
      show(from, to, count) {
        whole.hidden = count <= ON_A_PAGE;
        // A button that has the focus keeps it at the last page.
        before.setAttribute("aria-disabled", String(from === 0));
        after.setAttribute("aria-disabled", String(to === count));
        said.textContent = filled(words.rows, { from: number(from + 1), to: number(to), count: number(count) });
      },
    };
  }
})(window.Dateline);
