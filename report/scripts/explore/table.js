// The rows that pass as a table: grade, score and place, and the answers to the questions that the reader asks about.
(() => {
  "use strict";

  const value = (row, by) => {
    if (by === "name") return row.place.name;
    if (by === "region") return `${row.place.region} ${row.place.name}`;
    const { score, rank } = row.result;
    return by === "score" ? score : rank;
  };

  // In order; those without a score or a rank come last, whichever way. In: `sort`, { by, down }.
  const sorted = (rows, { by, down }) =>
    [...rows].sort((one, other) => {
      const [a, b] = [value(one, by), value(other, by)];
      if (a === null || b === null) return (a === null) - (b === null);
      const order = typeof a === "number" ? a - b : a.localeCompare(b, "en");
      return down ? -order : order;
    });

  const scoreCell = (row) => {
    const { score, low, high } = row.result;
    const range = low === null || low === high ? "" : `${low}–${high}`;
    return { score: score === null ? "" : String(score), range };
  };

  const sortable = (element, { by, words, sort, sorts, more = "" }) => {
    const now = sort.by === by ? (sort.down ? "descending" : "ascending") : null;
    return element("th", { role: "columnheader", scope: "col", "aria-sort": now, class: by === "score" || by === "rank" ? "n" : more || null },
      element("button", { type: "button", text: words, "data-sort": by, on: { click: () => sorts(by) } }));
  };

  // In: `rows` that pass; `questions`, places of the questions in play; `looks` by code; `sorts(by)` hears of a heading, `opened(code)` of a row.
  const draw = ({ data, book, rows, questions, looks, sort, sorts, opened }) => {
    const { element, saidInFull } = StateReportCards.laws;
    const heads = [["name", "State"], ["score", "Score"], ["rank", "Rank"]].map(([by, words]) => sortable(element, { by, words, sort, sorts }));
    heads.splice(1, 0, element("th", { role: "columnheader", scope: "col", text: "Grade" }));
    if (questions.length === 0) heads.push(sortable(element, { by: "region", words: "Region", sort, sorts, more: "more" }), element("th", { role: "columnheader", scope: "col", class: "more", text: "Law" }));
    heads.push(...questions.map((place) => element("th", { role: "columnheader", scope: "col", class: "asked", text: data.questions[place].words })));
    const lines = sorted(rows, sort).map((row) => {
      const { place, result, version } = row;
      const look = looks[place.code];
      const chip = element("span", { class: look.fill ? "chip" : "chip plain", text: look.sign });
      chip.style.backgroundColor = look.fill ?? "";
      chip.style.color = look.ink ?? "";
      const { score, range } = scoreCell(row);
      const status = result.status === "graded" ? "" : data.rules.statuses[result.status].label.toLowerCase();
      const name = place.page ? element("a", { href: place.page, text: place.name }) : element("span", { text: place.name });
      const cells = [
        element("th", { role: "rowheader", scope: "row" }, chip, name,
          element("button", { type: "button", class: "all", "aria-label": `All answers of ${place.name}`, text: "All answers", on: { click: () => opened(place.code) } })),
        element("td", { role: "cell" }, element("span", { class: "grade", text: result.grade || "–" }), status ? element("span", { class: "hedge", text: status }) : null),
        element("td", { role: "cell", class: "n" }, element("span", { text: score }), range ? element("span", { class: "range", text: range }) : null),
        element("td", { role: "cell", class: "n", text: result.rank === null ? "" : String(result.rank) }),
      ];
      if (questions.length === 0) cells.push(element("td", { role: "cell", class: "more", text: place.region }), element("td", { role: "cell", class: "more statutes", text: version?.statutes ?? "" }));
      for (const question of questions) {
        cells.push(element("td", { role: "cell", class: "asked", "data-label": data.questions[question].words }, ...(book.asks(version) ? saidInFull(book.answer(version, question)) : [element("span", { class: "unseen", text: data.rules.statuses[result.status].label })])));
      }
      return element("tr", { role: "row" }, ...cells);
    });
    return [element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)), element("tbody", { role: "rowgroup" }, ...lines)];
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.table = Object.freeze({ draw, sorted });
})();
