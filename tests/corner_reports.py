"""Build the whole report of each corner, to be read: `.venv/bin/python tests/corner_reports.py FOLDER [CORNER …]`.

Each is built from data/raw into FOLDER/CORNER, its data into FOLDER/CORNER-raw; without a name, all of them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from analysis.problems import DataProblems
from analysis.publish.build.building import Options, build
from corner_data import CORNERS, make

ROOT = Path(__file__).resolve().parents[1]


def main(folder: Path, names: list[str]) -> int:
    unknown = sorted(set(names) - CORNERS.keys())
    if unknown:
        print(f"No such corner: {', '.join(unknown)}. Known: {', '.join(CORNERS)}.", file=sys.stderr)
        return 2
    for name in names or CORNERS:
        raw = folder / f"{name}-raw"
        shutil.rmtree(raw, ignore_errors=True)
        try:
            make(name, ROOT / "data" / "raw", raw)
            built = build(Options(root=ROOT, raw=raw, output=folder / name))
        except DataProblems as found:
            print(f"{name}: {found}", file=sys.stderr)
            return 2
        print(f"{name}: {built.output / 'index.html'}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
