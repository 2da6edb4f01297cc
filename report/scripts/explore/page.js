// The explorer: what is chosen, and everything that follows from it at once.
(() => {
  "use strict";

  const start = () => {
    const { laws, scoring } = StateReportCards;
    const { address, coloring, days, detail, download, filters, picture, table, timeline, weights } = StateReportCards.explore;
    const { counted, element, listed, longDate } = laws;
    const at = (id) => document.getElementById(id);
    if (!at("explorer")) return;
    const data = laws.read("explorer-data");
    const book = laws.book(data);
    const groups = filters.groupsOf(data);
    const first = days.firstDay(data);
    const asked = address.asked(data);
    let chosen = address.fresh(data);
    let problem = "";

    const change = (changes) => {
      chosen = { ...chosen, ...changes };
      problem = "";
      update();
    };

    // The rows of the chosen day with their standings under the chosen weights.
    const rowsNow = () => {
      const rows = days.lawsOn(data, book, chosen.on);
      const results = scoring.standings(data.rules, Object.fromEntries(rows.map((row) => [row.place.code, row.law])), chosen.weights ?? undefined);
      return rows.map((row) => ({ ...row, result: results[row.place.code] }));
    };

    const standingWords = ({ place, result }) => `${place.name}: ${StateReportCards.words.result(data.rules, result)}`;

    // What is asked, in words: one piece for each group in use.
    const inUse = () => groups.map((group) => ({ group, values: filters.chosenOf(chosen, group) })).filter(({ values }) => values.length > 0)
      .map(({ group, values }) => ({ group, words: listed(group.options.filter((option) => values.includes(option.value)).map((option) => option.label), "or") }));

    const setGroup = (group, values) => {
      if (group.question === undefined) change({ [group.key]: values });
      else change({ answers: { ...chosen.answers, [group.key]: values } });
    };
    const boxes = filters.build(data, groups, (group, value, ticked) => {
      const others = filters.chosenOf(chosen, group).filter((one) => one !== value);
      setGroup(group, ticked ? [...others, value] : others);
    });
    at("filters").replaceChildren(...boxes.parts);

    const colors = at("color");
    const optionsOf = (pairs) => pairs.map(([value, text]) => element("option", { value, text }));
    colors.append(
      element("optgroup", { label: "Standing" }, ...optionsOf([["grade", "Grade"], ["score", "Score"]])),
      element("optgroup", { label: "Points of a category" }, ...optionsOf(data.rules.categories.map((one) => [`c.${one.id}`, one.title]))),
      element("optgroup", { label: "Answers to a question" }, ...optionsOf(asked.map((one) => [`q.${one.id}`, one.words]))),
    );
    colors.addEventListener("change", () => change({ color: colors.value }));
    const showColor = StateReportCards.menus.follow(colors);

    const [edition, day, year] = [at("edition"), at("day"), at("year")];
    edition.append(...optionsOf([...data.editions].reverse().map(([id, on]) => [on, `Edition ${id}: ${longDate(on)}`])), element("option", { value: "", text: "Another day" }));
    edition.addEventListener("change", () => (edition.value ? change({ on: edition.value }) : day.focus()));
    [day.min, day.max] = [first, data.until];
    day.addEventListener("change", () => {
      if (address.isDay(day.value) && day.value >= first && day.value <= data.until) change({ on: day.value });
      else {
        problem = `The data reach from ${longDate(first)} to ${longDate(data.until)}.`;
        update();
      }
    });
    [year.min, year.max] = [first.slice(0, 4), data.until.slice(0, 4)];
    year.addEventListener("input", () => {
      const on = `${year.value}${data.until.slice(4)}`;
      change({ on: address.isDay(on) ? on : `${year.value}-01-01` });
    });

    const scales = weights.build(data, (found) => {
      if (found !== undefined) change({ weights: found });
      else {
        problem = "A weight is a number from 0 to 1,000, and one of them is more than 0. The last good ones are in use.";
        at("weights-words").textContent = problem;
      }
    });
    at("weights-lines").replaceChildren(...scales.lines);
    at("weights-reset").addEventListener("click", () => change({ weights: null }));
    at("see-weights").addEventListener("click", () => (at("weights").open = true));
    at("clear").addEventListener("click", () => {
      change({ answers: {}, grade: [], status: [], region: [] });
      at("count").focus();
    });

    const open = (code) => {
      const same = chosen.at === code;
      change({ at: same ? "" : code });
      const name = at("detail-name");
      if (!same && name) {
        name.focus({ preventScroll: true });
        name.scrollIntoView({ block: "nearest" });
      }
    };
    const close = () => {
      const tile = pictures.tile(chosen.at);
      change({ at: "" });
      tile?.focus();
    };
    let words = {};
    const point = (code) => (at("pointed").textContent = words[code] ? `${words[code]}.` : "Point at a state, or choose one, to read its law.");
    const pictures = picture.build(data, at("grid"), at("map"), open, point);

    // The questions that the reader asks about: those filtered by, and the one that colors.
    const inPlay = () => {
      const used = inUse().map(({ group }) => group.question).filter((question) => question !== undefined);
      const colored = data.questions.findIndex((question) => `q.${question.id}` === chosen.color);
      return [...new Set([...used, ...(colored < 0 ? [] : [colored])])];
    };
    const passing = () => rowsNow().filter((row) => filters.passes(book, chosen, groups, row));
    at("download").addEventListener("click", () => {
      const text = download.csv({ data, book, rows: table.sorted(passing(), chosen.sort), questions: inPlay(), day: chosen.on, own: chosen.weights !== null });
      download.save(text, `laws-${chosen.on}.csv`);
    });

    const drawTable = (rows, looks) => {
      const sorts = (by) => {
        const down = chosen.sort.by === by ? !chosen.sort.down : by === "score";
        change({ sort: { by, down } });
        at("table").querySelector(`[data-sort="${by}"]`)?.focus();
      };
      at("table").replaceChildren(...table.draw({ data, book, rows, questions: inPlay(), looks, sort: chosen.sort, sorts, opened: open }));
    };

    const drawChips = () => {
      const chips = inUse().map(({ group, words: said }) => element("li", {}, element("button", {
        type: "button", class: "filter", "aria-label": `Remove the filter ${group.words} ${said}`,
        on: { click: () => { setGroup(group, []); at("count").focus(); } },
      }, element("span", { class: "asks", text: group.words }), ` ${said} `, element("span", { class: "cross", "aria-hidden": "true", text: "×" }))));
      at("chips").replaceChildren(...chips);
      at("clear").hidden = chips.length < 2;
      at("filters-count").textContent = chips.length ? ` (${counted(chips.length, "filter")} on)` : "";
    };

    const drawKey = (found) => {
      const entries = coloring.legend(data, found).map((look) => {
        const swatch = element("span", { class: look.fill ? "swatch" : "swatch plain", text: look.sign });
        swatch.style.backgroundColor = look.fill ?? "";
        swatch.style.color = look.ink ?? "";
        return element("li", {}, swatch, element("span", { text: look.label }), element("span", { class: "of", text: String(look.count) }));
      });
      if (found.some((look) => look.sign.endsWith("*"))) entries.push(element("li", {}, element("span", { class: "swatch plain", text: "*" }), element("span", { text: "provisional" })));
      if (found.length < data.places.length) entries.push(element("li", {}, element("span", { class: "swatch out" }), element("span", { text: "filtered out" }), element("span", { class: "of", text: String(data.places.length - found.length) })));
      at("legend").replaceChildren(...entries);
    };

    const drawDetail = (rows) => {
      const row = rows.find((one) => one.place.code === chosen.at);
      at("detail").hidden = !row;
      at("detail").replaceChildren(...(row ? detail.draw({ data, book, row, words: standingWords(row), closed: close }) : []));
    };

    const drawTimeline = (rows) => {
      const drawn = timeline.draw({ data, rows, first, day: chosen.on });
      at("timeline-years").replaceChildren(...drawn.years);
      at("timeline-rows").replaceChildren(...drawn.lines);
      at("timeline-rows").style.setProperty("--day", drawn.day);
    };

    const update = () => {
      const rows = rowsNow();
      const passing = rows.filter((row) => filters.passes(book, chosen, groups, row));
      const found = coloring.looks(data, book, passing, chosen.color, chosen.weights);
      const looks = Object.fromEntries(passing.map((row, place) => [row.place.code, found[place]]));
      const extra = (row) => (looks[row.place.code] ? (chosen.color === "grade" || chosen.color === "score" ? "" : `. ${looks[row.place.code].words}`) : ". Filtered out");
      words = Object.fromEntries(rows.map((row) => [row.place.code, `${standingWords(row)}${extra(row)}`]));

      at("count").querySelector("strong").textContent = `${passing.length} of ${rows.length}`;
      const uses = inUse();
      const noun = rows.length === 1 ? "jurisdiction" : "jurisdictions";
      at("count-words").textContent = uses.length === 0 ? `${noun}. Tick answers to narrow them down.` : `${noun} ${passing.length === 1 ? "passes" : "pass"} ${uses.length === 1 ? "this filter" : uses.length === 2 ? "both filters" : `all ${uses.length} filters`}.`;
      at("map-title").textContent = `Map colored by ${colors.querySelector(`option[value="${CSS.escape(chosen.color)}"]`).textContent}: ${passing.length} of ${rows.length} ${noun} ${passing.length === 1 ? "is" : "are"} colored. The tiles say the same for each.`;
      boxes.update(chosen, filters.counts(book, chosen, groups, rows));
      drawChips();
      drawKey(found);
      pictures.update(looks, words, chosen.at);
      point("");
      drawDetail(rows);
      drawTable(passing, looks);
      at("nothing").hidden = passing.length > 0;
      at("table-box").hidden = passing.length === 0;
      at("download").hidden = passing.length === 0;
      drawTimeline(passing);

      colors.value = chosen.color;
      showColor();
      edition.value = data.editions.some(([, on]) => on === chosen.on) ? chosen.on : "";
      [day.value, year.value] = [chosen.on, chosen.on.slice(0, 4)];
      year.setAttribute("aria-valuetext", longDate(chosen.on));
      at("day-now").textContent = longDate(chosen.on);
      at("day-words").replaceChildren(...days.inWords(data, rows, chosen.on).map((text) => element("li", { text })));
      scales.update(chosen.weights);
      at("weights-words").textContent = chosen.weights ? "Scores, grades and ranks on this page follow your weights, not the published ones." : "";
      at("weights-reset").hidden = !chosen.weights;
      at("own").hidden = !chosen.weights;
      at("own-words").textContent = chosen.weights ? weights.inWords(data, chosen.weights) : "";
      at("problem").textContent = problem;
      keep();
    };

    // Replaced, never added: a reader in a hurry leaves no trail of choices.
    const keep = () => {
      const text = address.write(chosen, data);
      if (location.hash.slice(1) !== text) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    };
    const readAddress = () => {
      const { chosen: asks, wrong } = address.parse(location.hash.slice(1), data, first);
      chosen = asks;
      problem = wrong.length ? "A part of the address means nothing here and was left out." : "";
      update();
    };
    addEventListener("hashchange", () => {
      // A link to a part of this page: the reader goes there, and the address holds the choice again.
      if (document.getElementById(location.hash.slice(1))) keep();
      else readAddress();
    });

    at("explorer").hidden = false;
    readAddress();
    if (chosen.at) at("detail").scrollIntoView({ block: "nearest" });
    if (matchMedia("(min-width: 62rem)").matches) at("filter-panel").open = true;
  };

  document.addEventListener("DOMContentLoaded", start);
})();
