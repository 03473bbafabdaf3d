// An incident of many as an article, from packed texts: the same elements as templates/incident.html.jinja writes.
(function (Dateline) {
  "use strict";

  const SAFE = /^(?:https?:\/\/[^\s"<>\\^`{|}]+|mailto:[^\s"<>\\^`{|}]+@[^\s"<>\\^`{|}]+)$/i;

  const SOURCE = ["publisher", "title", "url", "published"];
  const CLAIM = ["figure", "subject", "whose", "said_by", "note", "flag", "part"];

  const { make } = Dateline;
  const said = (tag, text, className) => make(tag, { ...(className && { class: className }), dir: "auto" }, text);

  // How many entries of a list belong to the incidents before this one.
  function start(counts, at) {
    let sum = 0;
    for (let before = 0; before < at; before += 1) sum += counts.at(before);
    return sum;
  }

  function slice(counts, at, pick) {
    const from = start(counts, at);
    return Array.from({ length: counts.at(at) }, (_, step) => pick(from + step));
  }

  // What the details of a chunk say of the incident at a place in it, added to what is known of it.
  Dateline.record = function (mark, details, at) {
    const homes = new Map(details.homes.values);
    const source = (row) => {
      const told = Object.fromEntries(SOURCE.map((key) => [key, details[`source.${key}`].at(row)]));
      // A sign stands for the site that a publisher's links begin with.
      if (told.url) told.url = told.url.replace("\x7f", () => homes.get(told.publisher));
      return told;
    };
    const firstSource = start(details.sources, at);
    const count = details.sources.at(at);
    // A claim cites nothing, a source of its incident, or one of those that follow all of these.
    const cited = (code) => {
      if (!code) return null;
      return source(code <= count ? firstSource + code - 1 : start(details.sources, details.sources.count) + code - count - 1);
    };
    const claim = (row) => ({
      ...Object.fromEntries(
        CLAIM.map((key) => [key, details[`claim.${key}`].at(row)]),
      ),
      party: details["claim.party"].at(row),
      source: cited(details["claim.source"].at(row)),
    });
    const worded = details.place_text.at(at);
    return {
      ...mark,
      place_text: worded === "" ? mark.usualPlace : worded,
      description: details.description.at(at),
      basis: details.basis.at(at),
      reason: details.reason.at(at),
      border_note: details.border_note.at(at),
      precise: details.precise.at(at),
      facts: details.facts.values.map((name, column) => [name, details[`fact.${column}`].at(at)]).filter(([, value]) => value),
      cautions: slice(details.cautions, at, details.caution.at),
      sources: slice(details.sources, at, source),
      claims: slice(details.claims, at, claim),
    };
  };

  function cite(source) {
    const { publisher, title, url, published } = source;
    const link = { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" };
    const parts = [url && SAFE.test(url) ? make("a", link, publisher) : make("bdi", {}, publisher)];
    if (title) parts.push(" ", said("cite", title));
    if (published) parts.push(" ", said("span", published, "dl-small"));
    return parts;
  }

  function claims(mark, words) {
    if (!mark.claims.length) return null;
    const heads = ["figure", "whose", "said_by", "reported_by"].map((key) => make("th", { scope: "col" }, words[key]));
    const body = make("tbody", {});
    for (const claim of mark.claims) {
      const head = make("th", { scope: "row" }, make("bdi", {}, claim.figure), " ", said("span", claim.subject, "dl-small"));
      if (claim.part) head.append(" ", said("span", claim.part, "dl-small"));
      const who = make("td", {}, make("bdi", {}, claim.said_by));
      if (claim.party) {
        const long = make("span", { class: "dl-vh" }, words.party_long);
        who.append(" ", make("span", { class: "dl-party" }, words.party, long));
      }
      const whose = said("td", claim.whose || words.none);
      const source = make("td", {}, ...(claim.source ? cite(claim.source) : [words.none]));
      body.append(make("tr", claim.part ? { class: "dl-part" } : {}, head, whose, who, source));
      if (!claim.flag && !claim.note) continue;
      const remarks = make("td", { colspan: "4" });
      if (claim.flag) remarks.append(warning("dl-flag", words.contradiction + words.colon, claim.flag));
      if (claim.note) remarks.append(said("p", claim.note));
      body.append(make("tr", { class: "dl-remark" }, remarks));
    }
    const caption = make("caption", {}, mark.claims.length > 1 ? words.claims : words.claim);
    return make("table", { class: "dl-claims" }, caption, make("thead", {}, make("tr", {}, ...heads)), body);
  }

  function warning(className, word, text) {
    return make("p", { class: className }, make("strong", {}, word), " ", text);
  }

  // Things with a separator between them.
  function between(parts, separator) {
    return parts.flatMap((part, index) => (index ? [separator, ...part] : part));
  }

  function facts(mark, words) {
    const list = make("dl", { class: "dl-facts" });
    const fact = (word, ...content) => list.append(make("dt", {}, word), ...content);
    const listed = (parts) => make("dd", {}, ...between(parts, words.semicolon));
    for (const [name, value] of mark.facts) list.append(said("dt", name), said("dd", value));
    if (mark.actors.length) fact(words.actors, listed(mark.actors.map((actor) => [make("bdi", {}, actor)])));
    if (mark.place_text) fact(words.as_reported, make("dd", {}, words.quote_open, make("bdi", {}, mark.place_text), words.quote_close));
    if (mark.found) fact(words.found, said("dd", mark.found));
    fact(words.precision, make("dd", {}, make("span", {}, mark.precise), make("span", { class: "dl-basis" }, mark.basis)));
    if (mark.reason) fact(words.why, make("dd", {}, mark.reason));
    if (mark.border_note) fact(words.border_note, make("dd", {}, mark.border_note));
    if (mark.sources.length) fact(words.sources, listed(mark.sources.map(cite)));
    return list;
  }

  // Headline, date and place, with the incident's symbol.
  Dateline.header = function (mark, data, name) {
    const frame = data.many.frames.find(({ key }) => key === mark.precision);
    const icon = Dateline.use(`${name}-${mark.category ? mark.category.symbol : "other"}-${mark.precision}`, 32, frame.height);
    icon.setAttribute("class", "dl-symbol");
    const title = said("span", mark.title, "dl-title");
    const heading = make("h3", { class: "dl-heading" }, make("span", { class: "dl-n" }, String(mark.number)), " ", title);
    const when = mark.when || data.texts.date_unknown;
    const told = make("p", { class: "dl-where-when" });
    told.append(mark.day ? make("time", { datetime: mark.day, dir: "auto" }, when) : said("span", when));
    if (mark.place && when) told.append(make("span", { "aria-hidden": "true" }, " · "));
    if (mark.place) told.append(said("span", mark.place));
    return make("header", {}, icon, make("div", {}, heading, told));
  };

  Dateline.article = function (mark, data, name) {
    const words = data.texts;
    const article = make("article", { class: "dl-incident" }, Dateline.header(mark, data, name));
    if (mark.description) article.append(said("p", mark.description, "dl-description"));
    mark.cautions.forEach((caution) => article.append(warning("dl-caution", words.caution + words.colon, caution)));
    const table = claims(mark, words);
    if (table) article.append(table);
    article.append(facts(mark, words));
    return article;
  };
})(window.Dateline);
