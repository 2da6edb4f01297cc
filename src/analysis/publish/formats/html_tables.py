"""The table behind a chart, as HTML."""

from __future__ import annotations

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
    from markupsafe import Markup

    data = figure.data or {"columns": [], "rows": []}
    columns, rows = data["columns"], data["rows"]
    numeric = [all(_is_number(row[i]) for row in rows) and bool(rows) for i in range(len(columns))]
    style = [Markup(' class="n"') if n else Markup("") for n in numeric]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(s, name) for s, name in zip(style, columns, strict=True)
    )
    lines = [
        Markup("<tr>{}</tr>\n").format(
            Markup("").join(_cell(value, style[i], header=i == 0) for i, value in enumerate(row))
        )
        for row in rows
    ]
    name = f"Data behind {subject}"
    return str(
        Markup(
            '<div class="table-region" role="region" tabindex="0" aria-label="{}">\n'
            '<table class="table data-table"><thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>'
        ).format(name, head, Markup("").join(lines))
    )


def _cell(value: Any, style: Any, header: bool) -> Any:
    from markupsafe import Markup

    shown = "" if value is None else str(value)
    if header:
        return Markup('<th scope="row"{}>{}</th>').format(style, shown)
    return Markup("<td{}>{}</td>").format(style, shown)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
