// A state is found by typing; its answer opens in its place. The address stays as it is: it says nothing of what was read.
(() => {
  "use strict";
  const box = document.querySelector("[data-chooser]");
  const answers = [...document.querySelectorAll("[data-states] > details")];
  if (!box || !answers.length) return;
  const entries = answers.map((element) => {
    const name = element.querySelector(".name").textContent;
    const mark = element.querySelector(".answer").textContent;
    return { name, mark, code: element.dataset.code, label: `${name}: ${mark}`, element };
  });
  box.hidden = false;

  // On a phone only the answers that were opened stand below the field, until all are asked for.
  const list = document.querySelector("[data-states]");
  const all = document.querySelector(".show-all");
  const button = all.querySelector("button");
  const shorten = (short) => {
    list.classList.toggle("short", short);
    button.setAttribute("aria-expanded", String(!short));
    button.textContent = short ? "Show all states" : "Show fewer";
  };
  all.hidden = false;
  shorten(true);
  button.addEventListener("click", () => shorten(button.getAttribute("aria-expanded") === "true"));

  StateReportCards.choose.combobox(box, "Your state", entries, ({ element }) => {
    answers.forEach((one) => (one.open = one === element));
    const summary = element.querySelector("summary");
    summary.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start", behavior: "instant" });
  });
})();
