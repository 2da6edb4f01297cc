"""Many old remarks do not hide the new one: new ones stand first, equal ones are counted once."""

from __future__ import annotations

from pathlib import Path

from analysis.problems import Problem
from analysis.raw.remarks import new_since, remember, remembered, told_once
from raw_copies import edit_rows, raw_copy, run


def remark(row: int, found: str = "no citation", allowed: str = "a citation") -> Problem:
    return Problem("codings.csv", row, "citation", found, allowed, "add it")


def test_what_is_alike_is_told_once_and_a_few_are_told_one_by_one():
    assert told_once([remark(row) for row in (4, 7, 9)]) == [str(remark(row)) for row in (4, 7, 9)]
    assert told_once([remark(row) for row in (4, 7, 9, 11)]) == [
        "codings.csv:4 citation: Found no citation. Expected: a citation. Add it. (3 more of this kind: rows 7, 9, 11.)"
    ]


def test_a_remark_is_new_when_more_of_its_kind_stand_there_than_at_the_last_build(tmp_path: Path):
    path = tmp_path / "deep" / "remarks.json"
    assert remembered(path) is None
    remember([remark(4), remark(7)], path)
    new, old = new_since([remark(5), remark(8), remark(9), remark(3, "another")], remembered(path) or [])
    assert (new, old) == ([remark(9), remark(3, "another")], [remark(5), remark(8)])


def test_validate_prints_the_new_remark_before_the_old_ones(tmp_path: Path, monkeypatch, capsys):
    from analysis.cli.validate import remarks_of
    from analysis.raw import read_dataset
    from analysis.raw.doubts import doubts

    folder = raw_copy(tmp_path)
    monkeypatch.setenv("REPORT_CARDS_ROOT", str(tmp_path))
    for source in ("AK-s1", "NE-s2", "NE-s8", "KS-s1", "NY-s1"):
        edit_rows(
            folder, "sources.csv", lambda r, s=source: r | ({"date": "1066"} if r["source_id"] == s else {})
        )
    remember(doubts(read_dataset(folder)), remarks_of(folder))
    edit_rows(folder, "sources.csv", lambda r: r | ({"date": "2953"} if r["source_id"] == "IA-s1" else {}))
    code, out, _ = run(monkeypatch, capsys, "validate", "--data", folder)
    lines = out.partition("all the same:\n")[2].splitlines()
    assert code == 0
    assert lines[0] == "New since the last build:"
    assert "Found '2953'" in lines[1]
    assert lines[2] == "As at the last build:"
    assert sum("Found '1066'" in line for line in lines) == 1, "five of one kind are one line"
