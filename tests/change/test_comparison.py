"""The change report: each reason apart, the steps adding up, and the same numbers as the report's change chapter."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from analysis.change.changes import compare
from analysis.change.comparison import STEPS, compare_editions, in_order
from analysis.display.documents import html, markdown
from analysis.problems import UsageProblem
from analysis.prose.change_report import change_report
from analysis.raw import Dataset, read_dataset
from analysis.raw.editions import edition
from analysis.standard.rubric_changes import rubric_changes, understood
from raw_copies import correct, edit_rows, raw_copy, replace_text, run


@pytest.fixture(scope="module")
def real(dataset: Dataset):
    return compare_editions(dataset, edition(dataset, "2019"), edition(dataset, "2026"))


def older_folder(tmp_path: Path) -> Path:
    """Data as they might have been published: one answer of Nebraska wrong, another rubric."""
    folder = raw_copy(tmp_path, "then")
    edit_rows(
        folder,
        "codings.csv",
        lambda row: (
            row
            | ({"value": "required"} if (row["law_id"], row["variable"]) == ("NE-2018", "hearing") else {})
        ),
    )
    replace_text(folder, "rubric.toml", 'version = "1.0"', 'version = "0.9"')
    replace_text(folder, "rubric.toml", "direct_result = 5", "direct_result = 6")
    return folder


def test_law_and_sight_are_told_apart_in_arkansas_worked_out_by_hand(real):
    # 2013: 48 of 92 coded points, 52. The fee went (+1): 49 of 92, 53. The hearing came into view (4 of 4): 53 of 96, 55.
    row = real.scores.loc["AR"]
    assert row[["score_before", "law_changed", "text_seen", "score_after"]].tolist() == [52, 1, 2, 55]


def test_the_steps_add_up_wherever_both_sides_have_a_score(real):
    rows = real.scores.dropna(subset=["score_published", "score_after"])
    assert len(rows) > 20
    assert (rows["score_published"] + rows[list(STEPS)].sum(axis=1) == rows["score_after"]).all()


def test_without_corrections_or_another_rubric_nothing_is_put_down_to_them(real):
    assert real.bridge is None
    assert real.rubric.empty
    assert real.corrections.empty
    assert not real.scores[["coding_corrected", "rubric_changed"]].fillna(0).any(axis=None)


def test_a_correction_is_no_change_of_the_law(tmp_path: Path):
    folder = raw_copy(tmp_path)
    correct(
        folder, law_id="NE-2018", variable="hearing", old="silent", new="if_contested", why="§ 29-3005(6)."
    )
    dataset = read_dataset(folder)
    found = compare_editions(dataset, edition(dataset, "2019"), edition(dataset, "2026"))
    # Silence on the hearing is worth 2, a hearing if contested 3; every scored question of Nebraska is coded.
    row = found.scores.loc["NE"]
    assert row[["score_published", *STEPS, "score_after"]].tolist() == [73, 1, 0, 0, 0, 74]
    assert "NE" not in set(found.changes.answers["jurisdiction"])
    listed = found.corrections.iloc[0]
    assert (listed["editions"], listed["points_old"], listed["points_new"]) == ("2019, 2026", 2, 3)


def test_data_and_rubric_of_then_split_the_change_by_reason(tmp_path: Path, dataset: Dataset):
    then = read_dataset(older_folder(tmp_path))
    found = compare_editions(dataset, edition(dataset, "2019"), edition(dataset, "2026"), data_before=then)
    # As published: hearing required 0 instead of silent 2, direct result 6 instead of 5.
    row = found.scores.loc["NE"]
    assert row[["score_published", *STEPS, "score_after"]].tolist() == [72, 2, -1, 0, 0, 73]
    recoded = found.recoded[found.recoded["jurisdiction"] == "NE"].iloc[0]
    assert recoded[["variable", "before", "after", "why"]].tolist() == ["hearing", "required", "silent", ""]
    assert found.rubric.values.tolist() == [["category nexus, item nexus, answer direct_result", "6", "5"]]
    scored = [f"score_{s}_{w}_rubric" for s in ("before", "after") for w in ("old", "new")]
    assert found.bridge is not None
    assert found.bridge.loc["NE", scored].tolist() == [74, 73, 74, 73]
    # New York's answer is result: the rubrics do not differ on it.
    assert found.bridge.loc["NY", scored].tolist() == [59, 59, 81, 81]


def test_a_rubric_alone_may_be_given_and_answers_it_does_not_know_count_as_not_coded(dataset: Dataset):
    rubric = dataset.rubric
    poorer = replace(
        rubric,
        version="0.9",
        categories=tuple(
            replace(
                category,
                items=tuple(
                    replace(item, points={a: p for a, p in item.points.items() if a != "partial"})
                    if item.points is not None
                    else item
                    for item in category.items
                ),
            )
            for category in rubric.categories
        ),
    )
    found = compare_editions(
        dataset, edition(dataset, "2019"), edition(dataset, "2026"), rubric_before=poorer
    )
    assert found.unscorable == ["confidentiality=partial"]
    # New York 2026: 81 of 100; without the two points of four for partial confidentiality, 79 of 96.
    assert found.bridge.at["NY", "score_after_old_rubric"] == 82
    assert "no points for confidentiality=partial" in markdown(change_report(found, dataset.codebook))


def test_what_an_older_rubric_asks_beyond_the_data_is_not_coded(dataset: Dataset):
    answers = pd.DataFrame({"law_exists": ["yes"], "nexus": ["unheard_of"]}, index=["X"])
    fit, left_out = understood(answers, dataset.rubric)
    assert left_out == ["nexus=unheard_of"]
    assert set(fit.drop(columns="law_exists").iloc[0]) == {"not_coded"}


def test_rubrics_that_differ_in_a_grade_or_a_ceiling_differ(dataset: Dataset):
    rubric = dataset.rubric
    other = replace(rubric, minimum_points_coded=50.0, ceilings=())
    rules = rubric_changes(other, rubric).set_index("rule")
    assert rules.loc["minimum points coded"].tolist() == ["50", "60"]
    assert rules.loc["ceiling where survivor_age = minors_only"].tolist() == ["", "40"]
    assert rubric_changes(rubric, replace(rubric, version="2.0")).empty


def test_two_rubrics_under_one_version_number_are_pointed_out(dataset: Dataset):
    other = replace(dataset.rubric, minimum_points_coded=50.0)
    found = compare_editions(dataset, edition(dataset, "2019"), edition(dataset, "2026"), rubric_before=other)
    assert "yet they differ" in markdown(change_report(found, dataset.codebook))


def test_the_numbers_are_those_of_the_change_chapter(live: Dataset, root: Path):
    editions = edition(live, "2019"), edition(live, "2026")
    found, chapter = compare_editions(live, *editions), compare(live, *editions)
    pd.testing.assert_frame_equal(found.changes.jurisdictions, chapter.jurisdictions)
    published = pd.read_csv(
        root / "data/processed/changes.csv", dtype=str, keep_default_na=False, index_col="jurisdiction"
    )
    for place, row in found.scores.iterrows():
        for mine, theirs in (
            ("score_before", "score_before"),
            ("score_after", "score_after"),
            ("law_changed", "law_changed"),
            ("text_seen", "text_seen"),
            ("event", "event"),
        ):
            text = "" if pd.isna(row[mine]) else str(row[mine])
            assert text == published.at[place, theirs], (place, mine)


def test_the_command_prints_the_same_numbers_in_every_form(real, dataset, monkeypatch, capsys):
    words = ("compare", "2019", "2026", "--data", dataset.folder)
    code, out, _ = run(monkeypatch, capsys, *words, "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    law = {r["jurisdiction"]: r for r in rows if r["section"] == "law"}
    assert law["NY"]["change"] == "22"
    assert law["DC"]["subject"] == "passed"
    answers = [r for r in rows if r["section"] in ("answer", "text_seen")]
    assert len(answers) == len(real.changes.answers)
    code, out, _ = run(monkeypatch, capsys, *words, "--format", "md")
    assert code == 0
    assert "| New York | Amended |" in out
    assert "| F 59 | B 81 | +22 |" in out
    code, out, _ = run(monkeypatch, capsys, *words)
    assert code == 0
    assert "Answers that the law changed" in out


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_the_page_stands_alone_and_its_tables_have_headings(real, dataset: Dataset):
    page = Page()
    page.feed(html(change_report(real, dataset.codebook)))
    names = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert dict(page.tags)["html"]["lang"] == "en"
    heads = [attrs for tag, attrs in page.tags if tag == "th"]
    assert {attrs["scope"] for attrs in heads} == {"col", "row"}
    targets = {attrs["href"].removeprefix("#") for tag, attrs in page.tags if tag == "a"}
    assert targets <= {attrs.get("id") for _, attrs in page.tags}


def test_hostile_text_stays_text(tmp_path: Path, monkeypatch, capsys):
    folder = raw_copy(tmp_path)
    hostile = "<script>alert(1)</script> | [x](javascript:alert(1)) **b** `c`"
    edit_rows(
        folder,
        "amendments.csv",
        lambda row: row | ({"act": hostile} if (row["jurisdiction"], row["year"]) == ("LA", "2022") else {}),
    )
    _, page, _ = run(monkeypatch, capsys, "compare", "2019", "2026", "--format", "html", "--data", folder)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    _, text, _ = run(monkeypatch, capsys, "compare", "2019", "2026", "--format", "md", "--data", folder)
    line = next(line for line in text.splitlines() if line.startswith("| Louisiana | Amended"))
    assert "<script>" not in line
    assert r"\[x\](javascript" in line
    assert line.replace(r"\|", "").count("|") == 8


def test_mistakes_are_answered_in_a_sentence(tmp_path: Path, monkeypatch, capsys, dataset: Dataset):
    bad = tmp_path / "rubric.toml"
    bad.write_text('version = "0.9"\n', encoding="utf-8")
    for words, message in (
        (("2026", "2019"), "report-cards compare 2019 2026"),
        (("2019", "2019"), "with itself"),
        (("2018", "2026"), "There is no edition '2018'"),
        (("2019", "2026", "--format", "pdf"), "There is no format 'pdf'"),
        (("2019", "2026", "--rubric-before", tmp_path / "none.toml"), "There is no file"),
        (("2019", "2026", "--rubric-before", bad), "The key 'category' is missing"),
        (("2019", "2026", "--data-before", tmp_path / "none"), "There is no folder"),
    ):
        code, out, err = run(monkeypatch, capsys, "compare", *words)
        assert (code, out) == (2, ""), words
        assert message in err
    with pytest.raises(UsageProblem):
        in_order(edition(dataset, "2026"), edition(dataset, "2019"))


def test_a_law_that_ended_of_itself_is_told_as_such_in_every_form(tmp_path: Path, monkeypatch, capsys):
    folder = raw_copy(tmp_path)
    edit_rows(
        folder,
        "laws.csv",
        lambda row: row | ({"effective_to": "2026-01-01"} if row["law_id"] == "NM-2013" else {}),
    )
    printed = {}
    for form in ("csv", "md", "html"):
        code, out, err = run(
            monkeypatch, capsys, "compare", "2019", "2026", "--format", form, "--data", folder
        )
        assert (code, err) == (0, "")
        printed[form] = out
    for form in ("md", "html"):
        lines = (
            printed[form].replace("\n", " " if form == "html" else "\n").replace("</tr>", "\n").splitlines()
        )
        told_of = [text for text in lines if "Repealed or expired" in text and "New Mexico" in text]
        assert len(told_of) == 1, told_of
        assert "no law" in told_of[0]
    rows = [row for row in csv.DictReader(io.StringIO(printed["csv"])) if row["jurisdiction"] == "NM"]
    told = {(row["section"], row["subject"]): (row["before"], row["after"]) for row in rows}
    assert told["law", "repealed"] == ("NM-2013", "")
    assert told["grade", "as_published_to_now"] == ("F", "no_law")
    assert not [row for row in rows if row["section"] not in ("law", "score", "grade")], (
        "no answer was changed"
    )
