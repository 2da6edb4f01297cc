// The list of links becomes a field to type in; choosing follows the link.
(() => {
  "use strict";
  const box = document.querySelector("[data-chooser]");
  if (!box) return;
  const entries = [...box.querySelectorAll("a[data-code]")].map((link) => ({
    name: link.textContent,
    code: link.dataset.code,
    label: link.dataset.label,
    mark: link.dataset.mark,
    link,
  }));
  const label = box.querySelector("summary").textContent;
  StateReportCards.choose.combobox(box, label, entries, ({ link }) => link.click());
})();
