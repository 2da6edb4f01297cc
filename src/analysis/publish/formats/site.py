"""The report's pages and the assets they share."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.display.typefaces import FONTS
from analysis.publish.build.stages import Context
from analysis.publish.site.frame import joined_scripts

STYLES = ("fonts.css", "report.css")
SCRIPTS = ("contents.js", "tables.js", "regions.js")
ALONE = {"exit.js": ("exit.js",), "scoring.js": ("scoring.js", "words.js"), "laws.js": ("laws.js",)}
"""Files that pages of several kinds load, and the scripts in each."""


def write_assets(context: Context, folder: Path) -> None:
    """Style sheet, scripts and fonts, each a file beside the pages."""
    assets = folder / "assets"
    (assets / "fonts").mkdir(parents=True)
    styles, scripts = context.report / "styles", context.report / "scripts"
    _write(assets / "report.css", _joined(styles, STYLES))
    _write(assets / "report.js", _joined(scripts, SCRIPTS))
    for name, parts in ALONE.items():
        _write(assets / name, _joined(scripts, parts))
    joined_scripts(context, folder, "figures")
    shutil.copyfile(styles / "favicon.svg", assets / "favicon.svg")
    for path in sorted(styles.glob("*.css")):
        if path.name not in STYLES:
            _write(assets / path.name, path.read_text(encoding="utf-8"))
    for font in sorted(FONTS.glob("*.woff2")):
        shutil.copyfile(font, assets / "fonts" / font.name)
    for licence in sorted(FONTS.glob("*-OFL.txt")):
        shutil.copyfile(licence, assets / "fonts" / licence.name)


def _joined(folder: Path, names: tuple[str, ...]) -> str:
    return "\n".join((folder / name).read_text(encoding="utf-8").rstrip() for name in names) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
