// The map is one stop of the Tab key and has the arrow keys within; the state under pointer or focus says its verdict below.
(() => {
  "use strict";
  const map = document.querySelector("[data-tiles]");
  if (!map) return;
  const sentences = JSON.parse(document.getElementById("sentences").textContent);
  const line = document.querySelector("[data-sentence]");
  const status = line.parentElement.querySelector("[role=status]");
  const RESTED = 700; // Milliseconds on a tile before it is read out, so that passing over a row stays silent.
  let waiting = 0;

  const tiles = [...map.querySelectorAll(".tile")].map((element) => {
    const [row, column] = element.style.gridArea.split("/").map((part) => parseInt(part, 10));
    return { element, row, column };
  });
  const at = (element) => tiles.find((tile) => tile.element === element);

  const stopAt = (tile) => tiles.forEach((one) => (one.element.tabIndex = one === tile ? 0 : -1));

  const say = (element) => {
    const [name, sentence] = sentences[element.dataset.code];
    const strong = document.createElement("strong");
    strong.textContent = `${name}.`;
    line.replaceChildren(strong, ` ${sentence}`);
  };

  // The nearest tile in a direction: along the row, or in the next row that has one, as close to the column as can be.
  const beside = ({ row, column }, step) => {
    const line = tiles.filter((tile) => tile.row === row && (tile.column - column) * step > 0);
    return line.sort((one, other) => Math.abs(one.column - column) - Math.abs(other.column - column))[0];
  };
  const below = ({ row, column }, step) => {
    const away = (tile) => Math.abs(tile.row - row) * 1000 + Math.abs(tile.column - column);
    return tiles.filter((tile) => (tile.row - row) * step > 0).sort((one, other) => away(one) - away(other))[0];
  };
  const end = ({ row }, step) => tiles.filter((tile) => tile.row === row).at(step < 0 ? 0 : -1);
  const moves = {
    ArrowLeft: (tile) => beside(tile, -1),
    ArrowRight: (tile) => beside(tile, 1),
    ArrowUp: (tile) => below(tile, -1),
    ArrowDown: (tile) => below(tile, 1),
    Home: (tile) => end(tile, -1),
    End: (tile) => end(tile, 1),
  };

  map.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    const tile = at(event.target);
    if (!move || !tile || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    move(tile)?.element.focus();
  });
  map.addEventListener("focusin", (event) => {
    const tile = at(event.target);
    if (!tile) return;
    stopAt(tile);
    say(tile.element);
    clearTimeout(waiting);
    waiting = setTimeout(() => (status.textContent = line.textContent), RESTED);
  });
  map.addEventListener("focusout", () => {
    clearTimeout(waiting);
    status.textContent = "";
  });
  map.addEventListener("pointerover", (event) => {
    const element = event.target.closest(".tile");
    if (element) say(element);
  });

  stopAt(tiles[0]);
  if (matchMedia("(hover: hover)").matches)
    line.textContent = "Point at a state for its verdict, or move among them with the arrow keys. Each leads to its report card.";
})();
