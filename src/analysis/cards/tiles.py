"""The tile grid of an edition, one jurisdiction ringed: what the others have."""

from __future__ import annotations

from typing import Any

from analysis.cards.context import Context
from analysis.cards.roll import key
from analysis.cards.svg_elements import rect, text
from analysis.charts.palette import INK, PAPER, mark_key, status_label, symbol
from analysis.display.numbers import counted

TILE, TALL, GAP = 30.0, 37.0, 3.0


class Tiles:
    """Drawn once an edition; `drawing` adds the ring around one jurisdiction."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.grid = context.dataset.jurisdictions.set_index("jurisdiction")
        columns, rows = (int(self.grid[c].astype(int).max()) + 1 for c in ("tile_column", "tile_row"))
        self.size = [columns * (TILE + GAP) + 4, rows * (TALL + GAP) + 4]
        self.body = "".join(self._tile(str(code)) for code in self.grid.index)

    def drawing(self, code: str) -> dict[str, Any]:
        """The tiles of all and the own ring, as SVG elements, the size, and what it shows in words."""
        x, y = self._corner(code)
        ring = rect(x - 2, y - 2, TILE + 4, TALL + 4, "none", INK, 3, "ring", radius=4)
        name = self.context.row(code)["name"]
        shown = f"all {len(self.grid)} jurisdictions" if len(self.grid) > 1 else "the one jurisdiction"
        words = f"Tile map of {shown}. {name} is marked: {self._like(code)}."
        return {"ground": self.body, "own": ring, "size": self.size, "alt": words}

    @property
    def key(self) -> list[str]:
        """What the symbols mean, as far as they occur."""
        return [f"{one['symbol']} {one['words']}" for one in key(self.context)]

    def _like(self, code: str) -> str:
        row, table = self.context.row(code), self.context.card.table
        scored = self.context.is_scored(code)
        same = (table["grade"] if scored else table["status"]) == row["grade" if scored else "status"]
        what = f"grade {row['grade']}" if scored else status_label(str(row["status"])).lower()
        others = int(same.sum()) - 1
        return f"{what}, like {counted(others, 'other', 'others')}" if others else f"{what}, like no other"

    def _corner(self, code: str) -> tuple[float, float]:
        row: Any = self.grid.loc[code]
        return 2 + int(row["tile_column"]) * (TILE + GAP), 2 + int(row["tile_row"]) * (TALL + GAP)

    def _tile(self, code: str) -> str:
        row = self.context.row(code)
        status, grade = str(row["status"]), str(row["grade"])
        look = self.context.marks[mark_key(status, grade)]
        edge = look.stroke if look.dash or look.fill == PAPER else look.fill
        x, y = self._corner(code)
        return (
            rect(x + 0.5, y + 0.5, TILE - 1, TALL - 1, look.fill, edge, 1, "tile", radius=2.5, dash=look.dash)
            + text(x + TILE / 2, y + 16, code, look.ink, 16.3, 400)
            + text(x + TILE / 2, y + 32, symbol(status, grade), look.ink, 16.3, 700)
        )
