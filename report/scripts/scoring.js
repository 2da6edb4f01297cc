// The rubric in the browser: the only place of the site that turns answers into points, scores and grades (METHODS, "Score").
//
// It gives the numbers that `analysis.grading.scoring.score` gives; tests/site/test_scoring.py holds both to that. Every
// function is pure: data in, data out, nothing read from the page. Load `assets/scoring.js` before what uses it, as a classic
// script with `defer`; the functions hang on `StateReportCards.scoring`.
//
// rules    what `analysis.cards.panel.rules` writes, the same on every page:
//          { maximum, minimum_points_coded,
//            grades: [{ letter, minimum, fill, ink, symbol }],              best first
//            ceilings: [{ variable, value, max_score, reason }],
//            categories: [{ id, title, maximum, items: [{ variable, points | start and each, maximum }] }],
//            statuses: { graded | provisional | insufficient | no_law | unknown: { label, … } },
//            words: { existence, exists, no_law, not_coded, empty, separator },
//            silent: { variable: value } }                                   a law of which nothing has been said yet
// law      { answers: { variable: value },                                 a missing or empty value: its text was not seen
//            on_text: { variable: true | false },                          does the text of a law show it? left out: yes, all
//            unread: true | false }                                        was it amended by an act that nobody has read?
// weights  { category id: any number of 0 or more }, in any unit: only their shares count. Left out: the published ones.
//          Every item keeps its share of its category, so that the numbers are those of a rubric with these category points.
// result   { status, score, grade, low, high, exact, coded, capped, ceiling, categories }
//          `score` and `grade` are null and "" without a score; `low` and `high` are null without a range; `coded` is the
//          most that the answers seen could earn; `ceiling` is the rule that caps the law, else null; `categories` has the
//          points of each category in the order of the rules, as weighted, null where none of its questions was seen.
(() => {
  "use strict";
  const STATUS = { graded: "graded", provisional: "provisional", insufficient: "insufficient", noLaw: "no_law", unknown: "unknown" };

  // Halves go up; the inner rounding takes away the noise of decimal points, as the report's own scoring does.
  const roundHalfUp = (value) => Math.floor(Math.round(value * 1e9) / 1e9 + 0.5);

  // The answer to one question; `not_coded` where there is none.
  const answerOf = (rules, law, variable) => law.answers[variable] || rules.words.not_coded;

  // Points of an item for an answer, null where its text was not seen. Error: an answer that the rubric does not know.
  const worth = (rules, item, value) => {
    const words = rules.words;
    if (value === words.not_coded) return null;
    if (item.points) {
      if (!Object.hasOwn(item.points, value)) throw new RangeError(`${item.variable} has no answer "${value}"`);
      return item.points[value];
    }
    const count = value === words.empty ? 0 : value.split(words.separator).length;
    return Math.max(0, item.start + item.each * count);
  };

  // The grade of a printed score: { letter, minimum, … }.
  const gradeOf = (rules, score) => rules.grades.find((grade) => score >= grade.minimum) || rules.grades.at(-1);

  // By category, what its points are multiplied with. Error: weights that are negative, no numbers, or all nought.
  const factors = (rules, weights) => {
    if (!weights) return rules.categories.map(() => 1);
    const chosen = rules.categories.map((category) => Number(weights[category.id] ?? 0));
    const sum = chosen.reduce((total, weight) => total + weight, 0);
    if (!chosen.every((weight) => weight >= 0) || !(sum > 0 && sum < Infinity)) {
      throw new RangeError("Weights are numbers of 0 or more, and one of them is more than 0.");
    }
    const points = (place) => (chosen[place] * rules.maximum) / sum;
    return rules.categories.map((category, place) => (category.maximum > 0 ? points(place) / category.maximum : 0));
  };

  const score = (rules, law, weights) => {
    const words = rules.words;
    const onText = (variable) => !law.on_text || law.on_text[variable] === true;
    let [earned, coded, shown, could] = [0, 0, 0, 0];
    const scale = factors(rules, weights);
    const categories = rules.categories.map((category, place) => {
      let points = null;
      for (const item of category.items) {
        const value = worth(rules, item, answerOf(rules, law, item.variable));
        if (value === null) continue;
        const [gets, most] = [value * scale[place], item.maximum * scale[place]];
        points = (points ?? 0) + gets;
        coded += most;
        if (onText(item.variable)) [shown, could] = [shown + gets, could + most];
      }
      earned += points ?? 0;
      return points;
    });
    // The upper end is capped only where a text shows the answer, the lower end also where no text shows another.
    let [cap, capLow, capHigh, ceiling] = [Infinity, Infinity, Infinity, null];
    for (const rule of rules.ceilings) {
      const value = answerOf(rules, law, rule.variable);
      const hit = value === rule.value;
      const certain = value !== words.not_coded && onText(rule.variable);
      if (hit && rule.max_score < cap) [cap, ceiling] = [rule.max_score, rule];
      if (hit || !certain) capLow = Math.min(capLow, rule.max_score);
      if (hit && certain) capHigh = Math.min(capHigh, rule.max_score);
    }
    const exact = coded > 0 ? Math.min((rules.maximum * earned) / coded, cap) : NaN;
    const low = roundHalfUp(Math.min(shown, capLow));
    const high = roundHalfUp(Math.min(shown + (rules.maximum - could), capHigh));
    const exists = answerOf(rules, law, words.existence);
    let status = STATUS.graded;
    if (exists === words.not_coded) status = STATUS.unknown;
    else if (exists === words.no_law) status = STATUS.noLaw;
    else if (coded === 0 || coded < rules.minimum_points_coded) status = STATUS.insufficient;
    else if (law.unread || gradeOf(rules, low).letter !== gradeOf(rules, high).letter) status = STATUS.provisional;
    const scored = isScored(status);
    const bounded = scored || status === STATUS.insufficient;
    const printed = scored ? roundHalfUp(exact) : null;
    return {
      status,
      score: printed,
      grade: scored ? gradeOf(rules, printed).letter : "",
      low: bounded ? low : null,
      high: bounded ? high : null,
      exact: scored ? exact : null,
      coded,
      capped: bounded && ceiling !== null,
      ceiling: bounded ? ceiling : null,
      categories: bounded ? categories : categories.map(() => null),
    };
  };

  // Whether a status carries a score, a letter and a rank.
  const isScored = (status) => status === STATUS.graded || status === STATUS.provisional;

  // The place of a printed score among others, from 1; equal scores share the better place. null without a score.
  const rank = (own, others) => (own === null ? null : 1 + others.filter((other) => other !== null && other > own).length);

  // Score many laws and rank them against each other. In: `laws`, { code: law }, where `ranked: false` keeps a law out of the
  // order (a territory). Out: { code: result with `rank` and `of`, how many are ranked }.
  const standings = (rules, laws, weights) => {
    const results = Object.entries(laws).map(([code, law]) => [code, law, score(rules, law, weights)]);
    const ranked = results.filter(([, law, result]) => law.ranked !== false && result.score !== null);
    const scores = ranked.map(([, , result]) => result.score);
    const placed = results.map(([code, law, result]) => {
      const place = law.ranked === false ? null : rank(result.score, scores);
      return [code, { ...result, rank: place, of: scores.length }];
    });
    return Object.fromEntries(placed);
  };

  // A law as a bill would leave it: what the bill changes rests on its words, all else on what the law's answer rests on. Where
  // no law is known, the bill is a law of its own, silent on all that it does not say (`analysis.grading.start`).
  const amended = (rules, law, changes) => {
    const words = rules.words;
    const fresh = [words.no_law, words.not_coded].includes(answerOf(rules, law, words.existence));
    const from = fresh ? { answers: rules.silent } : law;
    const answers = { ...from.answers, [words.existence]: words.exists, ...changes };
    const held = (variable) => !from.on_text || from.on_text[variable] === true;
    const differs = (variable) => answers[variable] !== answerOf(rules, from, variable);
    const onText = Object.keys(answers).map((variable) => [variable, held(variable) || differs(variable)]);
    return { ...law, answers, on_text: Object.fromEntries(onText) };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.scoring = Object.freeze({ amended, gradeOf, isScored, rank, roundHalfUp, score, standings, worth });
})();
