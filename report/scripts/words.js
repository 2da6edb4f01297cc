// Numbers and results as the report words them: the same sentences as `analysis.display.numbers` and `cards.draft` in Python.
(() => {
  "use strict";
  const MINUS = "−";

  const digits = (value) => value.toFixed(1).replace(/\.0$/, "").replace(/^-0$/, "0").replace("-", MINUS);
  const signed = (value) => (value > 0 ? `+${digits(value)}` : value < 0 ? digits(value) : "±0");
  const counted = (value, one, many = `${one}s`) => `${digits(value)} ${value === 1 ? one : many}`;
  const signedPoints = (value) => `${signed(value)} ${Math.abs(value) === 1 ? "point" : "points"}`;
  const ordinal = (n) => {
    const ending = n % 100 >= 10 && n % 100 <= 20 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[n % 10] || "th";
    return `${n}${ending}`;
  };
  const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

  // A result of scoring.js with its `rank` (null where none is due) among `of`, in words.
  const result = (rules, one) => {
    if (one.score === null) {
      const bounds = one.low === null ? "" : `, the score lies between ${one.low} and ${one.high}`;
      return `${rules.statuses[one.status].label}${bounds}`;
    }
    const bounds = one.low === one.high ? "" : ` (${one.low} to ${one.high})`;
    const hedge = one.status === "provisional" ? `, provisional${bounds}` : "";
    const place = one.rank === null ? "" : `, ${ordinal(one.rank)} of ${one.of}`;
    return `${counted(one.score, "point")}, ${one.grade}${hedge}${place}`;
  };

  const home = (globalThis.StateReportCards ??= {});
  home.words = Object.freeze({ capital, counted, digits, ordinal, result, signed, signedPoints });
})();
