"""What axe-core says of a page."""

from __future__ import annotations

from typing import Any


def violations(page: Any) -> list[str]:
    """What axe-core finds wrong on a page, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']} ({v['impact']}): {len(v['nodes'])} × {v['nodes'][0]['html'][:120]}" for v in found]
