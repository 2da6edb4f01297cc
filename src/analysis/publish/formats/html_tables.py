"""The table behind a chart, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.publish.notebooks.outputs import Embed


def data_table(figure: Embed, subject: str) -> str:
    """A closed `details` element with every value the chart shows; numbers align right."""
    from markupsafe import Markup

    name = f"Data behind {subject}"
    opening = Markup('<details class="data"><summary>{}</summary>\n').format(name)
    return f"{opening}{data_region(figure, subject)}</details>"


def data_region(figure: Embed, subject: str) -> str:
    """The table itself, in a box that scrolls sideways by itself."""
    from markupsafe import escape

    data = figure.data or {"columns": [], "rows": []}
    columns, rows = data["columns"], data["rows"]
    numeric = [all(_is_number(row[i]) for row in rows) and bool(rows) for i in range(len(columns))]
    style = [' class="n"' if n else "" for n in numeric]
    head = "".join(f'<th scope="col"{s}>{escape(name)}</th>' for s, name in zip(style, columns, strict=True))
    tags = [("th", ' scope="row"'), *[("td", "")] * (len(columns) - 1)]
    openings = [f"<{tag}{scope}{s}>" for (tag, scope), s in zip(tags, style, strict=False)]
    closings = [f"</{tag}>" for tag, _ in tags]
    body = "".join(f"<tr>{''.join(_cells(row, openings, closings))}</tr>\n" for row in rows)
    return (
        f'<div class="table-region" role="region" tabindex="0" aria-label="{escape(f"Data behind {subject}")}">\n'
        f'<table class="table data-table"><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>'
    )


def _cells(row: list[Any], openings: list[str], closings: list[str]) -> Iterator[str]:
    from markupsafe import escape

    for value, opening, closing in zip(row, openings, closings, strict=True):
        yield f"{opening}{escape('' if value is None else str(value))}{closing}"


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
