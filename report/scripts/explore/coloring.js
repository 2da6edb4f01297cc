// What map and tiles show of a law: a color, a sign that says the same without it, and words. And the key to all of them.
//
// look     { key, sign, fill, ink, label, words }; without `fill`, the look of paper; `key` puts those that look alike together
(() => {
  "use strict";
  const STEPS = 5;
  const PARTS = ["none", "under half", "half or more", "three quarters or more", "all"];

  const unscored = (data, result) => {
    const status = data.rules.statuses[result.status];
    return { key: `s.${result.status}`, sign: status.symbol, label: status.label, words: status.label };
  };

  const ofGrade = (data, row) => {
    const { result } = row;
    if (result.score === null) return unscored(data, result);
    const grade = data.rules.grades.find((one) => one.letter === result.grade);
    const doubtful = result.status === "provisional";
    return {
      key: result.grade, sign: doubtful ? `${result.grade}*` : result.grade, fill: grade.fill, ink: grade.ink, label: result.grade,
      words: `${result.grade}${doubtful ? ", provisional" : ""}`,
    };
  };

  const shaded = (data, step, steps) => {
    const [fill, ink] = data.shades[steps][step];
    return { fill, ink };
  };

  const ofScore = (data, row) => {
    const { score } = row.result;
    if (score === null) return unscored(data, row.result);
    const whole = data.rules.maximum;
    const step = Math.min(STEPS - 1, Math.floor((score * STEPS) / whole));
    const [from, next] = [step, step + 1].map((place) => Math.ceil((place * whole) / STEPS));
    return {
      key: `n.${step}`, sign: String(score), ...shaded(data, step, STEPS), words: StateReportCards.laws.counted(score, "point"),
      label: `${from} to ${step === STEPS - 1 ? whole : next - 1} points`,
    };
  };

  const ofCategory = (data, row, number, most) => {
    const { digits } = StateReportCards.laws;
    const points = row.result.categories[number];
    if (row.result.status === "no_law" || row.result.status === "unknown") return unscored(data, row.result);
    if (points === null || !(most > 0)) return { key: "unseen", sign: "?", label: "Text not seen", words: "Text not seen" };
    const share = points / most;
    const step = share >= 1 - 1e-9 ? 4 : share >= 0.75 ? 3 : share >= 0.5 ? 2 : share > 1e-9 ? 1 : 0;
    return { key: `p.${step}`, sign: digits(points), ...shaded(data, step, STEPS), label: `${PARTS[step]} of ${digits(most)} points`, words: `${digits(points)} of ${digits(most)} points` };
  };

  const ofQuestion = (data, book, row, number) => {
    const question = data.questions[number];
    if (row.result.status === "no_law") return unscored(data, row.result);
    const given = row.version ? book.answer(row.version, number) : null;
    if (!given?.seen) return { key: "unseen", sign: "?", label: "Text not seen", words: "Text not seen" };
    if (question.multiple) {
      const count = given.value === data.rules.words.empty ? 0 : given.parts.length;
      const step = Math.min(count, 4);
      return { key: `m.${step}`, sign: String(count), ...shaded(data, STEPS - 1 - step, STEPS), label: count === 0 ? given.label : step < 4 ? `${count} of these` : "4 or more of these", words: given.label };
    }
    const place = question.answers.indexOf(given.value);
    const steps = Math.max(2, question.answers.length);
    return { key: `a.${place}`, sign: String(place + 1), ...shaded(data, steps - 1 - place, steps), label: given.label, words: given.label };
  };

  // The look of every row. In: `color` as the address names it.
  const looks = (data, book, rows, color, weights) => {
    const chosen = weights ?? StateReportCards.explore.address.published(data);
    const whole = Object.values(chosen).reduce((sum, weight) => sum + weight, 0);
    const category = data.rules.categories.findIndex((one) => `c.${one.id}` === color);
    const question = data.questions.findIndex((one) => `q.${one.id}` === color);
    return rows.map((row) => {
      if (color === "score") return ofScore(data, row);
      if (category >= 0) return ofCategory(data, row, category, (chosen[data.rules.categories[category].id] * data.rules.maximum) / whole);
      return question >= 0 ? ofQuestion(data, book, row, question) : ofGrade(data, row);
    });
  };

  // The looks that occur, each once with how many there are, in the order of the key.
  const legend = (data, found) => {
    const order = [...data.rules.grades.map((grade) => grade.letter), "n.4", "n.3", "n.2", "n.1", "n.0", "p.4", "p.3", "p.2", "p.1", "p.0"];
    const place = (key) => (order.includes(key) ? order.indexOf(key) : /^[am]\./.test(key) ? 100 + Number(key.slice(2)) : 200 + key.length);
    const kinds = new Map();
    for (const look of found) {
      const known = kinds.get(look.key) ?? { ...look, sign: look.key.startsWith("n.") || look.key.startsWith("p.") ? "" : look.sign.replace("*", ""), count: 0 };
      if (look.key === "m.4") known.sign = "4+";
      kinds.set(look.key, { ...known, count: known.count + 1 });
    }
    return [...kinds.values()].sort((one, other) => place(one.key) - place(other.key));
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.coloring = Object.freeze({ legend, looks });
})();
