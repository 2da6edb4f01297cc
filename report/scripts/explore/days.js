// The law of a day: which version of which law was in force, and how surely that is known.
(() => {
  "use strict";
  const UNREAD = 2;
  const ENDED = 1;

  // The stretch of days that holds a day. In: `periods`, [[first day, version or -1, sign]], ascending, the first from "".
  const periodOn = (place, day) => place.periods.findLast(([start]) => start <= day);

  // The law of a day, for every place: { place, version or null, start of its stretch, ended, unread, law as scoring.js takes it }.
  const lawsOn = (data, book, day) =>
    data.places.map((place) => {
      const [start, number, sign] = periodOn(place, day);
      const version = number < 0 ? null : data.versions[number];
      const facts = { start, ended: sign === ENDED, unread: sign === UNREAD, ranked: place.ranked };
      return { place, version, ...facts, law: book.law(version, facts) };
    });

  // The first day that may be asked for: the year of the first act or law on record.
  const firstDay = (data) => {
    const years = [...data.acts.map(([, dated]) => dated), ...data.versions.map((version) => version.from)].map((text) => text.slice(0, 4));
    return `${years.sort()[0] ?? data.until.slice(0, 4)}-01-01`;
  };

  // How well the law of a day is known, in sentences. In: rows of `lawsOn` with `result`, their standing.
  const inWords = (data, rows, day) => {
    const { counted, listed, longDate } = StateReportCards.laws;
    const said = [];
    const unknown = rows.filter((row) => row.result.status === "unknown").map((row) => row.place.name);
    if (unknown.length) {
      const names = unknown.length > 12 ? "" : `: ${listed(unknown)}`;
      said.push(`What the law was on this day is not known for ${unknown.length} of ${rows.length} jurisdictions${names}.`);
    }
    const laws = rows.filter((row) => row.version && row.result.status !== "unknown");
    const [years, seen] = ["year", "seen"].map((how) => laws.filter((row) => row.version.known === how).length);
    if (years) said.push(`Of ${counted(years, "version")}, only the year in which it began is known, and the whole year is counted.`);
    if (seen) said.push(`${counted(seen, "version")} may be older than the first source that shows ${seen === 1 ? "it" : "them"}, and ${seen === 1 ? "counts" : "count"} from the date of that source.`);
    if (day !== data.until) {
      const [id, , published] = data.editions.find(([, on]) => on === day) ?? [];
      const then = published ? `edition ${id}, published on ${longDate(published)}, may have graded it otherwise` : "no edition of that day was published";
      said.unshift(`The law of ${longDate(day)} as it is coded now, under today’s questions and points: ${then}.`);
    }
    return said;
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.days = Object.freeze({ firstDay, inWords, lawsOn, periodOn });
})();
