// Search for a place or an incident: a combobox as the ARIA Authoring Practices Guide describes it. A choice moves the map.
(function (Dateline) {
  "use strict";

  const { filled, make } = Dateline;
  const MOST_FOUND = 10;
  const MOST_PLACES = 5;
  const PAUSE_MS = 120;
  // How much closer than the whole view a place of a kind is looked at.
  const CLOSER = { country: 0, admin1: 1, river: 1, lake: 1.5, capital: 2.5, city: 2.5, town: 3 };
  const CLOSER_TO_INCIDENT = 3;

  Dateline.search = function (map, data, store, name, drawer, home) {
    const words = data.texts;
    const input = make("input", {
      type: "text", role: "combobox", class: "dl-input", id: `${name}_search`, placeholder: words.search,
      "aria-expanded": "false", "aria-controls": `${name}_found`, "aria-autocomplete": "list",
      autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search",
    });
    const label = make("label", { class: "dl-vh", for: input.id }, words.search);
    const list = make("ul", { role: "listbox", id: `${name}_found`, class: "dl-found-list", "aria-label": words.search, hidden: true });
    const said = make("span", { class: "dl-vh", role: "status" });
    const nothing = make("p", { class: "dl-found-list dl-found-none", hidden: true });
    const whole = make("div", { class: "dl-search" }, label, Dateline.icon("find"), input, list, nothing, said);
    const places = data.labels.map(([text, lon, lat, kind]) => ({ text, at: [lat, lon], kind, plain: Dateline.plain(text) }));
    const go = goer(map, drawer, input, home);
    let found = [];
    let active = -1;
    let turn = 0;
    let timer = 0;

    function show() {
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
      list.replaceChildren(...found.map((one, index) => {
        const kind = make("span", { class: "dl-small", dir: "auto" }, one.about);
        const attributes = { role: "option", id: `${name}_found_${index}`, "aria-selected": "false" };
        const row = make("li", attributes, make("span", { dir: "auto" }, one.text), " ", kind);
        // The input keeps the focus.
        row.addEventListener("pointerdown", (event) => event.preventDefault());
        row.addEventListener("click", () => choose(one));
        return row;
      }));
      activate(-1);
    }

    function activate(index) {
      active = index;
      Array.from(list.children).forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", list.children[index].id);
        list.children[index].scrollIntoView({ block: "nearest" });
      }
    }

    function close() {
      turn += 1;
      clearTimeout(timer);
      found = [];
      nothing.hidden = true;
      show();
    }

    function choose(one) {
      input.value = one.text;
      close();
      said.textContent = filled(words.moved_to, { place: one.text });
      go(one);
    }

    async function look() {
      const wanted = Dateline.plain(input.value).split(" ").filter(Boolean);
      if (!wanted.length) return close();
      turn += 1;
      const mine = turn;
      const incidents = await matching(store, wanted, () => mine === turn);
      if (mine !== turn) return undefined;
      const near = best(places, wanted).slice(0, incidents.length ? MOST_PLACES : MOST_FOUND);
      found = [
        ...near.map((place) => ({ ...place, about: words[`kind_${place.kind}`] || "" })),
        ...incidents.map((line) => ({ ...line, text: line.title, about: about(words, line) })),
      ].slice(0, MOST_FOUND);
      show();
      nothing.hidden = found.length > 0;
      nothing.textContent = store.shownCount < store.count ? words.nothing_found_shown : words.nothing_found;
      said.textContent = found.length ? Dateline.counted(words, "found_count", found.length) : nothing.textContent;
      return undefined;
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE_MS);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const many = found.length;
      if (event.key === "ArrowDown" && !many && input.value) look();
      else if (event.key === "ArrowDown" && many) activate((active + 1) % many);
      else if (event.key === "ArrowUp" && many) activate(active <= 0 ? many - 1 : active - 1);
      else if (event.key === "Enter" && many) choose(found[Math.max(active, 0)]);
      else if (event.key === "Escape" && (many || !nothing.hidden)) close();
      else if (event.key === "Escape" && input.value) input.value = "";
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return whole;
  };

  // Whether each wanted word begins a word of the text.
  function fits(text, wanted) {
    return wanted.every((word) => text.startsWith(word) || text.includes(` ${word}`));
  }

  // What begins as it was typed comes first, then in the order of importance.
  function best(places, wanted) {
    const whole = wanted.join(" ");
    const rank = ({ plain }) => (plain === whole ? 0 : plain.startsWith(whole) ? 1 : 2);
    return places.filter(({ plain }) => fits(plain, wanted)).sort((a, b) => rank(a) - rank(b));
  }

  async function matching(store, wanted, current) {
    // A search that a later one has overtaken has found enough.
    const found = await store.find((text) => !current() || fits(Dateline.plain(text), wanted), MOST_FOUND);
    return Promise.all(
      found.map(async (index) => ({ ...(await store.line(index)), index, at: [store.lat[index], store.lon[index]] })),
    );
  }

  function about(words, line) {
    const parts = [filled(words.incident_number, { number: line.number }), line.when, line.place];
    return parts.filter(Boolean).join(" \u00b7 ");
  }

  // Moves the map to what was found; a ring shows a place, its popup an incident.
  function goer(map, drawer, input, home) {
    let ring = null;
    return (one) => {
      if (ring) ring.remove();
      const bounds = one.index !== undefined && drawer.bounds && drawer.bounds(one.index);
      const closer = one.index === undefined ? CLOSER[one.kind] || 0 : CLOSER_TO_INCIDENT;
      const zoom = Math.min(Math.max(map.getZoom(), home.zoom() + closer), map.getMaxZoom());
      if (bounds) map.fitBounds(bounds, { animate: false, padding: [40, 40], maxZoom: zoom });
      else map.setView(one.at, zoom, one.index === undefined ? {} : { animate: false });
      if (one.index !== undefined) {
        drawer.open(one.index, input);
        return;
      }
      const icon = L.divIcon({ className: "dl-found", iconSize: [44, 44] });
      ring = L.marker(one.at, { icon, interactive: false, keyboard: false, pane: "dl-labels" }).addTo(map);
    };
  }
})(window.Dateline);
