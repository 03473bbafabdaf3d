// Days counted from 1970-01-01, as the data has them, and the steps that a timeline takes over them.
(function (Dateline) {
  "use strict";

  const DAY_MS = 86400000;
  // The most days that are stepped through singly, by weeks and by months.
  const SINGLY = 92;
  const BY_WEEKS = 731;
  const BY_MONTHS = 15 * 366;
  const MOST_STEPS = 200;

  const dateOf = (day) => new Date(day * DAY_MS);
  const dayOf = (year, month, day) => {
    const date = new Date(0);
    // The setter, unlike Date.UTC, takes the years before 100 as they are.
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / DAY_MS);
  };

  // First days of the steps that cover first to last, and the day after the last step.
  function steps(first, last) {
    const edges = [];
    const span = last - first + 1;
    if (span <= BY_WEEKS) {
      const wide = span <= SINGLY ? 1 : 7;
      // 1970-01-05 was a Monday.
      const start = wide === 1 ? first : first - ((((first - 4) % 7) + 7) % 7);
      for (let day = start; day <= last; day += wide) edges.push(day);
      return [...edges, edges[edges.length - 1] + wide];
    }
    const [from, to] = [dateOf(first), dateOf(last)];
    const months = span <= BY_MONTHS;
    const years = to.getUTCFullYear() - from.getUTCFullYear() + 1;
    const wide = months ? 1 : 12 * Math.ceil(years / MOST_STEPS);
    let month = months ? from.getUTCMonth() : 0;
    do edges.push(dayOf(from.getUTCFullYear(), month, 1));
    while (dayOf(from.getUTCFullYear(), (month += wide), 1) <= last);
    return [...edges, dayOf(from.getUTCFullYear(), month, 1)];
  }

  // A day as an address has it, and back; NaN for what is no day.
  const written = (day) => dateOf(day).toISOString().slice(0, 10);
  function read(text) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    const day = parts && dayOf(Number(parts[1]), parts[2] - 1, Number(parts[3]));
    return parts && written(day) === text ? day : NaN;
  }

  // Dates in words, as the language of the page has them, with the digits that the rest of the page has.
  function wording(language) {
    const options = { timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
    const formats = new Map();
    // Day before month, as the rest of an English page has it.
    const locale = language === "en" ? "en-GB" : language;
    const format = (shape) => {
      const key = JSON.stringify(shape);
      if (!formats.has(key)) formats.set(key, formatFor(locale, { ...options, ...shape }));
      return formats.get(key);
    };
    return {
      range: (first, last) =>
        format({ day: "numeric", month: "short", year: "numeric" }).formatRange(dateOf(first), dateOf(last)),
      day: (day) => format({ day: "numeric", month: "short", year: "numeric" }).format(dateOf(day)),
      short: (day) => format({ day: "numeric", month: "short" }).format(dateOf(day)),
      month: (day) => format({ month: "short" }).format(dateOf(day)),
      year: (day) => format({ year: "numeric" }).format(dateOf(day)),
    };
  }

  // A document may name a language that is none.
  function formatFor(locale, options) {
    try {
      return new Intl.DateTimeFormat(locale, options);
    } catch {
      return new Intl.DateTimeFormat("en-GB", options);
    }
  }

  // Where a scale of these steps has its marks: at years, months or days, as many as fit.
  function marks(edges, most, say) {
    const last = edges[edges.length - 1];
    const [from, to] = [dateOf(edges[0]), dateOf(last)];
    const years = to.getUTCFullYear() - from.getUTCFullYear();
    const every = (months, text) => {
      const found = [];
      // Round ones, whatever the first is: by twenty years 1900 and 1920, by quarters January and April.
      const year = 12 * from.getUTCFullYear();
      const start = Math.floor((year + from.getUTCMonth()) / months) * months - year;
      for (let month = start; ; month += months) {
        const day = dayOf(from.getUTCFullYear(), month, 1);
        if (day >= last) return found;
        if (day >= edges[0]) found.push({ day, text: text(day) });
      }
    };
    const named = (day) => (dateOf(day).getUTCMonth() === 0 ? say.year(day) : say.month(day));
    for (const months of [1, 2, 3, 6]) {
      const found = years <= 3 ? every(months, named) : [];
      if (found.length > 1 && found.length <= most) return found;
    }
    // Where few marks fit, of the years by fifty there may be but one and of those by twenty too many.
    for (const wide of [1, 2, 5, 4, 10, 20, 50, 40, 100, 200, 500, 400, 1000]) {
      const found = every(12 * wide, say.year);
      if (found.length > 1 && found.length <= most) return found;
    }
    const apart = Math.ceil((edges.length - 1) / most);
    return edges.slice(0, -1).filter((_, step) => step % apart === 0).map((day) => ({ day, text: say.short(day) }));
  }

  Dateline.days = { marks, read, steps, wording, written };
})(window.Dateline);
