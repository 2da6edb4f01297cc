"""The notebook cells that show one figure and one table for each category, written from the rubric.

Quarto, and a reviewer, find a figure by the label of its cell, so each figure is the output of a cell of its own.
"""

from __future__ import annotations

import json
from typing import Any

from analysis.display.tables import escape_markdown
from analysis.prose.chapters import slug
from analysis.standard.rubric import Category, Rubric

TAG = "each-category"
"""Cells with this tag are written anew by every build; people write the others."""

FIGURE_ALT = (
    "For each question of the category, a bar for each answer, as long as the number of laws that give it."
)


def is_written(cell: dict[str, Any]) -> bool:
    """Whether a cell is one of these."""
    return TAG in cell.get("metadata", {}).get("tags", ())


def with_category_cells(notebook: str, rubric: Rubric) -> str:
    """A notebook whose cells tagged `each-category` are those of the rubric, in the place of the first of them.

    In and out: the notebook's text. Without such a cell it stays as it is.
    """
    document: dict[str, Any] = json.loads(notebook)
    cells: list[dict[str, Any]] = document["cells"]
    first = next((number for number, cell in enumerate(cells) if is_written(cell)), None)
    if first is None:
        return notebook
    made = [cell for category in rubric.categories for cell in category_cells(category)]
    written = [cell | {"id": f"{TAG}-{number}"} for number, cell in enumerate(made)]
    others = [cell for cell in cells[first:] if not is_written(cell)]
    document["cells"] = [*cells[:first], *written, *others]
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def category_cells(category: Category) -> list[dict[str, Any]]:
    """A heading, the figure of the answers, a sentence, and the table of laws that give the best ones.

    Titles are escaped, and stand in options as quoted strings; code holds nothing but the category's id.
    """
    label, title = slug(category.id), escape_markdown(category.title)
    found = f'rubric.category_by_id["{category.id}"]'
    return [
        _text(f"### {title}\n\nThe number of laws that give each answer."),
        _code(
            {
                "label": f"fig-answers-{label}",
                "fig-cap": f"{title}: how many laws give each answer, and the points of each; the best answers on top.",
                "fig-alt": FIGURE_ALT,
            },
            f"answers.category_answers(card, codebook, rubric, {found})",
        ),
        _text("Laws that already give the best answers, with the place to look them up."),
        _code(
            {
                "label": f"tbl-exemplars-{label}",
                "tbl-cap": f"{title}: laws that give the best answers.",
            },
            f"best.exemplar_table(dataset, card, {found})",
        ),
    ]


def _text(words: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {"tags": [TAG]}, "source": words}


def _code(options: dict[str, str], call: str) -> dict[str, Any]:
    lines = [f"#| {key}: {_quoted(key, value)}" for key, value in options.items()]
    source = "\n".join([*lines, "#| echo: false", call])
    return {
        "cell_type": "code", "execution_count": None, "metadata": {"tags": [TAG]}, "outputs": [], "source": source,
    }  # fmt: skip


def _quoted(key: str, value: str) -> str:
    return value if key == "label" else json.dumps(value, ensure_ascii=False)
