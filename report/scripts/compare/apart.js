// Whether two states can be told apart: how often one stands above the other when both doubts, about weights and about texts
// that nobody has seen, are drawn together. The draws are made with the report; here they are only said.
(() => {
  "use strict";

  // Of two places: { sure, words } or null where one has no rank.
  const pair = (data, one, other) => {
    const [found, first, second] = data.apart[one.code]?.[other.code]
      ? [data.apart[one.code][other.code], one, other]
      : [data.apart[other.code]?.[one.code], other, one];
    if (!found) return null;
    const [above, below, sure] = found;
    const shares = `${first.name} stands above in ${above} of the draws, ${second.name} in ${below}`;
    if (sure === 0) return { sure: false, words: `${one.name} and ${other.name} cannot be told apart: ${shares}.` };
    const [better, worse, share] = sure === 1 ? [first, second, above] : [second, first, below];
    return { sure: true, words: `${better.name} and ${worse.name} can be told apart: ${better.name} stands above in ${share} of the draws.` };
  };

  // One line for all of them, and a line for each two where there are more. In: places of the data.
  const inWords = (data, places) => {
    const { listed } = StateReportCards.laws;
    const without = places.filter((place) => place.standing[5] === "");
    const ranked = places.filter((place) => !without.includes(place));
    const pairs = ranked.flatMap((one, at) => ranked.slice(at + 1).map((other) => pair(data, one, other))).filter(Boolean);
    const rest = without.length ? [`${listed(without.map((place) => place.name))} ${without.length === 1 ? "has" : "have"} no rank to compare.`] : [];
    if (pairs.length < 2) return { line: [...pairs.map((one) => one.words), ...rest].join(" "), pairs: [] };
    const sure = pairs.filter((one) => one.sure).length;
    const line = sure === pairs.length ? `All ${pairs.length} pairs can be told apart.` : sure === 0 ? `No two of them can be told apart.` : `Of ${pairs.length} pairs, ${sure} can be told apart.`;
    return { line: [line, ...rest].join(" "), pairs: pairs.map((one) => one.words) };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.compare ??= {};
  home.compare.apart = Object.freeze({ inWords, pair });
})();
