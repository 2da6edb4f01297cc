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

  // Give a drawing its one stop. Its parts are gathered and measured only once somebody moves within it.
  site.oneStop = (svg) => {
    if (known.has(svg)) return;
    const links = svg.querySelectorAll("a[href]");
    const first = links[0] ?? [...svg.querySelectorAll("title")].find((title) => title.parentNode !== svg)?.parentNode;
    if (!first) return;
    links.forEach((link) => link.setAttribute("tabindex", "-1"));
    known.set(svg, { stop: first, parts: null, rows: null });
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-describedby", HINT);
    speak(first);
    first.setAttribute("tabindex", "0");
  };

  // The drawing that holds `target` and what is known of it; nothing where that is no part of a drawing.
  const within = (target) => {
    const svg = target.closest?.(".drawing > svg");
    const figure = svg && known.get(svg);
    if (!figure) return null;
    figure.parts ??= parts(svg);
    const at = figure.parts.indexOf(target);
    return at < 0 ? null : { figure, at };
  };

  const stopAt = (figure, part) => {
    figure.stop.setAttribute("tabindex", "-1");
    figure.stop = part;
    speak(part);
    part.setAttribute("tabindex", "0");
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
    const found = within(event.target);
    if (!found) return;
    const { figure, at } = found;
    figure.rows ??= site.rows(figure.parts.map((part) => part.getBoundingClientRect()));
    const letter = /^\p{L}$/u.test(event.key);
    const to = letter ? site.named(figure.rows, figure.parts.map(words), at, event.key) : site.step(figure.rows, at, event.key);
    if (to === undefined && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (to === undefined || to === at) return;
    stopAt(figure, figure.parts[to]);
    figure.stop.focus();
  });

  // A part that was clicked is where the keys go on from.
  document.addEventListener("focusin", (event) => {
    const found = within(event.target);
    if (found && event.target !== found.figure.stop) stopAt(found.figure, event.target);
  });

  document.querySelectorAll(".drawing > svg").forEach(site.oneStop);
  if (document.querySelector(".drawing > svg")) hint();
})();
