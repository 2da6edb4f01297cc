"""What makes each page of the site, and of which inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.publish.build.context import FIGURES, TEXT, Context
from analysis.publish.build.stages import Stage
from analysis.publish.site.navigation import (
    CODEBOOK,
    COMPARE,
    DATA,
    DRAFT,
    EXPLORE,
    FRONT,
    REPORT,
    SURVIVORS,
    Page,
)
from analysis.publish.site.navigation import (
    FIGURES as DRAWN,
)

SHARED = ("dress", "code", "cover", "roster")
"""What every page is made of: its dress and code, what the report says of itself, and the cards it leads to."""

DATA_READ = (*SHARED, "raw")
"""What a page is made of that is computed from the data alone, and need not wait for the notebooks."""


@dataclass(frozen=True)
class Maker:
    """A page, the module of this folder whose `write` makes it, whether that is worth a process of its own, and whether it
    reads what jurisdictions are compared by."""

    page: Page
    module: str
    inputs: tuple[str, ...]
    apart: bool = True
    compares: bool = False

    def stage(self) -> Stage:
        return Stage(f"{self.page.name} page", self.inputs, self._write(), self.apart, self.compares)

    def _write(self) -> Callable[[Context, Path], None]:
        def write(context: Context, folder: Path) -> None:
            from importlib import import_module

            import_module(f"analysis.publish.site.{self.module}").write(context, folder)

        return write


MAKERS = (
    Maker(SURVIVORS, "survivors", DATA_READ, compares=True),
    Maker(FRONT, "front", (*DATA_READ, "processed", FIGURES), compares=True),
    Maker(REPORT, "report", (*SHARED, "executed", TEXT)),
    Maker(DRAWN, "figures", (*SHARED, FIGURES)),
    Maker(EXPLORE, "explore", DATA_READ),
    Maker(COMPARE, "compare", (*DATA_READ, "processed"), apart=False),
    Maker(DRAFT, "draft", DATA_READ, compares=True),
    Maker(DATA, "data", (*SHARED, "raw", FIGURES, "data package"), apart=False),
    Maker(CODEBOOK, "codebook", (*DATA_READ, "processed"), apart=False),
)


def stages() -> list[Stage]:
    """One stage for each page, so that a page is made anew only when its inputs change."""
    return [maker.stage() for maker in MAKERS]
