"""The one form in which an executed notebook is written, whatever ran it and when."""

from __future__ import annotations

import json
import re
from typing import Any

from analysis.publish.notebooks.outputs import cell_options

_KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"},
}  # fmt: skip


def normalised(notebook: dict[str, Any]) -> str:
    """A notebook's canonical text: ids from labels, no clock, no versions, no warnings printed by libraries."""
    taken: set[str] = set()
    for number, cell in enumerate(notebook["cells"], 1):
        cell["id"] = _identifier(cell, number, taken)
        cell["metadata"] = {k: v for k, v in cell.get("metadata", {}).items() if k in ("tags",)}
        if cell["cell_type"] == "code":
            cell["outputs"] = [o for o in cell["outputs"] if o.get("name") != "stderr"]
    metadata = dict(_KERNEL)
    if "report_cards" in notebook["metadata"]:
        metadata["report_cards"] = notebook["metadata"]["report_cards"]
    whole = {"cells": notebook["cells"], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _identifier(cell: dict[str, Any], number: int, taken: set[str]) -> str:
    label = ""
    if cell["cell_type"] == "code":
        source = cell["source"]
        try:
            label = str(cell_options(source if isinstance(source, str) else "".join(source)).get("label", ""))
        except ValueError:
            label = ""
    wanted = (
        label if re.fullmatch(r"[a-zA-Z0-9_-]{1,60}", label) and label not in taken else f"cell-{number:02d}"
    )
    taken.add(wanted)
    return wanted
