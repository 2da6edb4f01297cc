"""Where things are, the project's root and its folders; and who is at work there."""

from __future__ import annotations

import os
from contextvars import ContextVar
from pathlib import Path

ROOT_VARIABLE = "REPORT_CARDS_ROOT"
COMMAND: ContextVar[str] = ContextVar("command", default="")
"""The command that is running, as it was typed; set by the command line, kept by the journal of the data."""

WHO: ContextVar[str] = ContextVar("who", default="")
"""Name or initials of whoever runs it; "" where nobody has said."""
KEPT_VARIABLE = "REPORT_CARDS_KEPT"
UNCHECKED_VARIABLE = "REPORT_CARDS_UNCHECKED_CHARTS"
"""Set by a build for its notebooks: charts are not compared with Vega-Lite's schema as they are made."""
PAGES_VARIABLE = "REPORT_CARDS_PAGES"
"""Set in the notebooks that a build runs."""


RUBRIC = Path("data", "raw", "rubric.toml")
"""By this file a folder is known as the project's root."""


class NoProject(Exception):
    """There is no folder of the project to work in; the message says how to name one."""

    def __init__(self) -> None:
        super().__init__(
            f"There is no {RUBRIC.as_posix()} in this folder or above it. Run this inside the project's folder, set "
            f"{ROOT_VARIABLE} to that folder, or name a folder of raw files with --data where the command takes it."
        )


def root() -> Path:
    """The project's root: `REPORT_CARDS_ROOT`, else the nearest folder above the working one that holds
    `data/raw/rubric.toml`, else the folder this package was installed from. Error: `NoProject` where none holds it."""
    given = os.environ.get(ROOT_VARIABLE)
    if given:
        return Path(given).resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / RUBRIC).is_file():
            return folder
    home = Path(__file__).resolve().parents[2]
    if (home / RUBRIC).is_file():
        return home
    raise NoProject


def makes_pages() -> bool:
    """Whether a build runs this notebook, to make pages of what it shows; a person at a notebook needs less."""
    return bool(os.environ.get(PAGES_VARIABLE))


def raw_data() -> Path:
    """The folder of raw files."""
    return root() / "data" / "raw"


def processed_data() -> Path:
    """The folder the notebooks write to."""
    return root() / "data" / "processed"


def kept_results() -> Path:
    """The folder for what is kept between builds (`analysis.raw.kept`): `REPORT_CARDS_KEPT`, which a build sets for its
    notebooks, else the project's own, else the user's."""
    given = os.environ.get(KEPT_VARIABLE)
    if given:
        return Path(given).resolve()
    try:
        return root() / ".cache" / "report-cards" / "kept"
    except NoProject:
        users = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(users, "report-cards", "kept")
