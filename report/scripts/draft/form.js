// The questions of a draft: each folds open to its answers, as sentences with their points. Built anew for another law or start.
(() => {
  "use strict";
  const { amending, bill, scoring, words } = StateReportCards;

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // One answer to choose: a radio button, or a box where several can be given.
  const choice = (kind, name, value, chosen, text, points) => {
    const input = element("input");
    Object.assign(input, { type: kind, name, value, checked: chosen });
    const worth = points === null ? [] : [" ", element("span", "quiet", words.counted(points, "point"))];
    return element("label", "", input, element("span", "", text, ...worth));
  };

  const choices = (data, start, question, value) => {
    const { not_coded: unseen, separator, empty } = data.rules.words;
    const item = amending.itemOf(data, question.variable);
    const worth = (answer) => (item ? scoring.worth(data.rules, item, answer) : null);
    const name = `answer-${question.variable}`;
    const leave = start.answers[question.variable] === unseen;
    const open = leave ? [choice(question.multiple ? "checkbox" : "radio", name, unseen, value === unseen, "Leave it as it is: no text was seen.", null)] : [];
    if (!question.multiple) {
      return [...question.answers.map((one) => choice("radio", name, one.id, one.id === value, one.statement, worth(one.id))), ...open];
    }
    const given = value === unseen || value === empty ? [] : value.split(separator);
    const boxes = question.answers.map((one) => choice("checkbox", name, one.id, given.includes(one.id), words.capital(one.statement), null));
    for (const box of boxes) box.firstChild.disabled = value === unseen;
    return [...boxes, ...open];
  };

  const block = (data, start, question, value) => {
    const legend = element("legend", "visually-hidden", question.question);
    const asked = element("span", "asked", question.question);
    const summary = element("summary", "", asked, " ", element("span", "said"), " ", element("span", "worth"));
    const made = element("details", "question", summary, element("fieldset", "", legend, ...choices(data, start, question, value)));
    made.dataset.variable = question.variable;
    return made;
  };

  // What the controls of a question say, as the data would hold it.
  const valueOf = (data, details) => {
    const { not_coded: unseen, separator, empty } = data.rules.words;
    const chosen = [...details.querySelectorAll("input:checked")].map((input) => input.value);
    if (details.querySelector("input[type=radio]")) return chosen[0];
    if (chosen.includes(unseen)) return unseen;
    return chosen.sort().join(separator) || empty;
  };

  // The folded line of a question: its answer, what that earns, and whether the bill changes it.
  const tell = (data, start, details) => {
    const { variable } = details.dataset;
    const value = valueOf(data, details);
    const item = amending.itemOf(data, variable);
    const points = item && scoring.worth(data.rules, item, value);
    const unseen = value === data.rules.words.not_coded;
    const changed = value !== start.answers[variable];
    details.classList.toggle("changed", changed);
    details.querySelector(".said").textContent = `${changed ? "Changed: " : ""}${unseen ? "No text was seen." : bill.statement(data, variable, value)}`;
    details.querySelector(".worth").textContent = !item ? "no points" : unseen ? `? of ${words.digits(item.maximum)}` : `${words.digits(points)} of ${words.digits(item.maximum)}`;
    for (const box of details.querySelectorAll("input[type=checkbox]")) {
      if (box.value !== data.rules.words.not_coded) box.disabled = unseen;
    }
  };

  // Put the questions into a box: those with an answer first; those that no text answers folded away together.
  const show = (data, start, answers, box) => {
    const unseen = data.rules.words.not_coded;
    const value = (question) => answers[question.variable] ?? start.answers[question.variable];
    const made = data.questions.map((question) => [start.answers[question.variable] === unseen, block(data, start, question, value(question))]);
    const known = made.filter(([open]) => !open).map(([, one]) => one);
    const rest = made.filter(([open]) => open).map(([, one]) => one);
    const group = element("details", "unseen");
    const count = words.counted(rest.length, "question");
    group.append(element("summary", "", `${count} that nothing we saw answers`), element("p", "quiet", "Read the law first: it may say so already. What the bill answers here no longer hangs on that."), ...rest);
    box.replaceChildren(...known, ...(rest.length ? [group] : []));
    group.open = rest.some((one) => valueOf(data, one) !== unseen);
    for (const [, one] of made) tell(data, start, one);
  };

  StateReportCards.form = Object.freeze({ element, show, tell, valueOf });
})();
