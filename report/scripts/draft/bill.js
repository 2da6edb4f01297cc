// The bill in words: its sections and clauses, what each gains, and the statutes that already say so.
// The same record as `analysis.cards.draft.draft_record` makes.
(() => {
  "use strict";
  const { amending, scoring, words } = StateReportCards;
  const GRADED = "graded";

  const statement = (data, variable, value) => {
    if (value === data.rules.words.not_coded) return data.unseen;
    const question = data.questions.find((one) => one.variable === variable);
    const said = (id) => question.answers.find((answer) => answer.id === id).statement;
    if (!question.multiple) return said(value);
    const parts = value === data.rules.words.empty ? [] : value.split(data.rules.words.separator);
    return parts.length ? `${words.capital(parts.map(said).join("; "))}.` : "No further conditions.";
  };

  // Where every law stands as it is, worked out once.
  const standings = (data) => (data.standings ??= scoring.standings(data.rules, data.laws));

  // The law before and after: results with `rank` and `of`, and the score of the law that the draft starts from.
  const results = (data, code, start, made) => {
    const now = standings(data);
    const others = Object.keys(data.laws).filter((other) => other !== code && data.laws[other].ranked && now[other].score !== null);
    const placed = (result) => ({
      ...result,
      rank: data.laws[code].ranked ? scoring.rank(result.score, others.map((other) => now[other].score)) : null,
      of: others.length + 1,
    });
    const scored = (change) => scoring.score(data.rules, amended(data, start, change));
    return { before: placed(now[code]), law: scored({}), after: placed(scored(made)), scored };
  };

  // What the bill changes rests on its words. Unlike a bill that must first make a law, a draft starts from one that exists.
  const amended = (data, start, change) => scoring.amended(data.rules, start, change);

  const gainWords = (data, start, variable, answer, law, alone) => {
    const item = amending.itemOf(data, variable);
    if (!item || !item.maximum) return "The rubric gives no points for this.";
    const before = scoring.worth(data.rules, item, start.answers[variable]);
    if (before === null) {
      const most = words.counted(item.maximum, "point");
      return `Worth up to ${most}. The text of the law on this was not seen: check whether it says so already.`;
    }
    const points = scoring.worth(data.rules, item, answer) - before;
    if (start.fresh) return `Gain over a law that does not say so: ${words.signedPoints(points)}.`;
    if (law.score === null || alone.score === null) return `Gain, counted alone: ${words.signedPoints(points)}.`;
    const gain = alone.score - law.score;
    if (gain === 0 && points) return `Gain, counted alone: ${words.signedPoints(points)}, and the printed score stays at ${alone.score}.`;
    return `Gain, counted alone: ${words.signed(gain)}, to ${words.counted(alone.score, "point")} (${alone.grade}).`;
  };

  // Laws of which a statute already gives the answer: wide ones first, then firm ones, then the higher score; at most three, one
  // of them firm.
  const examples = (data, code, variable, value) => {
    const { reach } = data;
    const now = standings(data);
    const own = reach ? Math.max(0, reach.order.indexOf(data.laws[code].answers[reach.variable])) : 0;
    const narrow = (other) => {
      const answer = reach && data.laws[other].answers[reach.variable];
      return reach && reach.order.indexOf(answer) > own ? reach.words[answer] : "";
    };
    const found = Object.keys(data.laws)
      .filter((other) => other !== code && data.laws[other].citations[variable] && data.laws[other].answers[variable] === value)
      .map((other) => ({
        name: data.laws[other].name,
        citation: data.laws[other].citations[variable],
        narrow: narrow(other),
        firm: now[other].status === GRADED,
        score: now[other].score,
      }))
      .sort((a, b) => !!a.narrow - !!b.narrow || b.firm - a.firm || b.score - a.score || (a.name < b.name ? -1 : 1));
    const firm = found.filter((one) => one.firm);
    if (!firm.length) return [];
    const named = found.slice(0, 3);
    return named.some((one) => one.firm) ? named : [...named.slice(0, 2), firm[0]];
  };

  const heldWords = (data, code, variable, value) => {
    const found = examples(data, code, variable, value);
    if (!found.length) {
      const others = Object.keys(data.laws).filter((other) => other !== code && data.laws[other].answers[variable] === value).length;
      if (!others) return "No other law that was read says so.";
      const laws = others === 1 ? "One other law says" : `${others} other laws say`;
      return `${laws} so, but none that can be cited from a statute under a firm grade.`;
    }
    const mark = (one) => [one.narrow, one.firm ? "" : "its grade is provisional"].filter(Boolean).join(", ");
    const cited = found.map((one) => `${one.name} (${one.citation}${mark(one) ? `, ${mark(one)}` : ""})`);
    return `Already law in ${cited.join("; ")}.`;
  };

  // (heading, variable, clause) in the order of the model law; "" where it has no clause for the answer.
  const worded = (data, made) => {
    const found = data.model.sections.flatMap((section) =>
      section.clauses
        .filter((clause) => clause.variable in made)
        .map((clause) => [section.heading, clause.variable, clause.answer === made[clause.variable] ? clause.text : ""]));
    const known = found.map(([, variable]) => variable);
    const rest = Object.keys(made).filter((variable) => !known.includes(variable));
    return [...found, ...rest.map((variable) => [data.words.other, variable, ""])];
  };

  const label = (place) => (place < 26 ? `(${String.fromCharCode(97 + place)})` : `(${place + 1})`);

  // The bill of these answers: { title, name, lead, sections: [{ heading, clauses }], foot, before, after, made }.
  const record = (data, code, start, asked) => {
    const differs = ([variable, answer]) => answer !== start.answers[variable];
    const made = Object.fromEntries(Object.entries(asked).filter(differs));
    const { before, law, after, scored } = results(data, code, start, made);
    const sections = [];
    for (const [heading, variable, text] of worded(data, made)) {
      const answer = made[variable];
      if (sections.at(-1)?.title !== heading) sections.push({ title: heading, heading: `Section ${sections.length + 1}. ${heading}`, clauses: [] });
      const { clauses } = sections.at(-1);
      const notes = [
        gainWords(data, start, variable, answer, law, scored({ [variable]: answer })),
        heldWords(data, code, variable, answer),
      ];
      const seen = start.answers[variable] !== data.rules.words.not_coded;
      if (!start.fresh && seen) {
        const now = start.on_text[variable] ? data.words.now : data.words.now_by_summary;
        notes.unshift(`${now}: ${statement(data, variable, start.answers[variable])}`);
      }
      clauses.push({
        label: `${sections.length}${label(clauses.length)}`,
        variable,
        text: text || `[To be drafted. The law would then read: ${statement(data, variable, answer)}]`,
        open: !text,
        notes,
      });
    }
    const count = Object.keys(made).length;
    const name = data.laws[code].name;
    const ceiling = after.capped ? ` Ceiling: ${after.ceiling.reason}` : "";
    return {
      title: data.model.title,
      name,
      lead: [
        `A draft for ${name}. ${data.model.notice}`,
        `Today: ${words.result(data.rules, before)}. With this bill: ${words.result(data.rules, after)}.${ceiling}`,
        count
          ? `${words.counted(count, start.fresh ? "clause" : "change")}, in the order of the model law. ${start.fresh ? data.words.how_to_read_new : data.words.how_to_read}`
          : start.fresh ? "The bill says nothing yet." : "The bill changes nothing.",
        ...(start.fresh ? [data.words.new_law] : []),
      ],
      sections: sections.map(({ heading, clauses }) => ({ heading, clauses })),
      foot: `${data.edition}. Model law, version ${data.model.version}. The points are this project’s own.`,
      before,
      after,
      made,
    };
  };

  StateReportCards.bill = Object.freeze({ record, statement });
})();
