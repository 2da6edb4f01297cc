"""Where the site is published, if that is known: `report/site.toml`. Pages then name their own address in their head."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from analysis.problems import DataProblems, Problem, quoted

FILE = "site.toml"
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%-]+)*/?")


def site_address(report: Path) -> str:
    """The address with a slash at its end; "" where none is given.

    In: the project's folder `report`. Errors: `DataProblems` for a file that cannot be read and for anything but an address.
    """
    path = report / FILE
    if not path.is_file():
        return ""
    try:
        found: Any = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataProblems(
            [_problem("", f"no TOML ({error})", 'a line such as address = ""', "correct the file")]
        ) from None
    others = sorted(set(found) - {"address"})
    address = found.get("address", "")
    if others:
        problem = _problem("", f"the key {quoted(others[0])} is unknown", "the key address", "delete it")
        raise DataProblems([problem])
    if not isinstance(address, str) or (address and not _ADDRESS.fullmatch(address)):
        what = "an address such as https://example.org/2026/, or nothing"
        raise DataProblems([_problem("address", quoted(str(address)), what, "copy it from the browser")])
    return f"{address.rstrip('/')}/" if address else ""


def _problem(key: str, found: str, allowed: str, remedy: str) -> Problem:
    return Problem(f"report/{FILE}", None, key, found, allowed, remedy)
