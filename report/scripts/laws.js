// Laws, their answers in words and the little HTML that the explorer and the comparison make of them. `laws.py` writes the data.
// Load `assets/scoring.js`, which has the numbers and their words, before it.
//
// Text from the data becomes text of the page and nothing else: it is never parsed as markup.
(() => {
  "use strict";
  const { counted, digits, ordinal } = StateReportCards.words;

  // An element. `attributes` may hold `class`, `text`, `on` ({ event: function }) and anything that stands in markup.
  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") made.textContent = value;
      else if (name === "on") Object.entries(value).forEach(([event, heard]) => made.addEventListener(event, heard));
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };

  const read = (id) => JSON.parse(document.getElementById(id).textContent);

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  // A date as exact as it is known: "July 1, 2026", "April 2018", "2018"; other text as it is.
  const longDate = (text) => {
    const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) || [];
    if (!year) return text;
    const name = MONTHS[Number(month) - 1];
    if (day && name) return `${name} ${Number(day)}, ${year}`;
    return name ? `${name} ${year}` : year;
  };

  const listed = (names, last = "and") =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

  // Where an answer comes from, where that is no statute.
  const HEDGES = { secondary: "known from a summary", bill: "from a bill" };

  // The law versions of a page's data, with their answers.
  const book = (data) => {
    const words = data.rules.words;
    const places = Object.fromEntries(data.questions.map((question, place) => [question.id, place]));
    const items = Object.fromEntries(data.rules.categories.flatMap((c) => c.items.map((item) => [item.variable, item])));

    // The answer of a law to a question, by its place in the codebook.
    const answer = (version, question) => {
      const asked = data.questions[question];
      const [value, label, said] = asked.values[version.answers[question]];
      const basis = data.bases[version.rests[question]];
      const seen = value !== words.not_coded;
      return {
        value,
        label,
        words: said,
        seen,
        parts: seen && asked.multiple ? (value === words.empty ? [words.empty] : value.split(words.separator)) : [value],
        citation: data.citations[version.cited[question]],
        hedge: seen ? HEDGES[basis] || "" : "",
        onText: data.texts.includes(basis),
        points: items[asked.id] ? StateReportCards.scoring.worth(data.rules, items[asked.id], value) : null,
        maximum: items[asked.id]?.maximum ?? null,
      };
    };

    // A law version as scoring.js takes it; `null` for none known, and for one that ended.
    const law = (version, { ended = false, unread = false, ranked = true } = {}) => {
      const answers = {};
      const on_text = {};
      if (version) {
        data.questions.forEach((question, place) => {
          const given = answer(version, place);
          answers[question.id] = given.value;
          on_text[question.id] = given.onText;
        });
      } else if (ended) answers[words.existence] = words.no_law;
      return { answers, on_text, unread, ranked };
    };

    // Whether questions beyond the first arise: they do not where there is no law.
    const asks = (version) => {
      if (!version) return false;
      return answer(version, places[words.existence]).value !== words.no_law;
    };
    return { answer, law, asks, places, items };
  };

  // An answer in words, with its citation and what it rests on.
  const saidInFull = (given) => [
    element("span", { class: given.seen ? "answer" : "answer unseen", text: given.words }),
    given.citation && given.seen ? element("span", { class: "cited", text: given.citation }) : null,
    given.hedge ? element("span", { class: "hedge", text: given.hedge }) : null,
  ];

  const home = (globalThis.StateReportCards ??= {});
  home.laws = Object.freeze({ book, counted, digits, element, listed, longDate, ordinal, read, saidInFull });
})();
