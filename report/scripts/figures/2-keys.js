// A figure is one stop of the Tab key; its parts, states on a map or bars of a chart, are reached by the arrow keys.
"use strict";
(() => {
  const site = (window.StateReportCards ??= {});
  const HINT = "figure-keys";
  const known = new WeakMap();

  // The parts of a drawing: its links, each address once; of a drawing without links whatever has a title.
  const parts = (svg) => {
    const links = [...svg.querySelectorAll("a[href]")];
    const addresses = links.map((link) => link.getAttribute("href"));
    if (links.length) return links.filter((_, at) => addresses.indexOf(addresses[at]) === at);
    return [...svg.querySelectorAll("title")].map((title) => title.parentNode).filter((part) => part !== svg);
  };

  const words = (part) => part.getAttribute("aria-label") ?? part.querySelector("title")?.textContent ?? "";

  const speak = (part) => {
    if (part.localName === "a") return;
    part.setAttribute("role", "img");
    part.setAttribute("aria-label", words(part));
  };

  const move = (svg, to) => {
    const figure = known.get(svg);
    figure.parts[figure.at].setAttribute("tabindex", "-1");
    figure.at = to;
    speak(figure.parts[to]);
    figure.parts[to].setAttribute("tabindex", "0");
    figure.parts[to].focus({ preventScroll: false });
  };

  // Give a drawing its one stop. It is measured only once somebody moves within it.
  site.oneStop = (svg) => {
    const found = parts(svg);
    if (!found.length || known.has(svg)) return;
    known.set(svg, { parts: found, at: 0, rows: null });
    svg.querySelectorAll("a[href]").forEach((link) => link.setAttribute("tabindex", "-1"));
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-describedby", HINT);
    speak(found[0]);
    found[0].setAttribute("tabindex", "0");
  };

  const hint = () => {
    if (document.getElementById(HINT)) return;
    const said = document.createElement("p");
    said.id = HINT;
    said.hidden = true;
    said.textContent =
      "The right and left arrow keys lead from part to part, up and down from row to row; a letter leads to the next part that begins with it.";
    document.body.append(said);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const svg = event.target.closest?.(".drawing > svg");
    const figure = svg && known.get(svg);
    const at = figure ? figure.parts.indexOf(event.target) : -1;
    if (at < 0) return;
    figure.at = at;
    figure.rows ??= site.rows(figure.parts.map((part) => part.getBoundingClientRect()));
    const letter = /^\p{L}$/u.test(event.key);
    const to = letter ? site.named(figure.rows, figure.parts.map(words), at, event.key) : site.step(figure.rows, at, event.key);
    if (to === undefined && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (to !== undefined && to !== at) move(svg, to);
  });

  // A part that was clicked is where the keys go on from.
  document.addEventListener("focusin", (event) => {
    const svg = event.target.closest?.(".drawing > svg");
    const figure = svg && known.get(svg);
    const at = figure ? figure.parts.indexOf(event.target) : -1;
    if (at < 0 || at === figure.at) return;
    figure.parts[figure.at].setAttribute("tabindex", "-1");
    figure.parts[at].setAttribute("tabindex", "0");
    figure.at = at;
  });

  document.querySelectorAll(".drawing > svg").forEach(site.oneStop);
  if (document.querySelector(".drawing > svg")) hint();
})();
