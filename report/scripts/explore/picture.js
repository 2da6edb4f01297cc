// Map and tiles: the same looks on the shapes of the jurisdictions, and on tiles of one size that the keyboard reaches.
(() => {
  "use strict";
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  // Colors by the script, not in the markup: the page's policy may forbid the latter.
  const dress = (node, look, property) => {
    node.style.setProperty(property, look?.fill ?? "");
    node.classList.toggle("plain", Boolean(look) && !look.fill);
    node.classList.toggle("out", !look);
  };

  // The nearest tile that way: along the row or column first.
  const beside = (tiles, from, [down, across]) => {
    const [row, column] = [Number(from.dataset.row), Number(from.dataset.column)];
    let [best, least] = [null, Infinity];
    for (const tile of tiles) {
      const [dy, dx] = [Number(tile.dataset.row) - row, Number(tile.dataset.column) - column];
      const along = dy * down + dx * across;
      const aside = Math.abs(dy * across) + Math.abs(dx * down);
      if (along > 0 && along + 3 * aside < least) [best, least] = [tile, along + 3 * aside];
    }
    return best;
  };

  const moved = (event, tiles) => {
    const now = event.target.closest("button");
    const next = event.key === "Home" ? tiles[0] : event.key === "End" ? tiles.at(-1) : STEPS[event.key] && beside(tiles, now, STEPS[event.key]);
    if (!next) return;
    event.preventDefault();
    reach(tiles, next);
    next.focus();
  };

  // One stop for the Tab key: the tile last reached.
  const reach = (tiles, one) => tiles.forEach((tile) => (tile.tabIndex = tile === one ? 0 : -1));

  // Builds the tiles, listens to both pictures. `opened(code)` hears of a choice, `pointed(code or "")` of what is pointed at.
  const build = (data, grid, map, opened, pointed) => {
    const { element } = StateReportCards.laws;
    const order = [...data.places].sort((one, other) => one.row - other.row || one.column - other.column);
    const tiles = order.map((place) => {
      const made = element("button", { type: "button", class: "tile", tabindex: -1, "data-code": place.code, "data-row": place.row, "data-column": place.column },
        element("span", { class: "code", text: place.code }), element("span", { class: "sign" }));
      made.style.gridArea = `${place.row + 1} / ${place.column + 1}`;
      return made;
    });
    if (tiles.length) tiles[0].tabIndex = 0;
    grid.replaceChildren(...tiles);
    grid.addEventListener("keydown", (event) => moved(event, tiles));
    grid.addEventListener("focusin", (event) => {
      const tile = event.target.closest(".tile");
      if (tile) reach(tiles, tile);
    });
    for (const picture of [grid, map]) {
      const codeAt = (event) => event.target.closest("[data-code]")?.dataset.code ?? "";
      picture.addEventListener("click", (event) => codeAt(event) && opened(codeAt(event)));
      picture.addEventListener("pointerover", (event) => pointed(codeAt(event)));
      picture.addEventListener("pointerleave", () => pointed(""));
      picture.addEventListener("focusin", (event) => pointed(codeAt(event)));
      picture.addEventListener("focusout", () => pointed(""));
    }
    const shapes = Object.fromEntries([...map.querySelectorAll("path[data-code]")].map((shape) => [shape.dataset.code, shape]));
    const signs = Object.fromEntries([...map.querySelectorAll("text[data-code]")].map((sign) => [sign.dataset.code, sign]));

    // In: rows as they are; by code, the look of those that pass and the words of all; the code of the open one.
    const update = (looks, words, at) => {
      for (const tile of tiles) {
        const { code } = tile.dataset;
        const look = looks[code] ?? null;
        dress(tile, look, "background-color");
        tile.style.color = look?.ink ?? "";
        tile.querySelector(".sign").textContent = look?.sign ?? "";
        tile.setAttribute("aria-label", words[code]);
        tile.setAttribute("aria-pressed", String(code === at));
        if (shapes[code]) {
          dress(shapes[code], look, "fill");
          shapes[code].classList.toggle("at", code === at);
        }
        const sign = signs[code];
        if (!sign) continue;
        const outside = sign.classList.contains("beside");
        sign.style.fill = outside ? "" : look?.ink ?? "";
        sign.textContent = outside ? [code, look?.sign].filter(Boolean).join(" ") : look?.sign ?? "";
        sign.classList.toggle("out", !look);
      }
    };
    return { update, tile: (code) => tiles.find((tile) => tile.dataset.code === code) };
  };

  const home = (globalThis.StateReportCards ??= {});
  home.explore ??= {};
  home.explore.picture = Object.freeze({ build });
})();
