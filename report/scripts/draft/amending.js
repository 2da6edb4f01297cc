// Which answers a bill changes: from which law it starts, what that lacks, and the fewest changes to a grade.
// The same as `analysis.grading.start`, `draft_changes` and `paths`; `data` is what `cards.draft_data` writes.
(() => {
  "use strict";
  const { scoring } = StateReportCards;

  // The law in force; where none is known, or where `fresh` asks for it, a law of its own that says nothing yet.
  const startFrom = (data, code, fresh = false) => {
    const law = data.laws[code];
    if (fresh || law.new) return { answers: data.rules.silent, unread: law.unread, fresh: true };
    return { answers: law.answers, on_text: law.on_text, unread: law.unread, fresh: false };
  };

  const items = (data) => data.rules.categories.flatMap((category) => category.items);
  const itemOf = (data, variable) => items(data).find((item) => item.variable === variable) ?? null;
  const capped = (data, variable, answer) =>
    data.rules.ceilings.some((rule) => rule.variable === variable && rule.value === answer);
  const clauses = (data) => data.model.sections.flatMap((section) => section.clauses);

  // The answers of the model law that the law does not give, in the order of its clauses.
  const lacking = (data, start) => {
    const worth = (item, answer) => scoring.worth(data.rules, item, answer);
    const isAsGood = (clause) => {
      const [now, item] = [start.answers[clause.variable], itemOf(data, clause.variable)];
      if (!item) return now === clause.answer;
      const points = worth(item, now);
      return points !== null && points >= worth(item, clause.answer) && !capped(data, clause.variable, now);
    };
    const missing = clauses(data).filter((clause) => !isAsGood(clause));
    return Object.fromEntries(missing.map((clause) => [clause.variable, clause.answer]));
  };

  // All subsets of a few names, the small ones first.
  const subsets = (names) => {
    const ofSize = (from, size) =>
      size === 0 ? [[]] : names.slice(from).flatMap((name, at) => ofSize(from + at + 1, size - 1).map((rest) => [name, ...rest]));
    return Array.from({ length: names.length + 1 }, (_, size) => ofSize(0, size)).flat();
  };

  // By each letter above that of the law as the changes leave it, the fewest further answers that reach it.
  const fewest = (data, start, changes = {}) => {
    const { rules, best } = data;
    const answers = { ...start.answers, ...changes };
    const now = scoring.score(rules, { answers });
    const above = Math.max(now.score ?? -1, rules.grades.at(-1).minimum);
    const lifted = Object.keys(data.lifts).filter((variable) => capped(data, variable, answers[variable]));
    const gain = (item) => {
      const worth = scoring.worth(rules, item, answers[item.variable]);
      return worth === null ? 0 : scoring.worth(rules, item, best[item.variable]) - worth;
    };
    const rest = items(data)
      .filter((item) => !lifted.includes(item.variable) && gain(item) > 0)
      .sort((a, b) => gain(b) - gain(a))
      .map((item) => item.variable);
    const candidates = subsets(lifted).flatMap((forced) => {
      const counts = Array.from({ length: rest.length + 1 }, (_, count) => count).slice(forced.length ? 0 : 1);
      return counts.map((count) => {
        const chosen = [...forced, ...rest.slice(0, count)];
        const change = Object.fromEntries(chosen.map((v) => [v, lifted.includes(v) ? data.lifts[v] : best[v]]));
        return { change, size: chosen.length, score: scoring.score(rules, { answers: { ...answers, ...change } }).score };
      });
    });
    const smallest = (grade) =>
      candidates
        .filter((one) => one.score !== null && one.score >= grade.minimum)
        .reduce((a, b) => (a && (a.size < b.size || (a.size === b.size && a.score >= b.score)) ? a : b), null);
    const reached = rules.grades.filter((grade) => grade.minimum > above).reverse();
    const found = reached.map((grade) => [grade.letter, smallest(grade)]).filter(([, one]) => one);
    return Object.fromEntries(found.map(([letter, one]) => [letter, inWords(data, one.change)]));
  };

  // The model law's answer stands for one that earns as much, so that a clause gives the words.
  const inWords = (data, change) => {
    const worded = Object.fromEntries(clauses(data).map((clause) => [clause.variable, clause.answer]));
    const pick = ([variable, answer]) => {
      const [item, other] = [itemOf(data, variable), worded[variable] ?? answer];
      const worth = (value) => scoring.worth(data.rules, item, value);
      return [variable, item && !capped(data, variable, other) && worth(other) === worth(answer) ? other : answer];
    };
    return Object.fromEntries(Object.entries(change).map(pick));
  };

  StateReportCards.amending = Object.freeze({ fewest, itemOf, lacking, startFrom });
})();
