// The drafting page: whose law, which answers, what they score, and the bill. Its whole state stands in the address, behind the
// mark `#`, so that no server hears of it, and is replaced there, so that it leaves no trail in the history.
(() => {
  "use strict";
  const source = document.getElementById("draft-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const { amending, bill, form, takeAway, words } = StateReportCards;
  const at = (id) => document.getElementById(id);
  const state = { code: "", fresh: false, answers: {} };

  const start = () => amending.startFrom(data, state.code, state.fresh);
  

  // #law=NE&set=hearing:not_required&set=…; `own=1` for a law of its own.
  const write = () => {
    const sets = Object.entries(state.answers).map(([variable, answer]) => `&set=${encodeURIComponent(variable)}:${encodeURIComponent(answer)}`);
    const own = state.fresh && !data.laws[state.code].new ? "&own=1" : "";
    history.replaceState(null, "", state.code ? `#law=${encodeURIComponent(state.code)}${own}${sets.join("")}` : "#");
  };

  // What of an address is known here; whatever else it says is left out.
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const code = given.get("law") ?? "";
    if (!Object.hasOwn(data.laws, code)) return false;
    Object.assign(state, { code, fresh: given.get("own") === "1", answers: {} });
    for (const pair of given.getAll("set")) {
      const [variable, answer = ""] = [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)];
      if (isAnswer(variable, answer)) state.answers[variable] = answer;
    }
    return true;
  };
  const isAnswer = (variable, answer) => {
    const question = data.questions.find((one) => one.variable === variable);
    if (!question) return false;
    const known = question.answers.map((one) => one.id);
    if (!question.multiple) return known.includes(answer);
    const parts = answer.split(data.rules.words.separator);
    return answer === data.rules.words.empty || (parts.every((part) => known.includes(part)) && new Set(parts).size === parts.length);
  };

  const button = (text, press) => {
    const made = form.element("button", "", text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  };

  const choose = (change) => {
    Object.assign(state, change);
    build();
  };

  // From which answers to start, for the law chosen.
  const starts = () => {
    const law = data.laws[state.code];
    const listed = law.new ? [] : [button("The law as it is", () => choose({ fresh: false, answers: {} }))];
    listed.push(button(law.new ? "Nothing: a first law" : "Nothing: a law of its own", () => choose({ fresh: true, answers: {} })));
    for (const one of law.bills) listed.push(button(`${one.bill} (${one.year})`, () => choose({ fresh: false, answers: { ...one.answers } })));
    listed.push(button("The ideal: every clause", () => choose({ answers: amending.lacking(data, start()) })));
    at("draft-starts").replaceChildren(...listed);
    const told = law.bills.map((one) => form.element("li", "", form.element("b", "", `${one.bill} (${one.year}). `), one.words));
    at("draft-bills").replaceChildren(...told);
  };

  // The fewest further changes to each grade above the one the draft has.
  const ways = () => {
    const found = Object.entries(amending.fewest(data, start(), state.answers));
    const made = found.map(([letter, change]) =>
      button(`${letter}: ${words.counted(Object.keys(change).length, "change")} more`, () => choose({ answers: { ...state.answers, ...change } })));
    at("draft-ways").replaceChildren(...made);
    at("draft-no-way").hidden = made.length > 0;
    return found.length;
  };

  const tellResult = (record) => {
    const { after } = record;
    const look = data.rules.grades.find((grade) => grade.letter === after.grade) ?? data.rules.statuses[after.status];
    const chip = at("draft-chip");
    chip.textContent = after.grade || look.symbol || "";
    chip.style.background = look.fill;
    chip.style.color = look.ink;
    at("draft-words").textContent = record.lead[1];
    const top = after.grade === data.rules.grades[0].letter;
    at("draft-no-way").textContent = top
      ? "There is no higher grade."
      : "No changes to answers that were seen lead to a grade; start from the ideal, or read the law first.";
    for (const name of ["status", "score", "low", "high", "grade", "rank"]) at("draft").dataset[name] = after[name] ?? "";
  };

  const tellBill = (record) => {
    const { element } = form;
    const clause = (one) => element("div", one.open ? "clause open" : "clause", element("p", "", element("b", "", one.label), ` ${one.text}`), element("ul", "notes", ...one.notes.map((note) => element("li", "", note))));
    const sections = record.sections.map((section) => element("section", "", element("h3", "", section.heading), ...section.clauses.map(clause)));
    at("draft-bill").replaceChildren(element("h2", "", record.title), ...record.lead.map((text) => element("p", "", text)), ...sections, element("p", "quiet", record.foot));
    const sets = Object.entries(record.made).map(([variable, answer]) => ` --set '${variable}=${answer}'`);
    const own = state.fresh && !data.laws[state.code].new ? " --new" : "";
    at("draft-command").textContent = `report-cards draft ${state.code}${own}${sets.join("")}`;
    at("draft-command").parentElement.hidden = sets.length === 0;
  };

  let record = null;
  const update = () => {
    record = bill.record(data, state.code, start(), state.answers);
    state.answers = record.made;
    tellResult(record);
    ways();
    tellBill(record);
    write();
  };

  const build = () => {
    at("draft-law").value = state.code;
    at("draft").hidden = !state.code;
    if (!state.code) return;
    starts();
    form.show(data, start(), state.answers, at("draft-questions"));
    update();
  };

  const save = (content, type, ending) => {
    const link = form.element("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = `draft-${state.code}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  // Where the browser keeps its clipboard from a page, as over plain HTTP, the older way: select and copy.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = form.element("textarea", "visually-hidden");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    at("draft-done").textContent = "Copied.";
  };

  at("draft-questions").addEventListener("change", (event) => {
    const details = event.target.closest(".question");
    state.answers = { ...state.answers, [details.dataset.variable]: form.valueOf(data, details) };
    form.tell(data, start(), details);
    update();
  });
  at("draft-law").addEventListener("change", (event) => choose({ code: event.target.value, fresh: false, answers: {} }));
  const presses = {
    "copy-text": () => copy(takeAway.plain(record)),
    "copy-markdown": () => copy(takeAway.markdown(record)),
    "save-markdown": () => save(takeAway.markdown(record), "text/markdown", "md"),
    "save-word": () => save(takeAway.docx(record), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    print: () => print(),
  };
  at("draft-tools").addEventListener("click", (event) => presses[event.target.dataset.press]?.());
  addEventListener("hashchange", () => (read() ? build() : write()));

  at("draft-chooser").hidden = false;
  at("draft-needs").hidden = true;
  read();
  build();
})();
