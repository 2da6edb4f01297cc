"""Raw tables are written in one form, checked first, and only where they say something new."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.problems import DataProblems
from analysis.raw import Dataset, read_dataset
from analysis.raw.store import canonical, rewritten, save, to_csv
from raw_copies import raw_copy

TABLES = ("jurisdictions", "editions", "laws", "codings", "second_codings", "sources", "amendments")


@pytest.fixture
def copy(tmp_path: Path) -> Dataset:
    return read_dataset(raw_copy(tmp_path))


def published(dataset: Dataset, name: str) -> pd.DataFrame:
    return dataset.codings_as_published if name == "codings" else getattr(dataset, name)


@pytest.mark.parametrize("name", TABLES)
def test_the_real_files_are_in_canonical_form_whatever_the_order_of_rows(live: Dataset, name: str) -> None:
    frame = published(live, name)
    raw = (live.folder / f"{name}.csv").read_bytes()
    if name != "jurisdictions":  # their order is the order of every ranking and has a meaning
        frame = frame.sample(frac=1, random_state=7)
    frame = frame[list(reversed(frame.columns))]
    assert to_csv(canonical(name, frame, live.laws, live.codebook)) == raw


def test_saving_unchanged_tables_writes_nothing(copy: Dataset) -> None:
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in copy.folder.iterdir()}
    saved = save(
        copy, {name: published(copy, name).sample(frac=1, random_state=1) for name in ("laws", "codings")}
    )
    assert saved.files == ()
    assert saved.backup is None
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in copy.folder.iterdir()} == before
    assert not (copy.folder.parent / "backups").exists()


def test_a_changed_cell_is_the_only_changed_line_and_the_old_folder_is_kept(copy: Dataset) -> None:
    before = {p.name: p.read_bytes() for p in copy.folder.iterdir()}
    laws = copy.laws.copy()
    laws.loc[laws["law_id"] == "NE-2018", "open_questions"] = 'Is "relief" broad, or narrow?'
    saved = save(copy, {"laws": laws, "sources": copy.sources})
    assert saved.files == ("laws.csv",)
    assert saved.backup is not None
    assert {p.name: p.read_bytes() for p in saved.backup.iterdir()} == before
    now = {p.name: p.read_bytes() for p in copy.folder.iterdir()}
    assert {name for name in now if now[name] != before[name]} == {"laws.csv"}
    old, new = before["laws.csv"].decode().split("\n"), now["laws.csv"].decode().split("\n")
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].endswith(',"Is ""relief"" broad, or narrow?"')


def test_a_result_that_is_not_sound_is_refused_and_nothing_touched(copy: Dataset) -> None:
    before = {p.name: p.read_bytes() for p in copy.folder.iterdir()}
    codings = copy.codings_as_published.copy()
    codings.loc[3, "value"] = "perhaps"
    with pytest.raises(DataProblems) as raised:
        save(copy, {"codings": codings})
    assert any("'perhaps' is not an answer" in str(p) for p in raised.value.problems)
    assert {p.name: p.read_bytes() for p in copy.folder.iterdir()} == before
    assert not (copy.folder.parent / "backups").exists()


def test_a_new_source_stands_at_its_number(copy: Dataset) -> None:
    new = {"source_id": "AL-s2", "jurisdiction": "AL", "title": "A new text", "date": "2027", "kind": "bill"}
    sources = copy.sources.copy()
    sources.loc[len(sources)] = new
    content = rewritten(copy, {"sources": sources})["sources.csv"].decode()
    ids = [line.split(",")[0] for line in content.split("\n")]
    assert ids[ids.index("AL-s2") - 1] == "AL-s1"
    assert ids[ids.index("AL-s2") + 1] == "AL-s4"
    assert "AL-s2,AL,,,A new text,2027,bill\n" in content
