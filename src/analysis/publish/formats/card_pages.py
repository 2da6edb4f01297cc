"""Report cards as pages, from the plain records of `analysis.cards`."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.cards.svg_elements import whole
from analysis.display.typefaces import FONTS
from analysis.publish.formats.html import environment
from analysis.publish.formats.site import ALONE
from analysis.standard.codebook import NOT_CODED

_FONT = re.compile(r'url\("fonts/([\w.-]+\.woff2)"\)')


class CardPages:
    """Writes the pages of one edition's cards; templates are read once.

    In: `report`, the folder that holds `templates`, `styles` and `scripts`; `rules`, what `cards.rules` returns; `roster`,
    the records of all cards in the order in which they follow each other. `alone`: a single page that carries its own
    styles, fonts and script and links to no other card.
    """

    def __init__(
        self,
        report: Path,
        rules: Mapping[str, Any],
        roster: Iterable[Mapping[str, Any]],
        *,
        alone: bool = False,
    ) -> None:
        self._jinja = environment(report / "templates")
        self._jinja.filters["unbroken"] = unbroken
        self._jinja.filters["drawing"] = lambda one: _markup(whole(one))
        self._template = self._jinja.get_template("card.html.j2")
        self._policy = (report / "templates" / "csp.txt").read_text(encoding="utf-8").strip()
        self._report, self._rules, self._alone = report, rules, alone
        self._roster = list(roster)
        self._place = {record["code"]: number for number, record in enumerate(self._roster)}
        self._pages = {} if alone else {code: file_name(code, "html") for code in self._place}

    def page(self, record: Mapping[str, Any]) -> str:
        """The card's page."""
        inline = _inline(self._report) if self._alone else None
        return self._template.render(
            card=record,
            pages=self._pages,
            pdf=file_name(record["code"], "pdf"),
            previous=self._beside(record["code"], -1),
            next=self._beside(record["code"], 1),
            roster=self._roster,
            looks={one["letter"]: one for one in record["scale"]},
            rules=self._rules,
            law=record["law"],
            not_coded=NOT_CODED,
            inline=inline,
            policy=inline["policy"] if inline else self._policy,
        )

    def _beside(self, code: str, step: int) -> Mapping[str, Any] | None:
        place = self._place[code] + step
        return self._roster[place] if not self._alone and 0 <= place < len(self._roster) else None


def file_name(code: str, ending: str) -> str:
    """The card's file as an address beside the others; the code stays one file name.

    >>> file_name("NE", "pdf"), file_name("../x", "html")
    ('NE.pdf', '..%2Fx.html')
    """
    return f"{quote(code, safe='')}.{ending}"


def unbroken(text: str) -> str:
    """Text whose section signs stay with their numbers.

    >>> unbroken("§§ 1 to 3").encode()
    b'\\xc2\\xa7\\xc2\\xa7\\xc2\\xa01 to 3'
    """
    return text.replace("§ ", "§\u00a0")


@lru_cache(maxsize=1)
def _inline(report: Path) -> dict[str, Any]:
    """Styles with their fonts, scripts, and a policy that allows exactly these."""
    styles = "\n".join(
        (report / "styles" / n).read_text(encoding="utf-8") for n in ("fonts.css", "report.css", "card.css")
    )
    style = _FONT.sub(lambda found: f'url("data:font/woff2;base64,{_encoded(found[1])}")', styles)
    scripts = {
        name: "\n".join((report / "scripts" / part).read_text(encoding="utf-8") for part in parts)
        for name, parts in {"exit": ("exit.js",), "panel": (*ALONE["scoring.js"], "what-if.js")}.items()
    }
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts.values())
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:; img-src data:; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
    return {
        "style": _markup(style),
        "exit": _markup(scripts["exit"]),
        "script": _markup(scripts["panel"]),
        "policy": policy,
    }


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()


def _encoded(name: str) -> str:
    return base64.b64encode((FONTS / name).read_bytes()).decode()


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)
