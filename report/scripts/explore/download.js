// The rows that pass as a file for spreadsheets, made in the browser: nothing is sent anywhere.
(() => {
  "use strict";
  // What a spreadsheet would run as a formula (`analysis.safety`) is led by an apostrophe.
  const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/;

  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  // In: sorted `rows`, places of the questions in play, the day, and whether the weights are the reader's own.
  const csv = ({ data, book, rows, questions, day, own }) => {
    const asked = questions.map((place) => data.questions[place].id);
    const head = ["jurisdiction", "name", "region", "on", "law_id", "status", "grade", "score", "score_low", "score_high", "rank", "weights"];
    const lines = rows.map(({ place, version, result }) => {
      const answers = questions.flatMap((question) => {
        if (!book.asks(version)) return ["", "", ""];
        const given = book.answer(version, question);
        return [given.value, given.words, given.seen ? given.citation : ""];
      });
      const standing = [result.status, result.grade, result.score, result.low, result.high, result.rank];
      return [place.code, place.name, place.region, day, version?.id ?? "", ...standing, own ? "own" : "published", ...answers];
    });
    const heads = [...head, ...asked.flatMap((id) => [id, `${id}_words`, `${id}_citation`])];
    return [heads, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  };

  // Hand a text over as a file; the mark at its beginning tells Excel that it is UTF-8.
  const save = (text, name) => {
    const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    const link = StateReportCards.laws.element("a", { href: address, download: name });
    link.click();
    URL.revokeObjectURL(address);
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.download = Object.freeze({ csv, save });
})();
