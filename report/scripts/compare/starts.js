// Where to begin: the widest gap in each region while nothing is chosen, the rest of the region once one is.
(() => {
  "use strict";
  const [STATUS, GRADE, SCORE] = [0, 1, 2];

  // For each region with two firm grades or more, a firm grade of the highest score and one of the lowest, by name where
  // several have it. In: `data` of the page. Out: pairs of places, the higher first, in the order of the regions' names.
  const gaps = (data) => {
    const firm = data.places.filter((place) => place.ranked && place.standing[STATUS] === "graded");
    const regions = [...new Set(firm.map((place) => place.region))].sort();
    return regions.flatMap((region) => {
      const scored = firm.filter((place) => place.region === region).map((place) => [Number(place.standing[SCORE]), place]);
      const scores = scored.map(([score]) => score);
      const [high, low] = [Math.max(...scores), Math.min(...scores)];
      const first = (wanted) => scored.find(([score]) => score === wanted)[1];
      return high > low ? [{ region, places: [first(high), first(low)] }] : [];
    });
  };

  // What a reader may press, given what is chosen. Out: { words, offers: [{ words, codes }] }.
  const offers = (data, chosen, most) => {
    const named = (place) => `${place.name} (${place.standing[GRADE]} ${place.standing[SCORE]})`;
    if (chosen.length === 0) {
      const found = gaps(data).map(({ region, places }) => ({
        words: `${region}: ${places.map(named).join(" and ")}`,
        codes: places.map((place) => place.code),
      }));
      return { words: found.length ? "Or begin with the widest gap between firm grades of a region:" : "", offers: found };
    }
    const own = data.places.find((place) => place.code === chosen[0]);
    const rest = data.places.filter((place) => place.region === own.region && !chosen.includes(place.code));
    if (chosen.length > 1 || chosen.length >= most || rest.length === 0) return { words: "", offers: [] };
    return {
      words: `Others of its region (${own.region}):`,
      offers: rest.map((place) => ({ words: place.name, codes: [...chosen, place.code] })),
    };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.compare ??= {};
  home.compare.starts = Object.freeze({ gaps, offers });
})();
