// The laws side by side: a row for each question, marked where the answers differ.
(() => {
  "use strict";

  const standingRows = (data, places, results) => {
    const { ordinal } = StateReportCards.laws;
    const label = (status) => data.rules.statuses[status].label;
    const of = (say) => places.map((place) => say(...place.standing));
    return [
      ["Grade", of((status, grade, score, low, high, rank, unread) => [
        grade ? `${grade}${status === "provisional" ? " (provisional)" : ""}` : label(status),
        unread === "true" ? "amended since by an act that we have not read" : "",
      ])],
      ["Score", of((status, grade, score, low, high) => [score || "–", low && low !== high ? `may be ${low} to ${high}` : ""])
        .map(([score, range], at) => [score, [range, results[at].ceiling?.reason].filter(Boolean).join(". ")])],
      ["Rank", of((status, grade, score, low, high, rank) => (rank ? `${ordinal(Number(rank))} of ${data.ranked}` : "–"))],
    ];
  };

  // Whether answers differ. One that no text shows is no answer: it is open whether it differs. Where there is no law (null),
  // nothing was asked.
  const compared = (answers) => {
    const asked = answers.filter(Boolean);
    const different = new Set(asked.filter((given) => given.seen).map((given) => given.value)).size > 1;
    if (different) return "differs";
    return asked.every((given) => given.seen) ? "same" : "open";
  };
  const MARKS = { differs: ["≠", "differs"], same: ["=", "the same"], open: ["?", "not all seen"] };

  const head = (places) => {
    const { element } = StateReportCards.laws;
    return element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, element("td", { role: "cell" }), ...places.map((place) =>
      element("th", { role: "columnheader", scope: "col" }, place.page ? element("a", { href: place.page, text: place.name }) : element("span", { text: place.name })))));
  };

  const plainRow = ([title, texts]) => {
    const { element } = StateReportCards.laws;
    return element("tr", { role: "row" }, element("th", { role: "rowheader", scope: "row", text: title }), ...texts.map((text) => {
      const [main, aside] = Array.isArray(text) ? text : [text, ""];
      return element("td", { role: "cell" }, element("strong", { text: main }), aside ? element("span", { class: "range", text: aside }) : null);
    }));
  };

  const answerCell = (given, best, label) => {
    const { digits, element, saidInFull } = StateReportCards.laws;
    if (!given) return element("td", { role: "cell", class: "unseen", text: label });
    const worth = given.maximum === null ? "" : `${given.points === null ? "–" : digits(given.points)} of ${digits(given.maximum)}`;
    const points = worth ? element("span", { class: "points" }, worth, best ? element("span", { class: "best", text: " ▲ most" }) : null) : null;
    return element("td", { role: "cell" }, ...saidInFull(given), points);
  };

  // In: `places` of the data to compare; `only`, whether rows without a difference are left out. Out: the table's parts, and how many rows differ.
  const draw = ({ data, book, places, only }) => {
    const { counted, digits, element } = StateReportCards.laws;
    const versions = places.map((place) => (place.law < 0 ? null : data.versions[place.law]));
    const asks = versions.map((version) => book.asks(version));
    const results = versions.map((version) => StateReportCards.scoring.score(data.rules, book.law(version)));
    const labels = places.map((place) => data.rules.statuses[place.standing[0]].label);
    const bodies = [element("tbody", { role: "rowgroup" }, ...standingRows(data, places, results).map(plainRow),
      plainRow(["Statutes", versions.map((version) => ["", version?.statutes || "–"])]))];
    let [differing, open, total] = [0, 0, 0];
    const groups = [...data.rules.categories.map((category, at) => [category.id, category.title, at, category.maximum]), ["", "Also asked", -1, 0]];
    for (const [id, title, at, maximum] of groups) {
      const questions = data.questions.map((question, place) => [question, place]).filter(([question]) => question.category === id && question.id !== data.rules.words.existence);
      const rows = questions.flatMap(([question, place]) => {
        const answers = versions.map((version, column) => (asks[column] ? book.answer(version, place) : null));
        const kind = compared(answers);
        total += 1;
        differing += kind === "differs";
        open += kind === "open";
        if (only && kind !== "differs") return [];
        const most = Math.max(...answers.map((given) => given?.points ?? -Infinity));
        const [sign, words] = MARKS[kind];
        const mark = element("span", { class: `mark-${kind}` }, element("span", { "aria-hidden": "true", text: `${sign} ` }), words);
        return [element("tr", { role: "row", class: kind }, element("th", { role: "rowheader", scope: "row" }, element("span", { text: question.words }), mark),
          ...answers.map((given, column) => answerCell(given, kind === "differs" && given?.points === most && most > -Infinity, labels[column])))];
      });
      if (rows.length === 0) continue;
      const points = results.map((result, column) => (at < 0 ? "" : !asks[column] ? "–" : `${result.categories[at] === null ? "–" : digits(result.categories[at])} of ${digits(maximum)}`));
      bodies.push(element("tbody", { role: "rowgroup" }, element("tr", { role: "row", class: "category" }, element("th", { role: "rowheader", scope: "rowgroup", text: title }), ...points.map((text) => element("td", { role: "cell", text }))), ...rows));
    }
    const unknown = open > 0 ? ` On ${open}, not every answer was seen: whether they differ is not known.` : "";
    return { parts: [head(places), ...bodies], words: `${differing} of ${counted(total, "question")} ${differing === 1 ? "differs" : "differ"}.${unknown}` };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.compare ??= {};
  home.compare.table = Object.freeze({ compared, draw });
})();
