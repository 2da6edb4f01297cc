// Below a figure stands, in words, the part that the pointer or the keyboard is on.
"use strict";
(() => {
  const line = (target) => target.closest?.("figure")?.querySelector(".part-words");
  const words = (target) => {
    const named = target.closest?.(".drawing [aria-label]:not(svg)");
    return named?.getAttribute("aria-label") ?? [...(target.children ?? [])].find((one) => one.localName === "title")?.textContent;
  };
  const show = (event) => {
    const said = event.target.closest?.(".drawing") && words(event.target);
    const below = line(event.target);
    if (below && said) below.textContent = said;
  };
  const clear = (event) => {
    const figure = event.target.closest?.("figure");
    if (!figure || figure.contains(event.relatedTarget)) return;
    const below = line(event.target);
    if (below) below.textContent = "";
  };
  for (const [kind, act] of [["pointerover", show], ["focusin", show], ["pointerout", clear], ["focusout", clear]])
    document.addEventListener(kind, act);
})();
