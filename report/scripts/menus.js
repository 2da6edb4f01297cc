// A closed menu shows one line and cannot break it. Where its answer is longer than that, the answer stands below it in full.
(() => {
  "use strict";
  const ARROW = 24; // What browsers keep free at the end of a menu, in pixels.
  const pen = document.createElement("canvas").getContext("2d");

  const isCut = (menu, words) => {
    const look = getComputedStyle(menu);
    pen.font = look.font;
    const room = menu.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight) - ARROW;
    return menu.clientWidth > 0 && pen.measureText(words).width > room;
  };

  // Follow a menu's choice and width. Returns what is to be called after a script has changed the choice.
  const follow = (menu) => {
    const whole = document.createElement("span");
    whole.className = "whole";
    whole.setAttribute("aria-hidden", "true"); // The menu itself is read out whole.
    menu.after(whole);
    const show = () => {
      const words = menu.selectedOptions[0]?.textContent ?? "";
      whole.textContent = isCut(menu, words) ? words : "";
    };
    menu.addEventListener("change", show);
    new ResizeObserver(show).observe(menu);
    return show;
  };

  (globalThis.StateReportCards ??= {}).menus = Object.freeze({ follow });
})();
