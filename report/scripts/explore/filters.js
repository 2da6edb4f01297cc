// The filters: which rows they let through, how many each answer would, and the boxes to tick.
//
// row      a row of `days.lawsOn` with `result`, its standing; groups  [{ key, question, words, options: [{ value, label }] }]
(() => {
  "use strict";

  const groupsOf = (data) => {
    const { allowed, asked, options } = StateReportCards.explore.address;
    const known = allowed(data);
    const plain = [
      { key: "grade", words: "Grade", options: known.grade.map((value) => ({ value, label: value })) },
      { key: "status", words: "How sure", options: known.status.map((value) => ({ value, label: data.rules.statuses[value].label })) },
      { key: "region", words: "Region", options: known.region.map((value) => ({ value, label: value })) },
    ];
    const labelled = (question, value) => {
      const found = question.values.find(([id]) => id === value);
      return { value, label: found ? found[1] : "None" };
    };
    const questions = asked(data).map((question) => ({
      key: question.id,
      question: data.questions.indexOf(question),
      category: question.category,
      words: question.words,
      options: options(data, question).map((value) => labelled(question, value)),
    }));
    return [...plain, ...questions];
  };

  // What a row has of a group: the values that a filter may ask for. None where the question does not arise.
  const valuesOf = (book, row, group) => {
    if (group.question === undefined) {
      if (group.key === "region") return [row.place.region];
      return group.key === "grade" ? [row.result.grade] : [row.result.status];
    }
    return book.asks(row.version) ? book.answer(row.version, group.question).parts : [];
  };

  const chosenOf = (chosen, group) => (group.question === undefined ? chosen[group.key] : chosen.answers[group.key] || []);

  // Several answers to one question: any of them. Several questions: all of them.
  const passes = (book, chosen, groups, row, but = null) =>
    groups.every((group) => {
      const wanted = chosenOf(chosen, group);
      return group === but || wanted.length === 0 || valuesOf(book, row, group).some((value) => wanted.includes(value));
    });

  // For each group and option, how many rows would pass if that option were the only one of its group.
  const counts = (book, chosen, groups, rows) =>
    groups.map((group) => {
      const others = rows.filter((row) => passes(book, chosen, groups, row, group)).map((row) => valuesOf(book, row, group));
      return group.options.map(({ value }) => others.filter((values) => values.includes(value)).length);
    });

  // The boxes. `changed(group, value, ticked)` hears of every tick.
  const build = (data, groups, changed) => {
    const { element } = StateReportCards.laws;
    const shown = groups.map((group, number) => {
      const boxes = group.options.map(({ value, label }) => {
        const box = element("input", { type: "checkbox", value, on: { change: (event) => changed(group, value, event.target.checked) } });
        const count = element("span", { class: "of" });
        return { box, count, line: element("label", { class: "option" }, box, element("span", { class: "name", text: label }), count) };
      });
      const field = element("fieldset", { class: "group", "data-key": group.key }, element("legend", { text: group.words }), ...boxes.map((one) => one.line));
      return { group, number, boxes, field };
    });
    const category = (id) => data.rules.categories.find((one) => one.id === id)?.title ?? "Also asked";
    const parts = [];
    let last = null;
    for (const one of shown) {
      if (one.group.question !== undefined && one.group.category !== last) {
        last = one.group.category;
        parts.push(element("h2", { class: "category-name", text: category(last) }));
      }
      parts.push(one.field);
    }
    const update = (chosen, numbers) => {
      for (const { group, number, boxes } of shown) {
        boxes.forEach(({ box, count, line }, place) => {
          box.checked = chosenOf(chosen, group).includes(box.value);
          const many = numbers[number][place];
          count.textContent = String(many);
          line.classList.toggle("none", many === 0 && !box.checked);
        });
      }
    };
    return { parts, update };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.filters = Object.freeze({ build, chosenOf, counts, groupsOf, passes, valuesOf });
})();
