// Which names a reader means by what they have typed: `StateReportCards.choose.matches`.
//
// entries  [{ name, code, … }]
// Best first: the code itself, then names that begin with it, names with a word that does, names that hold it anywhere.
(() => {
  "use strict";
  const choose = ((window.StateReportCards ??= {}).choose ??= {});

  const folded = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();

  const place = ({ name, code }, typed) => {
    const words = folded(name);
    if (folded(code) === typed) return 0;
    if (words.startsWith(typed)) return 1;
    if (words.includes(` ${typed}`)) return 2;
    return words.includes(typed) ? 3 : -1;
  };

  choose.matches = (entries, text) => {
    const typed = folded(text);
    if (!typed) return [...entries];
    return entries
      .map((entry) => ({ entry, at: place(entry, typed) }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at)
      .map(({ entry }) => entry);
  };
})();
