// When the laws that pass were made and changed: a line for each, a mark for every act on record, and the chosen day across all.
(() => {
  "use strict";

  // A date as years: the day's place in its year, or the middle of a year of which nothing more is known.
  const place = (dated) => {
    const year = Number(dated.slice(0, 4));
    if (dated.length < 10) return year + 0.5;
    const [start, next, day] = [`${year}-01-01`, `${year + 1}-01-01`, dated].map((text) => Date.parse(`${text}T00:00:00Z`));
    return year + (day - start) / (next - start);
  };

  const DID = ["amended", "first law", "repealed or expired"];
  const LOOKS = ["", " first", " last"];

  const said = ([, dated, did, act]) => {
    const known = dated.length === 10 ? "" : " (day not known)";
    return `${DID[did]}, ${StateReportCards.laws.longDate(dated)}${known}${act ? `, ${act}` : ""}`;
  };

  // The list and its heading of years. In: rows that pass, the first day and the chosen one.
  const draw = ({ data, rows, first, day }) => {
    const { element } = StateReportCards.laws;
    const [from, to] = [Number(first.slice(0, 4)), Number(data.until.slice(0, 4)) + 1];
    const across = (years) => `${(100 * (years - from)) / (to - from)}%`;
    const acts = Map.groupBy ? Map.groupBy(data.acts, ([code]) => code) : data.acts.reduce((all, act) => all.set(act[0], [...(all.get(act[0]) ?? []), act]), new Map());
    const own = (row) => acts.get(row.place.code) ?? [];
    const earliest = (row) => Math.min(...own(row).map(([, dated]) => place(dated)), Infinity);
    const ordered = [...rows].sort((one, other) => earliest(one) - earliest(other) || one.place.name.localeCompare(other.place.name, "en"));
    const lines = ordered.map((row) => {
      const marks = own(row).map((act) => {
        const mark = element("span", { class: `mark${LOOKS[act[2]]}${act[1].length === 10 ? "" : " hollow"}`, title: `${row.place.name}: ${said(act)}` });
        mark.style.left = across(place(act[1]));
        return mark;
      });
      const words = own(row).map(said).join("; ") || "no act with a date on record";
      return element("li", {}, element("span", { class: "who", text: row.place.name }), element("span", { class: "visually-hidden", text: `: ${words}.` }),
        element("span", { class: "strip", "aria-hidden": "true" }, ...marks));
    });
    const years = [];
    for (let year = from; year < to; year += 2) {
      const tick = element("span", { class: (year - from) % 4 ? "tick minor" : "tick", text: String(year) });
      tick.style.left = across(year);
      years.push(tick);
    }
    const rule = element("span", { class: "today" });
    rule.style.left = across(place(day));
    return { years: [...years, rule], lines, day: across(place(day)) };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.timeline = Object.freeze({ draw, place });
})();
