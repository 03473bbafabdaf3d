// What a map knows of its incidents: one face for the few whose texts stand in the markup and the many in packed columns.
(function (Dateline) {
  "use strict";

  // A day that is not known, in the columns of first and last days (days since 1970-01-01).
  const NO_DAY = -(2 ** 31);
  // Unpacked chunks of texts that are kept.
  const MOST_LINES = 24;
  const MOST_DETAILS = 4;

  // index counts from 0, an incident's number from 1. `shown` holds 1 for each incident that the reader's filters let
  // through; whoever draws listens for its changes. Texts come as promises, for packed ones are unpacked when asked for.
  function store(count, fields) {
    const listeners = [];
    return {
      count,
      shown: new Uint8Array(count).fill(1),
      shownCount: count,
      // Keeps the incidents for which keep(index) is true, and tells everyone who listens.
      filter(keep) {
        this.shownCount = 0;
        for (let index = 0; index < count; index += 1) {
          this.shown[index] = keep(index) ? 1 : 0;
          this.shownCount += this.shown[index];
        }
        listeners.forEach((listener) => listener(this));
      },
      listen: (listener) => listeners.push(listener),
      // Those of the incidents shown whose number, title and place fit, in the order of their numbers, `most` at most.
      async find(fits, most) {
        const found = [];
        for (let index = 0; index < count && found.length < most; index += 1) {
          if (!this.shown[index]) continue;
          const { number, title, place } = await this.line(index);
          if (fits(`${number} ${title} ${place}`)) found.push(index);
        }
        return found;
      },
      ...fields,
    };
  }

  Dateline.store = function (data, name) {
    const { marks } = data;
    const markup = Dateline.root.getElementById(`${name}_incidents`);
    const root = markup instanceof HTMLTemplateElement ? markup.content : Dateline.root;
    return store(marks.length, {
      many: false,
      categories: data.categories,
      lon: Float64Array.from(marks, (mark) => mark.at[0]),
      lat: Float64Array.from(marks, (mark) => mark.at[1]),
      category: Uint8Array.from(marks, (mark) => mark.category ?? 255),
      from: Int32Array.from(marks, (mark) => (mark.days ? mark.days[0] : NO_DAY)),
      to: Int32Array.from(marks, (mark) => (mark.days ? mark.days[1] : NO_DAY)),
      actorNames: data.actors,
      actors: (index) => marks[index].actors,
      // What a row of the table or a line of a list says: number, title, when, place.
      line: async (index) => marks[index],
      // The incident whole, as an element of its own.
      article: async (index) => root.getElementById(`${name}_incident_${marks[index].number}`).cloneNode(true),
    });
  };

  // The same of packed columns, when they have been read; beside it what the canvas needs.
  Dateline.many = async function (data, name) {
    const { count, chunk, scale, actors } = data.many;
    const marks = await Dateline.block(`${name}_marks`);
    const lon = new Float64Array(count);
    const lat = new Float64Array(count);
    const from = new Int32Array(count);
    const to = new Int32Array(count);
        const each = (column, fill) => {
      for (let index = 0; index < count; index += 1) fill(index, column.at(index));
    };
    each(marks.place, (index, place) => {
      lon[index] = (place[2] + marks.lon.at(index)) / scale;
      lat[index] = (place[3] + marks.lat.at(index)) / scale;
    });
    each(marks.date, (index, date) => {
      from[index] = date[0] ?? NO_DAY;
      to[index] = date[1] ?? NO_DAY;
    });
    const lines = kept(MOST_LINES, (at) => Dateline.block(`${name}_lines_${at}`));
    const details = kept(MOST_DETAILS, (at) => Dateline.block(`${name}_details_${at}`));
    const whole = (column) => column.all || new Uint8Array(count).fill(column.at(0));

    async function line(index) {
      const part = await lines(Math.floor(index / chunk));
      const place = marks.place.at(index);
      return {
        number: index + 1,
        // A sign stands for the words of the place, which headlines repeat.
        title: part.title.at(index % chunk).replaceAll("\x1a", () => place[1]),
        when: (part.when.at(index % chunk) === "" ? marks.date.at(index)[2] : part.when.at(index % chunk)) || "",
        place: place[0] || "",
      };
    }
    return store(count, {
      many: true,
      categories: data.categories,
      lon,
      lat,
      category: whole(marks.category),
      precision: whole(marks.precision),
      from,
      to,
      radius: marks.radius.at,
      area: marks.area.at,
      actorNames: actors,
      actors: marks.team.at,
      line,
      async article(index) {
        const [said, part] = await Promise.all([line(index), details(Math.floor(index / chunk))]);
        const [first, last] = [from[index], to[index]];
        const mark = {
          ...said,
          day: first === last && first !== NO_DAY ? new Date(first * 864e5).toISOString().slice(0, 10) : "",
          category: data.categories[marks.category.at(index)],
          precision: data.many.frames[marks.precision.at(index)].key,
          actors: marks.team.at(index).map((at) => actors[at]),
          usualPlace: marks.place.at(index)[1],
        };
        return Dateline.article(Dateline.record(mark, part, index % chunk), data, name);
      },
      async find(fits, most) {
        const found = [];
        for (let begin = 0; begin < count && found.length < most; begin += chunk) {
          const part = await lines(begin / chunk);
          for (let index = begin; index < begin + part.title.count && found.length < most; index += 1) {
            const place = marks.place.at(index);
            const title = () => part.title.at(index - begin).replaceAll("\x1a", () => place[1]);
            if (this.shown[index] && fits(`${index + 1} ${title()} ${place[0] || ""}`)) found.push(index);
          }
        }
        return found;
      },
    });
  };

  // A function that remembers its last answers.
  function kept(most, ask) {
    const known = new Map();
    return (key) => {
      const answer = known.get(key) || ask(key);
      known.delete(key);
      known.set(key, answer);
      if (known.size > most) known.delete(known.keys().next().value);
      return answer;
    };
  }

  Dateline.NO_DAY = NO_DAY;
})(window.Dateline);
