// The comparison: what is chosen, and everything that follows from it at once.
(() => {
  "use strict";

  const start = () => {
    const { laws } = StateReportCards;
    const { address, apart, starts, table } = StateReportCards.compare;
    const at = (id) => document.getElementById(id);
    if (!at("comparison")) return;
    const data = laws.read("comparison-data");
    const book = laws.book(data);
    const codes = data.places.map((place) => place.code);
    const choices = [...document.querySelectorAll("#choices select")];
    let chosen = { codes: [], only: false };

    const update = () => {
      const places = chosen.codes.map((code) => data.places.find((place) => place.code === code));
      choices.forEach((choice, number) => {
        choice.value = chosen.codes[number] ?? "";
        for (const option of choice.options) option.disabled = option.value !== "" && option.value !== choice.value && chosen.codes.includes(option.value);
      });
      at("only").checked = chosen.only;
      const ready = places.length > 1;
      at("compared").hidden = !ready;
      at("waiting").hidden = ready;
      at("waiting").textContent = places.length === 1 ? `Choose another jurisdiction to set beside ${places[0].name}.` : "Choose two jurisdictions, or up to " + choices.length + ".";
      if (ready) {
        const said = apart.inWords(data, places);
        at("apart").textContent = said.line;
        at("pairs").replaceChildren(...said.pairs.map((text) => laws.element("li", { text })));
        const drawn = table.draw({ data, book, places, only: chosen.only });
        at("differing").textContent = drawn.words;
        at("side-by-side").replaceChildren(...drawn.parts);
        at("side-by-side").dataset.columns = String(places.length);
      }
      offer();
      keep();
    };

    // Ways to begin, as long as there is nothing to compare. The choice that one makes stands in the menus and the address.
    const offer = () => {
      const { words, offers } = starts.offers(data, chosen.codes, choices.length);
      at("starts").hidden = offers.length === 0;
      at("starts-words").textContent = words;
      const made = ({ words: text, codes: wanted }) => {
        const take = () => {
          choose(wanted);
          choices[wanted.length - 1].focus();
        };
        return laws.element("li", {}, laws.element("button", { type: "button", text, on: { click: take } }));
      };
      at("offers").replaceChildren(...offers.map(made));
    };
    const choose = (wanted) => {
      chosen = { ...chosen, codes: wanted };
      at("problem").textContent = "";
      update();
    };

    // Replaced, never added: a reader in a hurry leaves no trail of choices.
    const keep = () => {
      const text = address.write(chosen);
      if (location.hash.slice(1) !== text) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    };
    const readAddress = () => {
      const read = address.parse(location.hash.slice(1), codes, choices.length);
      chosen = read.chosen;
      at("problem").textContent = read.wrong.length ? "A part of the address means nothing here and was left out." : "";
      update();
    };
    addEventListener("hashchange", () => {
      if (document.getElementById(location.hash.slice(1))) keep();
      else readAddress();
    });
    for (const choice of choices) {
      choice.addEventListener("change", () => choose(choices.map((one) => one.value).filter(Boolean)));
    }
    at("only").addEventListener("change", () => {
      chosen = { ...chosen, only: at("only").checked };
      update();
    });
    at("comparison").hidden = false;
    readAddress();
  };

  document.addEventListener("DOMContentLoaded", start);
})();
