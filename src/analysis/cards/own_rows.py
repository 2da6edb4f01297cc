"""The rows of a table that belong to one jurisdiction, the table cut up once for all cards."""

from __future__ import annotations

from typing import Any

import pandas as pd


class OwnRows:
    """Tables with a column `jurisdiction`, by name. Rows keep their order; none may be altered."""

    def __init__(self, **tables: pd.DataFrame) -> None:
        self._tables = tables
        self._cut: dict[str, dict[str, list[dict[str, Any]]]] = {}

    def of(self, table: str, code: str) -> list[dict[str, Any]]:
        """The rows of one jurisdiction.

        >>> rows = OwnRows(acts=pd.DataFrame({"jurisdiction": ["NE", "IA", "NE"], "year": [1, 2, 3]}))
        >>> [row["year"] for row in rows.of("acts", "NE")], rows.of("acts", "OH")
        ([1, 3], [])
        """
        if table not in self._cut:
            cut: dict[str, list[dict[str, Any]]] = {}
            for row in self._tables[table].to_dict("records"):
                cut.setdefault(str(row["jurisdiction"]), []).append({str(k): v for k, v in row.items()})
            self._cut[table] = cut
        return self._cut[table].get(code, [])
