"""`report-cards validate`: is the data fit to build from, and what in it deserves a second look?"""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.problems import DataProblems


def validate(data: Path) -> None:
    """Check a folder of raw files; print what it holds and what may be right but should be looked at.

    Errors: `DataProblems` with every mistake, `UsageProblem` where there is no such folder.
    """
    from analysis.problems import visible
    from analysis.raw import read_dataset
    from analysis.raw.acts import unread_by_law
    from analysis.raw.doubts import doubts
    from analysis.raw.editions import edition
    from analysis.raw.remarks import new_since, remembered, told_once
    from analysis.standard.codebook import NOT_CODED

    dataset = read_dataset(data)
    open_ = dataset.codings["value"] == NOT_CODED
    counts = {
        "jurisdictions": dataset.jurisdictions,
        "law versions": dataset.laws,
        "answers": dataset.codings[~open_],
        "questions not coded": dataset.codings[open_],
        "second codings": dataset.second_codings,
        "sources": dataset.sources,
        "amendments": dataset.amendments,
        "editions": dataset.editions,
        "corrections": dataset.corrections,
    }
    print(f"{data}: no problems.")
    for noun, frame in counts.items():
        print(f"{len(frame):>7,}  {noun}")
    unread = unread_by_law(dataset, edition(dataset).as_of)
    if unread:
        print(f"\nTo be read, in edition {edition(dataset).id}:")
        print(*(visible(f"{law}: {words}.") for law, words in unread), sep="\n")
    doubtful = doubts(dataset)
    if doubtful:
        print(f"\n{len(doubtful)} to be looked at; the report can be built all the same:")
        seen = remembered(remarks_of(data))
        new, old = ([], doubtful) if seen is None else new_since(doubtful, seen)
        if new:
            print("New since the last build:", *told_once(new), sep="\n")
        if new and old:
            print("As at the last build:")
        print(*told_once(old), sep="\n", end="\n" if old else "")


def remarks_of(data: Path) -> Path:
    """The file that says which remarks on a folder of raw files stood at the last build."""
    from hashlib import sha256

    from analysis.project import root

    return root() / ".cache" / f"remarks-{sha256(str(data.resolve()).encode()).hexdigest()[:16]}.json"


def report(problems: DataProblems) -> None:
    """Print one line a problem to standard error: each in sentences: found, expected, what to do."""
    print(*problems.problems, sep="\n", file=sys.stderr)
    print(f"\n{problems}. Nothing was changed: mend it and run the command again.", file=sys.stderr)
