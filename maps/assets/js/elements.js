// Makes elements, and fills words in.
(function (Dateline) {
  "use strict";

  // An element with what is in it; what is null or empty is left out.
  Dateline.make = function (tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content.filter((part) => part !== null && part !== ""));
    return element;
  };

  // Words with values for what stands in braces.
  Dateline.filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
})(window.Dateline);
