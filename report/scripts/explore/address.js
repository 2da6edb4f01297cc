// What the reader has chosen, and the address that holds it. Behind "#", so that no server ever hears of it.
//
// chosen   { answers: { question: [values] }, grade: [], status: [], region: [], on: ISO date, color, weights: null | { category: number },
//            sort: { by, down }, at: code or "" }
(() => {
  "use strict";
  const PLAIN = ["grade", "status", "region"];
  const SORTS = ["name", "score", "rank", "region"];
  const MOST = 1000;

  const published = (data) => Object.fromEntries(data.rules.categories.map((category) => [category.id, category.maximum]));

  const isDay = (text) => {
    const day = new Date(`${text}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
  };

  // What a fresh page shows.
  const fresh = (data) => ({
    answers: {}, grade: [], status: [], region: [], on: data.until, color: "grade", weights: null, sort: { by: "name", down: false }, at: "",
  });

  // What may be chosen from, by the name that the address gives it.
  const allowed = (data) => ({
    grade: data.rules.grades.map((grade) => grade.letter),
    status: data.statuses,
    region: [...new Set(data.places.map((place) => place.region))].sort(),
    at: data.places.map((place) => place.code),
    color: ["grade", "score", ...data.rules.categories.map((one) => `c.${one.id}`), ...asked(data).map((one) => `q.${one.id}`)],
  });

  // The questions that a reader may ask: all but whether there is a law, which is what the status says.
  const asked = (data) => data.questions.filter((question) => question.id !== data.rules.words.existence);

  // The values that a question may be filtered by.
  const options = (data, question) => [
    ...(question.multiple ? [data.rules.words.empty] : []), ...question.answers, data.rules.words.not_coded,
  ];

  // From the text after "#": what it asks for, and the parts that mean nothing here.
  const parse = (text, data, first) => {
    const chosen = fresh(data);
    const known = allowed(data);
    const wrong = [];
    const weights = {};
    for (const [key, value] of new URLSearchParams(text)) {
      const question = key.startsWith("q.") ? asked(data).find((one) => one.id === key.slice(2)) : null;
      if (question && options(data, question).includes(value)) {
        const values = (chosen.answers[question.id] ??= []);
        if (!values.includes(value)) values.push(value);
      } else if (PLAIN.includes(key) && known[key].includes(value)) {
        if (!chosen[key].includes(value)) chosen[key].push(value);
      } else if (key === "on" && isDay(value) && value >= first && value <= data.until) chosen.on = value;
      else if (key === "edition" && data.editions.some(([id]) => id === value)) [, chosen.on] = data.editions.find(([id]) => id === value);
      else if ((key === "color" || key === "at") && known[key].includes(value)) chosen[key] = value;
      else if (key === "sort" && SORTS.includes(value.replace(/^-/, ""))) chosen.sort = { by: value.replace(/^-/, ""), down: value.startsWith("-") };
      else if (key.startsWith("w.") && Object.hasOwn(published(data), key.slice(2)) && isWeight(value)) weights[key.slice(2)] = Number(value);
      else wrong.push(`${key}=${value}`);
    }
    if (Object.keys(weights).length) {
      const all = { ...published(data), ...weights };
      if (Object.values(all).some((weight) => weight > 0)) chosen.weights = all;
      else wrong.push("w.");
    }
    return { chosen, wrong };
  };

  const isWeight = (text) => /^\d{1,4}(\.\d{1,3})?$/.test(text) && Number(text) <= MOST;

  // The text after "#"; "" where nothing is chosen.
  const write = (chosen, data) => {
    const parts = new URLSearchParams();
    for (const question of asked(data)) {
      for (const value of options(data, question)) if (chosen.answers[question.id]?.includes(value)) parts.append(`q.${question.id}`, value);
    }
    for (const key of PLAIN) for (const value of allowed(data)[key]) if (chosen[key].includes(value)) parts.append(key, value);
    if (chosen.on !== data.until) {
      const [edition] = data.editions.find(([, day]) => day === chosen.on) || [];
      parts.append(edition ? "edition" : "on", edition ?? chosen.on);
    }
    if (chosen.color !== "grade") parts.append("color", chosen.color);
    if (chosen.weights) {
      for (const [id, points] of Object.entries(published(data))) {
        if (chosen.weights[id] !== points) parts.append(`w.${id}`, chosen.weights[id]);
      }
    }
    if (chosen.sort.by !== "name" || chosen.sort.down) parts.append("sort", `${chosen.sort.down ? "-" : ""}${chosen.sort.by}`);
    if (chosen.at) parts.append("at", chosen.at);
    return parts.toString();
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.address = Object.freeze({ allowed, asked, fresh, isDay, isWeight, options, parse, published, write });
})();
