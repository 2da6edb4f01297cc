"""Recording an act closes one law version and opens the next; mistakes change nothing on disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.coding.law_versions import amend
from analysis.problems import UsageProblem
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import laws_in_force
from analysis.raw.store import save
from raw_copies import contents, correct, raw_copy, run


def answers_of(dataset: Dataset, law: str) -> list[tuple[str, ...]]:
    rows = dataset.codings[dataset.codings["law_id"] == law].drop(columns="law_id")
    return [tuple(row) for row in rows.itertuples(index=False)]


def test_an_act_closes_the_version_in_force_and_opens_the_next_with_the_same_answers(tmp_path: Path):
    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    before = read_dataset(folder)
    made = amend(before, "NE", "2027-01-01", "LB 12", change="Covers labor trafficking.")
    save(before, made.tables)
    after = read_dataset(folder)
    laws = after.laws.set_index("law_id")
    assert laws.at["NE-2018", "effective_to"] == "2027-01-01"
    assert laws.at["NE-2027", "effective_from"] == "2027-01-01"
    assert laws.at["NE-2027", "effective_to"] == ""
    assert laws.at["NE-2027", "statutes"] == laws.at["NE-2018", "statutes"]
    assert laws.at["NE-2027", "verified_through"] == "", "carried over is not verified"
    assert "carried over from NE-2018" in laws.at["NE-2027", "open_questions"]
    assert answers_of(after, "NE-2027") == answers_of(before, "NE-2018")
    assert laws_in_force(after, date(2026, 12, 31)).at["NE", "law_id"] == "NE-2018"
    assert laws_in_force(after, date(2027, 1, 1)).at["NE", "law_id"] == "NE-2027"
    act = after.amendments[after.amendments["act"] == "LB 12"].iloc[0].to_dict()
    assert act == {
        "jurisdiction": "NE",
        "year": "2027",
        "effective": "2027-01-01",
        "act": "LB 12",
        "change": "Covers labor trafficking.",
        "text_read": "no",
        "source_ids": "NE-s12",
    }
    source = after.sources.set_index("source_id").loc["NE-s12"]
    assert (source["jurisdiction"], source["title"], source["kind"]) == ("NE", "LB 12", "bill")


def test_only_lines_of_that_law_are_new_in_the_files(tmp_path: Path):
    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    before = {name: text.decode().splitlines() for name, text in contents(folder).items()}
    dataset = read_dataset(folder)
    save(dataset, amend(dataset, "NE", "2027-01-01", "LB 12").tables)
    for name, text in contents(folder).items():
        lines = text.decode().splitlines()
        gone = [line for line in before[name] if line not in lines]
        new = [line for line in lines if line not in before[name]]
        assert all(line.startswith("NE-2018,") for line in gone), name
        assert all(line.startswith(("NE-2027,", "NE-2018,", "NE-s12,", "NE,2027")) for line in new), name


def test_a_corrected_answer_is_carried_over_as_corrected(tmp_path: Path):
    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    correct(folder, law_id="NE-2018", variable="hearing", old="silent", new="if_contested")
    dataset = read_dataset(folder)
    save(dataset, amend(dataset, "NE", "2027-01-01", "LB 12").tables)
    after = read_dataset(folder)
    value = after.codings_as_published.set_index(["law_id", "variable"])["value"]
    assert value["NE-2027", "hearing"] == "if_contested"
    assert value["NE-2018", "hearing"] == "silent", "what was published stays on record"


def test_a_first_law_opens_unread_and_its_existence_is_coded_only_where_a_source_shows_it(dataset: Dataset):
    unread = amend(dataset, "IA", "2027-07-01", "HF 9")
    values = unread.tables["codings"].set_index(["law_id", "variable"])["value"]
    assert unread.kind == "first"
    assert set(values["IA-2027"]) == {"not_coded"}
    assert len(values["IA-2027"]) == len(dataset.codebook.ids)
    shown = amend(dataset, "IA", "2027-07-01", "HF 9", source="IA-s1")
    rows = shown.tables["codings"].set_index(["law_id", "variable"])
    assert rows.loc[("IA-2027", "law_exists"), ["value", "source_ids", "basis"]].tolist() == [
        "yes",
        "IA-s1",
        "bill",
    ]
    assert not shown.new_source


def test_a_repealed_law_leaves_the_ranking_without_a_zero(tmp_path: Path):
    from analysis.grading.scorecard import scorecard
    from analysis.raw.editions import Edition

    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    dataset = read_dataset(folder)
    save(dataset, amend(dataset, "NE", "2027-01-01", "LB 12", source="NE-s2", repeals=True).tables)
    after = read_dataset(folder)
    row = scorecard(after, Edition("2027", date(2027, 6, 30), "")).table.loc["NE"]
    assert (row["status"], row["grade"]) == ("no_law", "")


def test_a_version_between_two_others_ends_where_the_later_begins(dataset: Dataset):
    made = amend(dataset, "CA", "2019-06-01", "AB 1")
    laws = made.tables["laws"].set_index("law_id")
    assert laws.at["CA-2017", "effective_to"] == "2019-06-01"
    assert laws.at["CA-2019", "effective_to"] == "2022-01-01"


def test_a_year_alone_is_recorded_as_such_and_identifiers_stay_unique(dataset: Dataset):
    made = amend(dataset, "AR", "2019-08-01", "Act 1")
    assert made.opened == "AR-2019-2"
    row = amend(dataset, "NE", "2027", "LB 12").tables["laws"].set_index("law_id").loc["NE-2027"]
    assert (row["effective_from"], row["effective_precision"]) == ("2027-01-01", "year")


def test_an_act_on_record_is_not_recorded_twice(dataset: Dataset):
    made = amend(dataset, "AZ", "2024-09-14", "HB 2623, Laws 2024, ch. 195 (and ch. 255)")
    acts = made.tables["amendments"]
    assert len(acts) == len(dataset.amendments)
    row = acts[(acts["jurisdiction"] == "AZ") & (acts["effective"] == "2024-09-14")].iloc[0]
    assert row["change"].startswith("Removed the limit")
    assert row["source_ids"].startswith("AZ-s6;AZ-s1;")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Nebrasca", "2027-01-01", "LB 12"), "did you mean 'Nebraska'?"),
        (("NE", "01/01/2027", "LB 12"), "not a date"),
        (("NE", "2027-02-30", "LB 12"), "not a date"),
        (("NE", "2018-07-19", "LB 12"), "NE-2018 begins on 2018-07-19 already"),
        (("NE", "2001-01-01", "LB 12"), "No version of the law of NE is in force on 2001-01-01"),
        (("NE", "2027-01-01", " "), "no name"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_the_reason(
    dataset: Dataset, words: tuple[str, ...], message: str
):
    with pytest.raises(UsageProblem, match=message.replace("?", r"\?")):
        amend(dataset, *words)


def test_sources_and_repeals_are_checked(dataset: Dataset):
    with pytest.raises(UsageProblem, match="did you mean 'NE-s8'"):
        amend(dataset, "NE", "2027-01-01", "LB 12", source="NE-s88")
    with pytest.raises(UsageProblem, match="--source"):
        amend(dataset, "NE", "2027-01-01", "LB 12", repeals=True)
    with pytest.raises(UsageProblem, match="no law of IA"):
        amend(dataset, "IA", "2027-01-01", "HF 9", source="IA-s1", repeals=True)


def test_the_command_says_what_it_did_and_what_comes_next(tmp_path, monkeypatch, capsys):
    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    words = ("law", "amend", "NE", "--effective", "2027-01-01", "--act", "LB 12", "--data", folder)
    code, out, _ = run(monkeypatch, capsys, *words)
    assert code == 0
    assert "NE-2018 ends on 2027-01-01." in out
    assert "workbook export" in out
    before = contents(folder)
    code, out, err = run(monkeypatch, capsys, *words)
    assert (code, out) == (2, "")
    assert "NE-2027 begins on 2027-01-01 already" in err
    assert contents(folder) == before


def test_a_formula_in_the_name_of_an_act_is_refused_and_nothing_written(tmp_path, monkeypatch, capsys):
    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    before = contents(folder)
    words = ("law", "amend", "NE", "--effective", "2027-01-01", "--act", "=HYPERLINK(1)", "--data", folder)
    code, _, err = run(monkeypatch, capsys, *words)
    assert code == 2
    assert "HYPERLINK" in err
    assert contents(folder) == before


def test_a_new_edition_describes_the_law_of_its_date(tmp_path, monkeypatch, capsys):
    folder = raw_copy(tmp_path, only=("NE", "IA", "AZ", "CA", "AR"))
    code, out, _ = run(
        monkeypatch, capsys, "edition", "new", "2027", "--as-of", "2027-06-30", "--data", folder
    )
    assert code == 0
    assert "State Report Cards 2027 (law in force on June 30, 2027" in out
    row = read_dataset(folder).editions.iloc[-1]
    assert (row["edition"], row["as_of"]) == ("2027", "2027-06-30")
    before = contents(folder)
    for words, message in (
        (("2027", "--as-of", "2028-06-30"), "There is an edition 2027 already"),
        (("2028", "--as-of", "2027-06-30"), "Edition 2027 describes the law of 2027-06-30 already"),
        (("2028", "--as-of", "30.6.2028"), "not a date"),
        (("20/28", "--as-of", "2028-06-30"), "cannot name an edition"),
    ):
        code, _, err = run(monkeypatch, capsys, "edition", "new", *words, "--data", folder)
        assert code == 2
        assert message in err
    assert contents(folder) == before
