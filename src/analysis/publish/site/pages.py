"""What makes each page of the site, and of which inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.publish.build.stages import Context, Stage
from analysis.publish.site.navigation import (
    CODEBOOK,
    COMPARE,
    DATA,
    DRAFT,
    EXPLORE,
    FIGURES,
    FRONT,
    REPORT,
    SURVIVORS,
    Page,
)

SHARED = ("dress", "publish", "analysis", "raw", "prose", "executed", "processed", "roster")
"""What every page is made of: its dress, code, data, the text of the report, and what the notebooks computed."""


@dataclass(frozen=True)
class Maker:
    """A page, and the module of this folder whose `write` makes it."""

    page: Page
    module: str
    inputs: tuple[str, ...] = SHARED

    def stage(self) -> Stage:
        return Stage(f"{self.page.name} page", self.inputs, self._write())

    def _write(self) -> Callable[[Context, Path], None]:
        def write(context: Context, folder: Path) -> None:
            from importlib import import_module

            import_module(f"analysis.publish.site.{self.module}").write(context, folder)

        return write


TEXT = tuple(group for group in SHARED if group != "analysis")
"""What the report is made of: what the code computed stands in the notebooks already."""

MAKERS = (
    Maker(SURVIVORS, "survivors"),
    Maker(FRONT, "front"),
    Maker(REPORT, "report", TEXT),
    Maker(FIGURES, "figures"),
    Maker(EXPLORE, "explore"),
    Maker(COMPARE, "compare"),
    Maker(DRAFT, "draft"),
    Maker(DATA, "data", (*SHARED, "data package")),
    Maker(CODEBOOK, "codebook"),
)


def stages() -> list[Stage]:
    """One stage for each page, so that a page is made anew only when its inputs change."""
    return [maker.stage() for maker in MAKERS]
