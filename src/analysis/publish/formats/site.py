"""The report's pages and the assets they share."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.display.typefaces import FONTS
from analysis.publish.build.context import Context
from analysis.publish.site.frame import joined_scripts, write_joined

STYLES = ("fonts.css", "report.css")
SCRIPTS = ("contents.js", "tables.js", "regions.js")
ALONE = {
    "exit.js": ("exit.js",),
    "scoring.js": ("scoring.js", "words.js", "menus.js"),
    "laws.js": ("laws.js",),
}
"""Files that pages of several kinds load, and the scripts in each."""


def write_assets(context: Context, folder: Path) -> None:
    """Style sheet, scripts and fonts, each a file beside the pages."""
    assets = folder / "assets"
    (assets / "fonts").mkdir(parents=True)
    styles, scripts = context.report / "styles", context.report / "scripts"
    write_joined(assets / "report.css", [styles / name for name in STYLES])
    write_joined(assets / "report.js", [scripts / name for name in SCRIPTS])
    for target, parts in ALONE.items():
        write_joined(assets / target, [scripts / name for name in parts])
    joined_scripts(context, folder, "figures")
    shutil.copyfile(styles / "favicon.svg", assets / "favicon.svg")
    for path in sorted(styles.glob("*.css")):
        if path.name not in STYLES:
            shutil.copyfile(path, assets / path.name)
    for font in sorted(FONTS.glob("*.woff2")):
        shutil.copyfile(font, assets / "fonts" / font.name)
    for licence in sorted(FONTS.glob("*-OFL.txt")):
        shutil.copyfile(licence, assets / "fonts" / licence.name)
