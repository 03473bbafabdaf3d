// Makes elements, and fills words in.
(function (Dateline) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  // Drawn in a box of 20.
  const ICONS = {
    down: "M5 8l5 5 5-5",
    find: "M13.5 13.5L17 17M15 9A6 6 0 1 1 3 9a6 6 0 0 1 12 0z",
    full: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
    home: "M3 10l7-7 7 7M5 8.5V17h10V8.5",
    pause: "M7 4v12M13 4v12",
    play: "M6 3.5v13l11-6.5z",
    small: "M7 3v4H3M17 7h-4V3M13 17v-4h4M3 13h4v4",
  };

  let rules = null;

  function complete(element, attributes, content) {
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content.filter((part) => part !== null && part !== ""));
    return element;
  }

  // An element with what is in it; what is null or empty is left out.
  Dateline.make = (tag, attributes, ...content) => complete(document.createElement(tag), attributes, content);

  // The same of a drawing.
  Dateline.shape = (tag, attributes, ...content) => complete(document.createElementNS(SVG, tag), attributes, content);

  // A drawing that says nothing to who does not see it.
  Dateline.drawing = (attributes, ...content) => Dateline.shape("svg", { "aria-hidden": "true", focusable: "false", ...attributes }, ...content);

  // Words with values for what stands in braces.
  Dateline.filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  // The form of words for a number of things, with the number in it, by the rules of the language that the words are in.
  Dateline.counted = function (words, key, count) {
    const forms = words[key];
    rules = rules || new Intl.PluralRules(words.language);
    const form = (count === 0 && forms.zero) || forms[rules.select(count)] || forms.other;
    return Dateline.filled(form, { count: Dateline.number(count) });
  };

  // How many of all incidents there are to be seen: which of the two numbers has the noun is for the language to say.
  Dateline.shownOf = (words, shown, count) => Dateline.filled(words.shown, {
    shown: Dateline.number(shown),
    shown_counted: Dateline.counted(words, "counted", shown),
    count: Dateline.number(count),
    counted: Dateline.counted(words, "counted", count),
  });

  Dateline.together = (words, count) => Dateline.filled(words.together, { counted: Dateline.counted(words, "counted", count) });

  Dateline.moreOf = (words, count) => Dateline.filled(words.more_incidents, {
    count: Dateline.number(count),
    counted: Dateline.counted(words, "counted", count),
  });

  Dateline.button = function (attributes, ...content) {
    return Dateline.make("button", { type: "button", class: "dl-button", ...attributes }, ...content);
  };

  Dateline.icon = function (name) {
    return Dateline.drawing({ class: "dl-icon", width: 20, height: 20, viewBox: "0 0 20 20" }, Dateline.shape("path", { d: ICONS[name] }));
  };

  // A part of an address as a text; empty where it is none.
  Dateline.decoded = function (text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  };

  // A count as the language of the page writes it, in the digits that the rest of the page has.
  let format = null;
  Dateline.number = function (count) {
    format = format || numbersIn(Dateline.root.querySelector("[lang]")?.lang || "en");
    return format.format(count);
  };

  // A document may name a language that is none.
  function numbersIn(language) {
    try {
      return new Intl.NumberFormat(`${language}-u-nu-latn`);
    } catch {
      return new Intl.NumberFormat("en-u-nu-latn");
    }
  }
})(window.Dateline);
