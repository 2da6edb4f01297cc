"""Acts, bills, questions and jurisdictions as a year brings them; each message as the user reads it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.raw import read_dataset
from raw_copies import contents, edit_rows, publish, raw_copy, replace_text, run


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return raw_copy(tmp_path, only=("NE", "IA", "KS"))


def amend(
    monkeypatch, capsys, folder: Path, day: str, act: str, *more: str, place: str = "NE"
) -> tuple[int, str, str]:
    words = ("law", "amend", place, "--effective", day, "--act", act, *more, "--data", folder)
    return run(monkeypatch, capsys, *words)


def test_an_act_after_the_editions_date_says_that_it_does_not_count(folder, monkeypatch, capsys):
    code, out, _ = amend(monkeypatch, capsys, folder, "2027-01-01", "LB 12")
    assert code == 0
    said = "Edition 2026 describes the law of 2026-07-01, so the act does not count in it: it is enacted, not yet in force."
    assert said in out.splitlines()
    (act,) = (r for r in rows(folder, "amendments.csv") if r["act"] == "LB 12")
    assert act["text_read"] == "no"


def test_an_act_before_a_published_editions_date_says_what_becomes_of_it(folder, monkeypatch, capsys):
    publish(folder, e2026="2026-12-01")
    _, out, _ = amend(monkeypatch, capsys, folder, "2026-01-01", "LB 12")
    assert "Edition 2026 is published; in a new build its law is NE-2026, amended and not yet read." in out
    assert "enacted, not yet in force" not in out


def test_the_same_act_on_another_day_asks_and_a_second_act_of_one_day_joins_the_first(
    folder, monkeypatch, capsys
):
    amend(monkeypatch, capsys, folder, "2027-01-01", "LB 12")
    before = contents(folder)
    code, _, err = amend(monkeypatch, capsys, folder, "2027-07-01", "lb 12")
    assert (code, err) == (
        2,
        "lb 12 of NE is on record already, in force from 2027-01-01. If it takes effect in steps, and you mean 2027-07-01 "
        "as well, add --again.\n",
    )
    code, _, err = amend(monkeypatch, capsys, folder, "2027-01-01", "LB 99")
    assert (code, err) == (
        2,
        "NE-2027 begins on 2027-01-01 already. To change its answers, edit that version; for a second act of that day, "
        "add --again.\n",
    )
    assert contents(folder) == before
    code, out, _ = amend(monkeypatch, capsys, folder, "2027-01-01", "LB 99", "--again")
    assert code == 0
    assert (
        "Recorded as a further act of the day on which NE-2027 begins; its answers are to be read again."
        in out
    )
    assert len(rows(folder, "laws.csv")) == before["laws.csv"].count(b"\n") - 1, "no further version"
    acts = [
        (r["act"], r["text_read"]) for r in rows(folder, "amendments.csv") if r["effective"] == "2027-01-01"
    ]
    assert acts == [("LB 12", "no"), ("LB 99", "no")]
    law = read_dataset(folder).laws.set_index("law_id").loc["NE-2027"]
    assert "LB 99 took effect on the same day" in law["open_questions"]
    assert amend(monkeypatch, capsys, folder, "2027-07-01", "LB 12", "--again")[0] == 0
    assert "NE-2027-2" in {r["law_id"] for r in rows(folder, "laws.csv")}


def test_a_law_may_end_of_itself(folder, monkeypatch, capsys):
    assert amend(monkeypatch, capsys, folder, "2027-01-01", "LB 12", "--until", "2030-07-01")[0] == 0
    ends = {r["law_id"]: r["effective_to"] for r in rows(folder, "laws.csv")}
    assert (ends["NE-2018"], ends["NE-2027"]) == ("2027-01-01", "2030-07-01")
    code, out, _ = run(monkeypatch, capsys, "law", "sunset", "NE", "--on", "2031-07-01", "--data", folder)
    assert code == 0
    assert out.startswith("NE-2027 ends on 2031-07-01, unless an act comes before.")
    code, _, err = run(monkeypatch, capsys, "law", "sunset", "NE", "--on", "2026-07-01", "--data", folder)
    assert (code, err) == (
        2,
        "'2026-07-01' cannot be the day on which NE-2027 ends: write a day after 2027-01-01.\n",
    )


def test_a_repeal_enters_the_text_that_shows_it_along_with_it(folder, monkeypatch, capsys):
    code, _, err = amend(monkeypatch, capsys, folder, "2027-01-01", "LB 12", "--repeals")
    assert (code, err) == (
        2,
        "A repeal must rest on a text. Name a listed one with --source ID, or enter it along with --source-title TEXT, "
        "--source-url, --source-date and --source-kind.\n",
    )
    shown = (
        "--source-title",
        "Laws 2027, LB 12",
        "--source-url",
        "https://example.org/lb12",
        "--source-kind",
        "statute",
    )
    assert amend(monkeypatch, capsys, folder, "2027-01-01", "LB 12", "--repeals", *shown)[0] == 0
    source = next(r for r in rows(folder, "sources.csv") if r["title"] == "Laws 2027, LB 12")
    (answer,) = (r for r in rows(folder, "codings.csv") if r["law_id"] == "NE-2027")
    assert (answer["value"], answer["source_ids"], answer["basis"]) == ("no", source["source_id"], "statute")


def test_bills_are_recorded_followed_and_settled(folder, monkeypatch, capsys):
    words = ("bill", "record", "NE", "--bill", "LB 7", "--year", "2027", "--data", folder)
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, err) == (
        2,
        "LB 7 of NE (2027) is not on record yet. To record it, add --what and --status and --status-date and --source.\n",
    )
    facts = (
        "--what",
        "Would waive the fee.",
        "--status",
        "introduced",
        "--status-date",
        "2027-01",
        "--source",
        "NE-s2",
    )
    assert run(monkeypatch, capsys, *words, *facts)[0] == 0
    code, out, _ = run(monkeypatch, capsys, *words, "--status", "passed", "--status-date", "2027-03")
    assert (code, out.splitlines()[0]) == (0, "LB 7 (2027) is brought up to date.")
    (bill,) = (r for r in rows(folder, "bills.csv") if r["bill"] == "LB 7")
    assert (bill["what"], bill["status"], bill["status_date"]) == (
        "Would waive the fee.",
        "passed",
        "2027-03",
    )
    assert "LB 7" in run(monkeypatch, capsys, "bill", "list", "--data", folder)[1]
    settle = ("bill", "settled", "NE", "--year", "2027", "--data", folder, "--bill")
    code, _, err = run(monkeypatch, capsys, *settle, "LB 8")
    assert (code, err) == (2, "There is no bill 'LB 8' of 2027 for NE. On record: LB 7 (2027).\n")
    assert run(monkeypatch, capsys, *settle, "LB 7")[0] == 0
    assert "LB 7" not in {r["bill"] for r in rows(folder, "bills.csv")}


QUESTION = (
    "question", "add", "court_form", "--question", "Is there a court form?", "--instruction", "yes where courts publish one.",
    "--answer", "yes|Yes|The courts publish a form.", "--answer", "silent|Silent|No form is named.",
)  # fmt: skip


def test_a_new_question_is_asked_of_every_law_at_once(folder, monkeypatch, capsys):
    old = read_dataset(folder)
    code, out, err = run(monkeypatch, capsys, *QUESTION, "--data", folder)
    assert (code, err) == (0, "")
    assert (
        "court_form is asked of every law, under codebook 2.0; where nothing was read it is not_coded." in out
    )
    new = read_dataset(folder)
    answers = new.codings[new.codings["variable"] == "court_form"]
    coded = old.codings[old.codings["variable"] == "hearing"]
    assert set(answers["law_id"]) == set(coded["law_id"])
    assert set(answers["value"]) == {"not_coded"}
    assert new.codebook["court_form"].by_id.keys() == {"yes", "silent"}
    code, _, err = run(monkeypatch, capsys, *QUESTION, "--data", folder)
    assert (code, err) == (2, "The codebook asks court_form already.\n")
    assert (
        run(
            monkeypatch,
            capsys,
            "law",
            "amend",
            "IA",
            "--effective",
            "2027-07-01",
            "--act",
            "HF 9",
            "--data",
            folder,
        )[0]
        == 0
    )


def test_a_question_that_one_law_answers_stops_nobody_and_missing_rows_are_written(
    tmp_path, monkeypatch, capsys
):
    """The question was written into the codebook by hand, and answered for one law."""
    folder = raw_copy(tmp_path)
    unscored = '\n[[variable]]\nid = "court_form"\nquestion = "?"\nscored = false\nanswers = [\n'
    unscored += '  { id = "yes", label = "Yes", statement = "A form." },\n  { id = "silent", label = "S", statement = "None." },\n]\n'  # noqa: E501
    with (folder / "codebook.toml").open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(unscored)
    row = "NE-2018,court_form,yes,§ 1,NE-s2,statute,,agreed\n"
    with (folder / "codings.csv").open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(row)
    assert run(monkeypatch, capsys, "validate", "--data", folder)[0] == 0
    code, _, err = run(
        monkeypatch,
        capsys,
        "law",
        "amend",
        "IA",
        "--effective",
        "2027-07-01",
        "--act",
        "HF 9",
        "--data",
        folder,
    )
    assert (code, err) == (0, "")
    written = [r for r in rows(folder, "codings.csv") if r["variable"] == "court_form"]
    assert len(written) > 40
    assert {r["value"] for r in written if r["law_id"] not in ("NE-2018",)} == {"not_coded"}


def test_an_answer_lost_from_one_law_is_still_a_mistake(folder, monkeypatch, capsys):
    edit_rows(
        folder, "codings.csv", lambda r: None if (r["law_id"], r["variable"]) == ("NE-2018", "hearing") else r
    )
    code, _, err = run(monkeypatch, capsys, "validate", "--data", folder)
    assert code == 2
    assert "NE-2018 has no answer to hearing in codings.csv." in err


def test_a_new_jurisdiction_comes_with_all_that_it_needs(folder, monkeypatch, capsys):
    words = ("jurisdiction", "add", "PR", "--name", "Puerto Rico", "--fips", "72", "--kind", "territory")
    words += ("--region", "Territory", "--tile", "7,11", "--data", folder)
    code, out, err = run(monkeypatch, capsys, *words)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Puerto Rico (PR) is in the data; of its law nothing has been read."
    new = read_dataset(folder)
    assert new.laws.set_index("law_id").at["PR-unread", "effective_from"] == "2019-03-14", "in every edition"
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, err) == (2, "There is a jurisdiction PR already.\n")


def test_an_edition_is_published_once(folder, monkeypatch, capsys):
    words = ("edition", "publish", "2026", "--on", "2026-12-01", "--data", folder)
    assert run(monkeypatch, capsys, *words)[0] == 0
    assert {r["edition"]: r["published"] for r in rows(folder, "editions.csv")} == {
        "2019": "",
        "2026": "2026-12-01",
    }
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, err) == (2, "Edition 2026 was published on 2026-12-01 already.\n")
    replace_text(folder, "editions.csv", "2026-12-01", "soon")
    code, _, err = run(monkeypatch, capsys, "validate", "--data", folder)
    assert code == 2
    assert "editions.csv:3 published: Found 'soon'. Expected: a date as year-month-day" in err
