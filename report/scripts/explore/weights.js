// The reader's own weights: a number for each category, and the published ones a click away.
(() => {
  "use strict";

  // In: `changed(weights or null)` hears of every number that can be one; null where they are the published ones again.
  const build = (data, changed) => {
    const { address } = StateReportCards.explore;
    const { digits, element } = StateReportCards.laws;
    const published = address.published(data);
    const fields = data.rules.categories.map((category) => {
      const input = element("input", { type: "number", min: 0, max: 1000, step: "any", inputmode: "decimal" });
      const share = element("output", {});
      const line = element("label", { class: "weight" }, element("span", { class: "name", text: category.title }), input, share);
      return { category, input, share, line };
    });
    const heard = () => {
      const texts = fields.map((field) => field.input.value.trim());
      const good = texts.map(address.isWeight);
      const weights = Object.fromEntries(fields.map((field, place) => [field.category.id, Number(texts[place])]));
      const some = Object.values(weights).some((weight) => weight > 0);
      fields.forEach((field, place) => field.input.setAttribute("aria-invalid", String(!good[place])));
      if (!good.every(Boolean) || !some) {
        changed(undefined);
        return;
      }
      const same = fields.every((field) => weights[field.category.id] === published[field.category.id]);
      changed(same ? null : weights);
    };
    fields.forEach((field) => field.input.addEventListener("input", heard));
    const update = (weights) => {
      const now = weights ?? published;
      const sum = Object.values(now).reduce((total, weight) => total + weight, 0);
      for (const { category, input, share } of fields) {
        // What is being typed is left as it stands.
        if (document.activeElement !== input || Number(input.value) !== now[category.id]) input.value = String(now[category.id]);
        input.setAttribute("aria-invalid", "false");
        share.textContent = `${digits((data.rules.maximum * now[category.id]) / sum)} of ${digits(data.rules.maximum)}`;
      }
    };
    return { lines: fields.map((field) => field.line), update };
  };

  // The weights that are not the published ones.
  const inWords = (data, weights) => {
    const own = data.rules.categories.filter((category) => weights[category.id] !== category.maximum);
    return StateReportCards.laws.listed(own.map((category) => `${category.title} ${weights[category.id]} (published ${category.maximum})`));
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.weights = Object.freeze({ build, inWords });
})();
