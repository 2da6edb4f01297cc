"""The stages of a build, each after those it needs."""

from __future__ import annotations

from analysis.publish.build import makers
from analysis.publish.build.context import FIGURES, TEXT
from analysis.publish.build.stages import Stage


def stages(engine: str) -> list[Stage]:
    """All stages, for the builder itself or for Quarto."""
    from analysis.publish.site.pages import stages as site_stages

    found = [
        Stage("assets", ("dress", "code"), makers.assets),
        Stage("cards", ("raw", "code", "dress"), makers.cards, apart=True, compares=True),
        Stage(TEXT, ("code", "raw", "prose", "executed", "processed"), makers.text),
        Stage(FIGURES, ("code", TEXT), makers.figures),
        Stage("notebook pages", ("dress", "code", "executed", "roster"), makers.notebooks, apart=True),
        Stage(
            "data package",
            ("raw", "processed", "code", "licences"),
            makers.data_package,
            apart=True,
        ),
        *site_stages(),
    ]
    made_of = ("raw", "dress", "code", TEXT, "processed", "cover", "roster", "cards")
    if engine == "quarto":
        found = [stage for stage in found if stage.name != "report page"]
        return [*found, Stage("Quarto", (*made_of, "prose", "executed", "quarto"), makers.quarto)]
    return [*found, Stage("PDF", made_of, makers.pdf, apart=True)]
