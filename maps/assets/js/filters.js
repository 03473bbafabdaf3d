// The reader's filters, and what each of them would leave: every option says how many incidents it stands for.
(function (Dateline) {
  "use strict";

  // A criterion keeps incidents, tallies those that all others keep, and has a state that fits into an address.
  Dateline.filters = function (data, store, name) {
    const words = data.texts;
    const choices = [];
    let timer = 0;
    let chosen = null;
    // Many changes at once, as while a handle is dragged, are one change.
    const changed = () => {
      cancelAnimationFrame(timer);
      timer = requestAnimationFrame(apply);
    };

    const types = data.categories.map(({ key, label, fill }) => ({ key, label, fill }));
    const typeOf = (index) => (store.category[index] < types.length ? [store.category[index]] : []);
    if (used(store, types, typeOf) > 1) {
      choices.push(Dateline.choice(words, "type", words.type, types, typeOf, store, `${name}_types`, changed));
    }
    const actors = (store.actorNames || []).map((label) => ({ key: label, label }));
    if (used(store, actors, store.actors) > 1) {
      const menu = Dateline.choice(words, "actor", words.actors, actors, store.actors, store, `${name}_actors`, changed);
      choices.push(menu);
    }
    const time = Dateline.timeline(words, store, data.language, changed);
    const criteria = time ? [...choices, time] : choices;

    const told = () => criteria.map((criterion) => criterion.get()).join("&");

    function apply() {
      const keep = new Uint8Array(store.count);
      let news = false;
      criteria.forEach((criterion) => criterion.begin());
      for (let index = 0; index < store.count; index += 1) {
        let against = 0;
        let last = null;
        for (const criterion of criteria) {
          if (criterion.keeps(index)) continue;
          against += 1;
          last = criterion;
        }
        if (against === 0) {
          keep[index] = 1;
          for (const criterion of criteria) criterion.tally(index);
        } else if (against === 1) last.tally(index);
        news = news || keep[index] !== store.shown[index];
      }
      criteria.forEach((criterion) => criterion.end());
      // The address and the words above the list tell of the choice, even where it leaves the same incidents.
      if (news || (chosen !== null && chosen !== told())) store.filter((index) => keep[index] === 1);
      chosen = told();
    }

    apply();
    return {
      apply,
      criteria,
      choices: choices.map((choice) => choice.element),
      timeline: time && time.element,
      onPlay: (listener) => time && time.onPlay(listener),
      active: () => criteria.some((criterion) => criterion.active()),
      clear() {
        criteria.forEach((criterion) => criterion.set(""));
        apply();
      },
    };
  };

  // How many of the options some incident has.
  function used(store, options, valuesOf) {
    const seen = new Set();
    for (let index = 0; options.length && index < store.count; index += 1) {
      for (const value of valuesOf(index)) seen.add(value);
      if (seen.size > 1) break;
    }
    return seen.size;
  }
})(window.Dateline);
