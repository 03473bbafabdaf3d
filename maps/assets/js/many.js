// The store of many incidents, from packed columns: maps/render/html_incidents.py says what is in them.
(function (Dateline) {
  "use strict";

  // Unpacked chunks of texts that are kept.
  const MOST_LINES = 24;
  const MOST_DETAILS = 4;
  const MOST_IDS = 4;

  const { NO_DAY } = Dateline;

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
    const ids = kept(MOST_IDS, async (at) => named(await Dateline.block(`${name}_ids_${at}`)));
    const whole = (column) => {
      const all = new Uint8Array(count);
      each(column, (index, value) => {
        all[index] = value;
      });
      return all;
    };

    async function line(index) {
      const part = await lines(Math.floor(index / chunk));
      const place = marks.place.at(index);
      return {
        number: index + 1,
        // A sign stands for the words of the place, which headlines repeat.
        title: part.title.at(index % chunk).replaceAll("\x7f", () => place[1]),
        when: (part.when.at(index % chunk) === "" ? marks.date.at(index)[2] : part.when.at(index % chunk)) || "",
        place: place[0] ?? written(lon[index], lat[index], data.many),
      };
    }
    return Dateline.faced(count, {
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
      precisionOf: (index) => data.many.frames[marks.precision.at(index)].key,
      id: async (index) => (data.ids ? (await ids(Math.floor(index / chunk)))[index % chunk] : null),
      async indexOfId(id) {
        for (let begin = 0; data.ids && begin < count; begin += chunk) {
          const at = (await ids(begin / chunk)).indexOf(id);
          if (at >= 0) return begin + at;
        }
        return -1;
      },
      line,
      async article(index) {
        const [said, part] = await Promise.all([line(index), details(Math.floor(index / chunk))]);
        const mark = {
          ...said,
          day: marks.date.at(index)[3],
          category: data.categories[marks.category.at(index)],
          precision: data.many.frames[marks.precision.at(index)].key,
          actors: marks.team.at(index).map((at) => actors[at]),
          found: marks.place.at(index)[0],
          usualPlace: marks.place.at(index)[1],
        };
        return Dateline.article(Dateline.record(mark, part, index % chunk), data, name);
      },
      async find(fits, most) {
        const found = [];
        for (let begin = 0; begin < count && found.length < most; begin += chunk) {
          const part = await lines(begin / chunk);
          for (let index = begin; index < begin + part.title.count && found.length < most; index += 1) {
            if (!this.shown[index]) continue;
            const place = marks.place.at(index);
            const title = part.title.at(index - begin).replaceAll("\x7f", () => place[1]);
            if (fits(`${index + 1} ${title} ${place[0] || ""}`)) found.push(index);
          }
        }
        return found;
      },
    });
  };

  // The ids of a chunk: in words, or what is before a number that counts up by steps.
  function named({ id, head, step }) {
    if (id) return Array.from({ length: id.count }, (_, at) => id.at(at));
    const [before, digits, first] = head.at(0);
    let number = first;
    return Array.from({ length: step.count }, (_, at) => {
      number += step.at(at);
      return before + String(number).padStart(digits, "0");
    });
  }

  // A point with the decimals that it is given with: see maps/describe.py.
  function written(lon, lat, { compass, comma }) {
    const east = ((lon + 540) % 360) - 180;
    const most = Math.max(...[east, lat].map((value) => (String(Number(value.toFixed(5))).split(".")[1] || "").length));
    const [north, wide] = [lat, east].map((value) => Math.abs(value).toFixed(most).replace(".", comma));
    return `${north} ${compass[lat < 0 ? 1 : 0]} ${wide} ${compass[east < 0 ? 3 : 2]}`;
  }

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
})(window.Dateline);
