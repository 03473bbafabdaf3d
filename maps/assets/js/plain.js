// Names as readers type them: without case, accents, vowel signs and apostrophes.
(function (Dateline) {
  "use strict";

  const ALEFS = /[\u0622\u0623\u0625\u0671]/g;

  Dateline.plain = function (text) {
    return text
      .replace(ALEFS, "\u0627")
      .normalize("NFKD")
      .replace(/[\p{M}\u0640'’ʼʻ`]/gu, "")
      .toLowerCase()
      .replace(/ß/g, "ss")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  };
})(window.Dateline);
