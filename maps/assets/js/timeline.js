// The filter by time: two handles over a histogram, and a button that lets the time between them pass.
(function (Dateline) {
  "use strict";

  const { button, filled, make } = Dateline;
  const STEP_MS = 450;
  const CALM_STEP_MS = 1200;
  // Of all steps this share is shown at a time while the time passes, where the reader has chosen no stretch.
  const SHARE = 1 / 12;
  // How many marks the scale has on a wide and on a narrow screen, and where on it the last may begin, to have room.
  const WIDE = { most: 8, until: 0.93 };
  const NARROW = { most: 4, until: 0.84 };

  // Null where the incidents are of one date, or of none.
  Dateline.timeline = function (words, store, language, changed) {
    const span = spanOf(store);
    if (!span.known || span.first >= span.last) return null;
    const edges = Dateline.days.steps(span.first, span.last);
    if (edges.length < 3) return null;
    const say = Dateline.days.wording(language);
    const last = edges.length - 1;
    const bars = histogram(edges, store);
    // Between which steps the handles stand; and the days of a link, which need not be those of the steps.
    const range = [0, last];
    const exact = [null, null];
    const from = () => exact[0] ?? edges[range[0]];
    const until = () => (exact[1] === null ? edges[range[1]] : exact[1] + 1);
    let undated = true;
    const listeners = [];

    const text = make("span", { class: "dl-time-range" });
    const handles = ["time_from", "time_to"].map((key, which) => {
      const input = make("input", { type: "range", min: 0, max: last, step: 1, "aria-label": words[key] });
      input.value = range[which];
      input.addEventListener("input", () => {
        stop();
        // A handle stops at the other one, a step before it.
        const value = Number(input.value);
        move(which === 0 ? Math.min(value, range[1] - 1) : range[0], which === 0 ? range[1] : Math.max(value, range[0] + 1));
      });
      return input;
    });
    const missing = make("input", { type: "checkbox", checked: true });
    missing.addEventListener("change", () => {
      undated = missing.checked;
      changed();
    });
    const played = player(words, playOn);
    const whole = make(
      "div",
      { class: "dl-time", role: "group", "aria-label": words.time },
      played,
      make("div", { class: "dl-time-head" }, text, ...(span.unknown ? [forUnknown(words, span.unknown, missing)] : [])),
      make("div", { class: "dl-track" }, bars.svg, ...handles),
      scale(edges, say),
    );

    const narrowed = () => exact.some((day) => day !== null) || range[0] > 0 || range[1] < last;

    function move(first, end) {
      [first, end].forEach((step, which) => {
        if (step !== range[which]) [range[which], exact[which]] = [step, null];
      });
      update();
      changed();
    }

    function update() {
      handles.forEach((handle, which) => {
        handle.value = range[which];
        handle.setAttribute("aria-valuetext", say.day(which === 0 ? from() : until() - 1));
      });
      // Where both handles stand at the end, the one that can still move lies on top.
      handles[0].classList.toggle("dl-on-top", range[0] > last / 2);
      text.textContent = say.range(Math.max(from(), span.first), Math.min(until() - 1, span.last));
      bars.mark(...range);
    }

    // The stretch moves on to the end of time and stays there; from the end it begins again.
    let timer = 0;
    function playOn() {
      if (timer) return stop();
      let wide = range[1] - range[0];
      if (wide === last) wide = Math.max(1, Math.round(last * SHARE));
      if (range[1] === last) move(0, wide);
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      timer = setInterval(() => {
        if (range[1] < last) move(range[0] + 1, range[1] + 1);
        else stop();
      }, still ? CALM_STEP_MS : STEP_MS);
      listeners.forEach((listener) => listener(true));
      played.show(true);
      return undefined;
    }

    function stop() {
      if (!timer) return;
      clearInterval(timer);
      timer = 0;
      listeners.forEach((listener) => listener(false));
      played.show(false);
    }

    update();
    return {
      key: "time",
      element: whole,
      keeps(index) {
        if (store.from[index] === Dateline.NO_DAY) return undated;
        // A date may be a stretch of time: it counts where it overlaps the reader's.
        return store.from[index] < until() && store.to[index] >= from();
      },
      begin: bars.begin,
      tally: bars.tally,
      end: bars.end,
      active: () => narrowed() || !undated,
      onPlay: (listener) => listeners.push(listener),
      get() {
        const days = narrowed() ? [[from(), until() - 1].map(Dateline.days.written).join("..")] : [];
        return [...days, ...(undated ? [] : ["dated"])].join(",");
      },
      set(given) {
        const parts = given.split(",");
        const [first, end] = parts[0].split("..").map(Dateline.days.read);
        stop();
        undated = missing.checked = !(span.unknown && parts.includes("dated"));
        // A stretch that is none, or that no incident's date comes near, is as good as no stretch.
        const good = first <= end && first <= span.last && end >= span.first;
        const narrow = good && (first > span.first || end < span.last);
        [exact[0], exact[1]] = narrow ? [first, end] : [null, null];
        range[0] = narrow ? Math.max(edges.findLastIndex((edge) => edge <= first), 0) : 0;
        range[1] = narrow && end < edges[last] ? edges.findIndex((edge) => edge > end) : last;
        update();
      },
    };
  };

  function spanOf(store) {
    const span = { first: Infinity, last: -Infinity, known: 0, unknown: 0 };
    for (let index = 0; index < store.count; index += 1) {
      if (store.from[index] === Dateline.NO_DAY) span.unknown += 1;
      else {
        span.known += 1;
        span.first = Math.min(span.first, store.from[index]);
        span.last = Math.max(span.last, store.to[index]);
      }
    }
    return span;
  }

  // An incident dated to a stretch of time is spread over it: nothing says on which day of it it was.
  function histogram(edges, store) {
    const count = edges.length - 1;
    const svg = Dateline.drawing({ class: "dl-bars", viewBox: `0 0 ${count} 1`, preserveAspectRatio: "none" });
    const stepOf = stepFinder(edges);
    let heights = new Float64Array(count + 1);
    const add = (index) => {
      if (store.from[index] === Dateline.NO_DAY) return;
      const [from, to] = [stepOf(store.from[index]), stepOf(store.to[index])];
      heights[from] += 1 / (to - from + 1);
      heights[to + 1] -= 1 / (to - from + 1);
    };
    for (let index = 0; index < store.count; index += 1) add(index);
    const all = summed(heights);
    const most = Math.max(...all);
    const kept = all.map((height, step) => [bar("dl-bar-all", step, height / most), bar("dl-bar", step, height / most)]);
    svg.append(...kept.map(([behind]) => behind), ...kept.map(([, front]) => front));
    return {
      svg,
      begin: () => {
        heights = new Float64Array(count + 1);
      },
      tally: add,
      end: () => summed(heights).forEach((height, step) => setHeight(kept[step][1], height / most)),
      mark: (from, to) => kept.forEach(([, front], step) => front.classList.toggle("dl-out", step < from || step >= to)),
    };
  }

  // Which step a day lies in, by halving.
  function stepFinder(edges) {
    return (day) => {
      let [low, high] = [0, edges.length - 1];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (edges[middle] <= day) low = middle;
        else high = middle;
      }
      return low;
    };
  }

  function summed(changes) {
    let sum = 0;
    return Array.from(changes.subarray(0, -1), (change) => (sum += change));
  }

  function bar(className, step, height) {
    const rect = Dateline.shape("rect", { class: className, x: step + 0.08, width: 0.84 });
    setHeight(rect, height);
    return rect;
  }

  // One incident among thousands is still to be seen.
  function setHeight(rect, share) {
    const height = share > 1e-9 ? Math.max(share, 0.04) : 0;
    rect.setAttribute("y", (1 - height).toFixed(4));
    rect.setAttribute("height", height.toFixed(4));
  }

  function scale(edges, say) {
    const line = make("div", { class: "dl-scale", "aria-hidden": "true" });
    const count = edges.length - 1;
    const stepOf = stepFinder(edges);
    const { most, until } = window.matchMedia("(max-width: 599px)").matches ? NARROW : WIDE;
    for (const { day, text } of Dateline.days.marks(edges, most, say)) {
      const step = stepOf(day);
      const share = (step + (day - edges[step]) / (edges[step + 1] - edges[step])) / count;
      const mark = make("span", {}, text);
      mark.style.insetInlineStart = `${(100 * share).toFixed(2)}%`;
      if (share < until) line.append(mark);
    }
    return line;
  }

  function forUnknown(words, count, box) {
    return make("label", { class: "dl-unknown" }, box, filled(words.undated, { counted: Dateline.counted(words, "counted", count) }));
  }

  function player(words, play) {
    const made = button({ class: "dl-button dl-square", "aria-label": words.play, title: words.play }, Dateline.icon("play"));
    made.addEventListener("click", play);
    made.show = (playing) => {
      const said = playing ? words.pause : words.play;
      made.setAttribute("aria-label", said);
      made.title = said;
      made.replaceChildren(Dateline.icon(playing ? "pause" : "play"));
    };
    return made;
  }
})(window.Dateline);
