// "What would a bill change?": the rubric applied in the browser, with the same numbers as the command line.
(() => {
  const panel = document.getElementById("what-if");
  if (!panel) return;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const rules = read("rules");
  const law = read("law");
  const words = rules.words;
  const minus = "−";

  // Halves go up; the inner rounding takes away the noise of decimal points, as the report's own scoring does.
  const roundHalfUp = (value) => Math.floor(Math.round(value * 1e9) / 1e9 + 0.5);
  const number = (value) => String(Math.round(value * 1e4) / 1e4).replace("-", minus);
  const signed = (value) => (value > 0 ? `+${number(value)}` : value < 0 ? number(value) : "±0");
  const ordinal = (n) => {
    const ending = n % 100 >= 10 && n % 100 <= 20 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[n % 10] || "th";
    return `${n}${ending}`;
  };

  const worth = (item, value) => {
    if (value === words.not_coded) return null;
    if (item.points) return item.points[value];
    const count = value === words.empty ? 0 : value.split(words.separator).length;
    return Math.max(0, item.start + item.each * count);
  };

  const letter = (score) => rules.grades.find((grade) => score >= grade.minimum) || rules.grades[rules.grades.length - 1];

  const score = (answers) => {
    let earned = 0;
    let coded = 0;
    let shown = 0;
    let could = 0;
    // What the bill changes rests on its words; everything else on what the law's own answer rests on today.
    const onText = (variable) => answers[variable] !== law.answers[variable] || law.on_text[variable] === true;
    const categories = rules.categories.map((category) => {
      let points = null;
      for (const item of category.items) {
        const value = worth(item, answers[item.variable]);
        if (value === null) continue;
        points = (points || 0) + value;
        coded += item.maximum;
        if (onText(item.variable)) {
          shown += value;
          could += item.maximum;
        }
      }
      earned += points || 0;
      return points;
    });
    // The upper end is capped only where a text shows the answer, the lower end also where no text shows another.
    let [cap, capLow, capHigh] = [Infinity, Infinity, Infinity];
    for (const rule of rules.ceilings) {
      const value = answers[rule.variable];
      const certain = value !== words.not_coded && onText(rule.variable);
      if (value === rule.value) cap = Math.min(cap, rule.max_score);
      if (value === rule.value || !certain) capLow = Math.min(capLow, rule.max_score);
      if (value === rule.value && certain) capHigh = Math.min(capHigh, rule.max_score);
    }
    const exact = coded > 0 ? Math.min((rules.maximum * earned) / coded, cap) : NaN;
    const low = roundHalfUp(Math.min(shown, capLow));
    const high = roundHalfUp(Math.min(shown + (rules.maximum - could), capHigh));
    const exists = answers[words.existence];
    let status = "graded";
    if (!exists || exists === words.not_coded) status = "unknown";
    else if (exists === words.no_law) status = "no_law";
    else if (coded === 0 || coded < rules.minimum_points_coded) status = "insufficient";
    else if (law.unread || letter(low).letter !== letter(high).letter) status = "provisional";
    const scored = status === "graded" || status === "provisional";
    const missing = status === "unknown" || status === "no_law";
    const printed = scored ? roundHalfUp(exact) : null;
    return {
      status,
      score: printed,
      low: scored || status === "insufficient" ? low : null,
      high: scored || status === "insufficient" ? high : null,
      grade: scored ? letter(printed).letter : "",
      rank: scored && law.ranked ? 1 + law.others.filter((other) => other > printed).length : null,
      capped: (scored || status === "insufficient") && cap < Infinity,
      coded,
      categories: missing ? categories.map(() => null) : categories,
    };
  };

  const controls = [...panel.querySelectorAll("[data-variable]")];
  const valueOf = (control) => {
    if (control.tagName === "SELECT") return control.value;
    const chosen = [...control.querySelectorAll("input:checked")].map((box) => box.value);
    if (chosen.includes(words.not_coded)) return words.not_coded;
    // In the order of the data, so that the law's own answers do not look like a change.
    return chosen.length ? chosen.sort().join(words.separator) : words.empty;
  };

  const proposed = () => {
    const answers = { ...law.answers, [words.existence]: words.exists };
    for (const control of controls) answers[control.dataset.variable] = valueOf(control);
    return answers;
  };

  const inWords = (result) => {
    const label = rules.statuses[result.status].label;
    if (result.score === null) {
      const bounds = result.low === null ? "" : `, the score lies between ${result.low} and ${result.high}`;
      return `${label}${bounds}`;
    }
    const hedge = result.status === "provisional" ? `, provisional (${result.low} to ${result.high})` : "";
    const place = result.rank === null ? "" : `, ${ordinal(result.rank)} of ${law.others.length + 1}`;
    return `${result.score} points, ${result.grade}${hedge}${place}`;
  };

  const before = score(law.answers);
  const cell = (text, kind, header) => {
    const made = document.createElement(header ? "th" : "td");
    made.textContent = text;
    if (header) made.scope = "row";
    if (kind) made.className = kind;
    return made;
  };
  const shown = (points) => (points === null ? "–" : number(points));

  const update = () => {
    const answers = proposed();
    const after = score(answers);
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
      const gain = before.score !== null && after.score !== null ? ` ${signed(after.score - before.score)}.` : "";
      sentence = `${many}: ${sentence}${gain} Now: ${inWords(before)}.`;
    }
    if (after.capped) {
      const hit = rules.ceilings.filter((one) => answers[one.variable] === one.value);
      sentence += ` Ceiling: ${hit.sort((a, b) => a.max_score - b.max_score)[0].reason}`;
    }
    document.getElementById("if-words").textContent = sentence;

    const rows = rules.categories.map((category, place) => {
      const [was, is] = [before.categories[place], after.categories[place]];
      const change = was === null || is === null ? null : is - was;
      const row = document.createElement("tr");
      const kind = change > 0 ? "n up" : change < 0 ? "n down" : "n";
      const moved = change === null || change === 0 ? "" : signed(change);
      row.append(cell(category.title, "", true), cell(shown(was), "n"), cell(shown(is), "n"), cell(moved, kind), cell(number(category.maximum), "n"));
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
    update();
  }));
  panel.hidden = false;
  for (const link of document.querySelectorAll(".needs-script")) link.hidden = false;
  update();
})();
