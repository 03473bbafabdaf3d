// What a map knows of its incidents: one face for the few whose texts stand in the markup and the many in packed columns.
(function (Dateline) {
  "use strict";

  // A day that is not known, in the columns of first and last days (days since 1970-01-01).
  const NO_DAY = -(2 ** 31);

  // index counts from 0, an incident's number from 1. `shown` holds 1 for each incident that the reader's filters let
  // through; whoever draws listens for its changes. Texts come as promises, for packed ones are unpacked when asked for.
  Dateline.faced = function (count, fields) {
    const listeners = [];
    const store = {
      count,
      shown: new Uint8Array(count).fill(1),
      shownCount: count,
      // Keeps the incidents for which keep(index) is true, and tells everyone who listens.
      filter(keep) {
        store.shownCount = 0;
        for (let index = 0; index < count; index += 1) {
          store.shown[index] = keep(index) ? 1 : 0;
          store.shownCount += store.shown[index];
        }
        listeners.forEach((listener) => listener(store));
      },
      listen: (listener) => listeners.push(listener),
      // What a link calls an incident: its id where the table has ids, for numbers change when the table does.
      key: async (index) => (await store.id(index)) ?? String(index + 1),
      // The incident of such a key, or -1. A number does even where there are ids, unless it is one of them.
      async indexOf(key) {
        const index = await store.indexOfId(key);
        if (index >= 0 || !/^[1-9]\d{0,8}$/.test(key) || Number(key) > count) return index;
        return Number(key) - 1;
      },
      // Those of the incidents shown whose number, title and place fit, in the order of their numbers, `most` at most.
      async find(fits, most) {
        const found = [];
        for (let index = 0; index < count && found.length < most; index += 1) {
          if (!store.shown[index]) continue;
          const { number, title, place } = await store.line(index);
          if (fits(`${number} ${title} ${place}`)) found.push(index);
        }
        return found;
      },
      ...fields,
    };
    return store;
  };

  Dateline.store = function (data, name) {
    const { marks } = data;
    const markup = Dateline.root.getElementById(`${name}_incidents`);
    const root = markup instanceof HTMLTemplateElement ? markup.content : Dateline.root;
    return Dateline.faced(marks.length, {
      many: false,
      categories: data.categories,
      lon: Float64Array.from(marks, (mark) => mark.at[0]),
      lat: Float64Array.from(marks, (mark) => mark.at[1]),
      category: Uint8Array.from(marks, (mark) => mark.category ?? 255),
      from: Int32Array.from(marks, (mark) => (mark.days ? mark.days[0] : NO_DAY)),
      to: Int32Array.from(marks, (mark) => (mark.days ? mark.days[1] : NO_DAY)),
      actorNames: data.actors,
      actors: (index) => marks[index].actors,
      precisionOf: (index) => marks[index].precision,
      id: async (index) => (data.ids ? marks[index].id : null),
      indexOfId: async (id) => (data.ids ? marks.findIndex((mark) => mark.id === id) : -1),
      // What a row of the table or a line of a list says: number, title, when, place.
      line: async (index) => marks[index],
      // The incident whole, as an element of its own.
      article: async (index) => root.getElementById(`${name}_incident_${marks[index].number}`).cloneNode(true),
    });
  };

  // The articles that stand in the markup, each with the index of its incident: of many there are none.
  Dateline.articles = function (store, name) {
    const found = [];
    for (let index = store.many ? (store.first ?? store.count) : 0; index < store.count; index += 1) {
      const article = Dateline.root.getElementById(`${name}_incident_${index + 1}`);
      if (article) found.push([index, article]);
    }
    return found;
  };

  Dateline.NO_DAY = NO_DAY;
})(window.Dateline);
