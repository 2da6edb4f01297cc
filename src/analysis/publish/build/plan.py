"""The stages of a build, each after those it needs."""

from __future__ import annotations

from analysis.publish.build import outputs
from analysis.publish.build.stages import FIGURES, TEXT, Stage


def stages(engine: str) -> list[Stage]:
    """All stages, for the builder itself or for Quarto."""
    from analysis.publish.site.pages import stages as site_stages

    found = [
        Stage("assets", ("dress", "code"), outputs.assets),
        Stage("cards", ("raw", "code", "dress"), outputs.cards, apart=True, compares=True),
        Stage(TEXT, ("code", "raw", "prose", "executed", "processed"), outputs.text),
        Stage(FIGURES, ("code", TEXT), outputs.figures),
        Stage("notebook pages", ("dress", "code", "executed", "roster"), outputs.notebooks, apart=True),
        Stage(
            "data package",
            ("raw", "processed", "code", "licences"),
            outputs.data_package,
            apart=True,
        ),
        *site_stages(),
    ]
    made_of = ("raw", "dress", "code", TEXT, "processed", "cover", "roster", "cards")
    if engine == "quarto":
        found = [stage for stage in found if stage.name != "report page"]
        return [*found, Stage("Quarto", (*made_of, "prose", "executed", "quarto"), outputs.quarto)]
    return [*found, Stage("PDF", made_of, outputs.pdf, apart=True)]
