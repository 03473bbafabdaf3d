// The keyboard's way to incidents on a canvas: one button, which goes from one to the next and says which it is on.
(function (Dateline) {
  "use strict";

  const PAGE = 10;

  Dateline.cursor = function (map, data, store, drawer) {
    const words = data.texts;
    const make = Dateline.make;
    const help = make("p", { class: "dl-vh", id: `${map.getContainer().id}_help` }, words.incidents_help);
    const says = make("p", { class: "dl-vh", role: "status" });
    const button = make("button", { class: "dl-cursor", type: "button", "aria-haspopup": "dialog", "aria-describedby": help.id });
    L.DomEvent.disableClickPropagation(button);
    const icon = L.divIcon({ className: "dl-anchor", html: button, iconSize: [0, 0] });
    const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, zIndexOffset: 3000 }).addTo(map);
    map.getContainer().append(help, says);
    let index = -1;

    // Stands on an incident; says so where the reader is there.
    function stand(next) {
      index = next;
      button.hidden = index < 0;
      if (index < 0) return;
      marker.setLatLng([store.lat[index], store.lon[index]]);
      name();
    }

    async function name() {
      const [here, all] = [index, drawer.inView()];
      const { title, when } = await store.line(here);
      if (here !== index) return;
      const precision = words[data.many.frames[store.precision[here]].key];
      const at = all.indexOf(here) + 1;
      const text = Dateline.filled(words.incident_of_many, {
        at: Dateline.number(at || here + 1),
        count: Dateline.number(at ? all.length : store.count),
        title,
        when: when || words.date_unknown,
        precision,
      });
      button.setAttribute("aria-label", text);
      if (Dateline.root.activeElement === button) says.textContent = text;
    }

    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity };
    button.addEventListener("keydown", (event) => {
      if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const all = drawer.inView();
      const mirrored = getComputedStyle(map.getContainer()).direction === "rtl" && /Left|Right/.test(event.key);
      const step = mirrored ? -steps[event.key] : steps[event.key];
      const at = Math.max(0, Math.min(all.length - 1, all.indexOf(index) + step));
      if (all.length) stand(all[at]);
    });
    button.addEventListener("focus", name);
    button.addEventListener("click", () => drawer.open(index, button));

    return {
      // The button, standing on an incident that something else has chosen.
      at(chosen) {
        stand(chosen);
        return button;
      },
      focus(chosen) {
        stand(chosen);
        button.focus();
      },
      mark(chosen) {
        button.classList.toggle("dl-open", chosen !== null);
        if (chosen !== null) stand(chosen);
      },
      // After a move or a new filter: stays where it is as long as that is in sight.
      refresh() {
        const held = Dateline.root.activeElement === button || button.classList.contains("dl-open");
        if (index >= 0 && held && store.shown[index]) return;
        const all = drawer.inView();
        if (index < 0 || !store.shown[index] || all.indexOf(index) < 0) stand(all.length ? all[0] : -1);
        else name();
      },
    };
  };
})(window.Dateline);
