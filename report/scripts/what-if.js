// "What would a bill change?": the answers of a card, changed by the reader and scored by scoring.js.
(() => {
  const panel = document.getElementById("what-if");
  if (!panel) return;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const rules = read("rules");
  const law = read("law");
  const words = rules.words;
  const { menus, scoring, words: say } = StateReportCards;

  // Scored as amended by the bill, and placed among the others.
  const standing = (changes) => {
    const result = scoring.score(rules, changes ? scoring.amended(rules, law, changes) : law);
    return { ...result, rank: law.ranked ? scoring.rank(result.score, law.others) : null, of: law.others.length + 1 };
  };

  const controls = [...panel.querySelectorAll("[data-variable]")];
  const showWhole = controls.filter((control) => control.tagName === "SELECT").map(menus.follow);
  const valueOf = (control) => {
    if (control.tagName === "SELECT") return control.value;
    const chosen = [...control.querySelectorAll("input:checked")].map((box) => box.value);
    if (chosen.includes(words.not_coded)) return words.not_coded;
    // In the order of the data, so that the law's own answers do not look like a change.
    return chosen.length ? chosen.sort().join(words.separator) : words.empty;
  };

  const proposed = () => Object.fromEntries(controls.map((control) => [control.dataset.variable, valueOf(control)]));

  const inWords = (result) => say.result(rules, result);

  const before = standing(null);
  const cell = (text, kind, header) => {
    const made = document.createElement(header ? "th" : "td");
    made.textContent = text;
    if (header) made.scope = "row";
    if (kind) made.className = kind;
    return made;
  };
  const shown = (points) => (points === null ? "–" : say.digits(points));

  const update = () => {
    const after = standing(proposed());
    const changed = controls.filter((control) => valueOf(control) !== control.dataset.value);
    for (const control of controls) control.classList.toggle("changed", changed.includes(control));

    const look = rules.grades.find((grade) => grade.letter === after.grade) || rules.statuses[after.status];
    const chip = document.getElementById("if-chip");
    chip.textContent = after.grade || look.symbol || "";
    chip.style.background = look.fill;
    chip.style.color = look.ink;
    chip.style.borderColor = look.ink;

    let sentence = `${inWords(after)}.`;
    if (changed.length === 0 && before.status === after.status) sentence = `The law as it is: ${sentence}`;
    else {
      const many = changed.length === 0 ? "A first law that says nothing yet" : `With ${changed.length} ${changed.length === 1 ? "change" : "changes"}`;
      const gain = before.score !== null && after.score !== null ? ` ${say.signed(after.score - before.score)}.` : "";
      sentence = `${many}: ${sentence}${gain} Now: ${inWords(before)}.`;
    }
    if (after.capped) sentence += ` Ceiling: ${after.ceiling.reason}`;
    document.getElementById("if-words").textContent = sentence;

    const rows = rules.categories.map((category, place) => {
      const [was, is] = [before.categories[place], after.categories[place]];
      const change = was === null || is === null ? null : is - was;
      const row = document.createElement("tr");
      const kind = change > 0 ? "n up" : change < 0 ? "n down" : "n";
      const moved = change === null || change === 0 ? "" : say.signed(change);
      row.append(cell(category.title, "", true), cell(shown(was), "n"), cell(shown(is), "n"), cell(moved, kind), cell(say.digits(category.maximum), "n"));
      return row;
    });
    document.getElementById("if-rows").replaceChildren(...rows);

    const sets = changed.map((control) => ` --set '${control.dataset.variable}=${valueOf(control)}'`).join("");
    document.getElementById("if-command").textContent = `report-cards what-if ${law.code}${sets}`;
    for (const name of ["status", "score", "low", "high", "grade", "rank", "coded"]) panel.dataset[name] = after[name] ?? "";
    panel.dataset.categories = JSON.stringify(after.categories);
  };

  panel.querySelector("form").addEventListener("change", (event) => {
    const group = event.target.closest(".many");
    if (group) {
      const unseen = group.querySelector(`input[value="${CSS.escape(words.not_coded)}"]`);
      for (const box of group.querySelectorAll("input")) {
        if (box !== unseen) box.disabled = unseen.checked;
      }
    }
    update();
  });
  panel.querySelector("form").addEventListener("reset", () => setTimeout(() => {
    for (const box of panel.querySelectorAll(".many input")) {
      const group = box.closest(".many");
      box.disabled = box.value !== words.not_coded && group.dataset.value === words.not_coded;
    }
    for (const show of showWhole) show();
    update();
  }));
  panel.hidden = false;
  for (const link of document.querySelectorAll(".needs-script")) link.hidden = false;
  update();
})();
