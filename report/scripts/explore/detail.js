// One jurisdiction in full: every answer in words with its citation, and the acts that made its law.
(() => {
  "use strict";
  const BEGAN = {
    day: (words) => `In force from ${words}.`,
    year: (words, year) => `In force from ${year}; the day is not known.`,
    seen: (words) => `In force by ${words}, the date of the first source that shows it; it may be older.`,
  };

  const lawWords = ({ version, start, ended, unread, result }) => {
    const { longDate } = StateReportCards.laws;
    if (ended) return [`Its law ended on ${longDate(start)}, and none is known to have followed.`];
    if (!version || result.status === "unknown") return ["What the law was on this day is not known."];
    const said = [version.statutes, BEGAN[version.known](longDate(version.from), version.from.slice(0, 4))];
    if (version.through) said.push(version.summary ? `Summary as of ${longDate(version.through)}.` : `Text seen as of ${longDate(version.through)}.`);
    if (unread) said.push("Amended since by an act that we have not read: the answers are those of the text before.");
    if (result.ceiling) said.push(`Ceiling: ${result.ceiling.reason}`);
    return said.filter(Boolean);
  };

  const answers = (data, book, version) => {
    const { digits, element, saidInFull } = StateReportCards.laws;
    const shown = [...data.rules.categories.map((category) => category.id), ""];
    return shown.flatMap((id) => {
      const questions = data.questions.map((question, place) => [question, place]).filter(([question]) => question.category === id && question.id !== data.rules.words.existence);
      if (questions.length === 0) return [];
      const title = data.rules.categories.find((category) => category.id === id)?.title ?? "Also asked";
      const pairs = questions.flatMap(([question, place]) => {
        const given = book.answer(version, place);
        const points = given.maximum === null ? "" : given.points === null ? `– of ${digits(given.maximum)}` : `${digits(given.points)} of ${digits(given.maximum)}`;
        return [element("dt", { text: question.words }), element("dd", {}, ...saidInFull(given), points ? element("span", { class: "points", text: points }) : null)];
      });
      return [element("div", { class: "category" }, element("h3", { text: title }), element("dl", {}, ...pairs))];
    });
  };

  const acts = (data, code) => {
    const { element, longDate } = StateReportCards.laws;
    const rows = data.acts.filter(([place]) => place === code);
    if (rows.length === 0) return [];
    return [element("h3", { text: "Acts on record" }), element("ul", { class: "acts" }, ...rows.map(([, dated, , act, change]) =>
      element("li", {}, element("strong", { text: longDate(dated) }), ` ${[act, change].filter(Boolean).join(": ")}`)))];
  };

  // In: the row, its look, the words that say how it stands; `closed()` hears of the button.
  const draw = ({ data, book, row, words, closed }) => {
    const { element } = StateReportCards.laws;
    const { place, version } = row;
    const links = [
      place.page ? element("a", { href: place.page, text: "Its report card" }) : null,
      element("a", { href: `compare.html#with=${encodeURIComponent(place.code)}`, text: "Compare it with others" }),
      element("button", { type: "button", class: "quiet", text: "Close", on: { click: closed } }),
    ];
    return [
      element("h2", { id: "detail-name", tabindex: -1, text: place.name }),
      element("p", { class: "standing", text: `${words}.` }),
      ...lawWords(row).map((text) => element("p", { class: "law", text })),
      element("p", { class: "links" }, ...links),
      ...(book.asks(version) ? [element("div", { class: "categories" }, ...answers(data, book, version))] : []),
      ...acts(data, place.code),
    ];
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.detail = Object.freeze({ draw });
})();
