"""What readers take away is what the raw files hold, complete, described, checkable, and harmless to open."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import yaml
from accessibility import WIDTHS, fits_passes_axe_and_asks_nobody
from test_figure_pages import read

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"


def raw(name: str) -> pd.DataFrame:
    return pd.read_csv(RAW / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def codebook() -> dict[str, dict[str, Any]]:
    """Every question of the codebook by its id, read without the package."""
    document = tomllib.loads((RAW / "codebook.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in document["variable"]}


@pytest.fixture(scope="module")
def inforce() -> dict[str, str]:
    """The law version in force on the latest edition's date, by jurisdiction; worked out from the raw files."""
    laws, day = raw("laws"), max(raw("editions")["as_of"])
    open_on = (laws["effective_from"] <= day) & ((laws["effective_to"] == "") | (laws["effective_to"] > day))
    return dict(zip(laws[open_on]["jurisdiction"], laws[open_on]["law_id"], strict=True))


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, str], dict[str, str]]:
    """Every coded answer by law and question, corrections applied."""
    found = {(row["law_id"], row["variable"]): row for row in raw("codings").to_dict("records")}
    for row in raw("corrections").to_dict("records"):
        found[row["law_id"], row["variable"]][row["column"]] = row["new"]
    return found


def cited(coded: dict[str, str]) -> str:
    """Where the law gives the answer; a text not seen gives none."""
    return "" if coded["value"] == "not_coded" else coded["citation"]


def label(question: dict[str, Any], value: str) -> str:
    if value == "not_coded":
        return "Text not seen"
    labels = {one["id"]: one["label"] for one in question["answers"]}
    if not question.get("multiple"):
        return str(labels[value])
    return ", ".join(labels[part] for part in value.split(";")) if value != "none" else "None"


def test_wide_table_holds_each_answer_of_the_laws_in_force(
    site: Path, codebook: Any, inforce: Any, answers: Any
) -> None:
    wide = pd.read_csv(site / "data" / "answers-wide.csv", dtype=str, keep_default_na=False)
    assert list(wide.columns) == ["jurisdiction", "name", "law_id", *codebook]
    assert list(wide["jurisdiction"]) == list(raw("jurisdictions")["jurisdiction"])
    assert wide.shape == (51, 21)
    for row in wide.to_dict("records"):
        law = inforce.get(row["jurisdiction"], "")
        assert row["law_id"] == law
        exists = answers.get((law, "law_exists"), {}).get("value", "")
        for variable in codebook:
            coded = answers.get((law, variable), {}).get("value", "not_coded")
            wanted = "" if not law or (exists == "no" and variable != "law_exists") else coded
            assert row[variable] == wanted, (law, variable)


def test_every_jurisdiction_has_a_file_of_the_documented_shape(site: Path) -> None:
    import jsonschema

    folder = site / "data" / "jurisdictions"
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    codes = list(raw("jurisdictions")["jurisdiction"])
    assert sorted(p.stem for p in folder.glob("*.json")) == sorted([*codes, "schema"])
    for code in codes:
        text = (folder / f"{code}.json").read_text(encoding="utf-8")
        record = json.loads(text)
        assert [e.message for e in validator.iter_errors(record)] == [], code
        assert text == json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", code
        assert record["jurisdiction"]["code"] == code
        assert record["schema_version"] == schema["properties"]["schema_version"]["const"]


def test_file_of_a_jurisdiction_holds_its_rows_of_the_raw_files(
    site: Path, inforce: Any, answers: Any, codebook: Any
) -> None:
    laws, acts, sources = raw("laws"), raw("amendments"), raw("sources")
    names = dict(zip(raw("jurisdictions")["jurisdiction"], raw("jurisdictions")["name"], strict=True))
    for code, name in names.items():
        record = json.loads((site / "data" / "jurisdictions" / f"{code}.json").read_text(encoding="utf-8"))
        assert record["jurisdiction"]["name"] == name
        mine = laws[laws["jurisdiction"] == code]
        assert [one["law_id"] for one in record["laws"]] == list(mine["law_id"])
        assert [one["statutes"] or "" for one in record["laws"]] == list(mine["statutes"])
        assert [one["act"] or "" for one in record["acts"]] == list(acts[acts["jurisdiction"] == code]["act"])
        own = set(sources[sources["jurisdiction"] == code]["source_id"])
        listed = {one["source_id"] for one in record["sources"]}
        assert own <= listed
        latest = record["editions"][-1]
        assert (latest["law_id"] or "") == inforce.get(code, "")
        for one in latest["answers"]:
            coded = answers.get((latest["law_id"], one["variable"]))
            assert one["value"] == (coded["value"] if coded else "not_coded")
            assert one["label"] == label(codebook[one["variable"]], one["value"])
            if coded:
                assert one["source_ids"] == [s for s in coded["source_ids"].split(";") if s]
                assert (one["note"] or "", one["citation"] or "") == (coded["note"], cited(coded))
                assert set(one["source_ids"]) <= listed


def cells(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def workbook(site: Path) -> Any:
    return openpyxl.load_workbook(site / "data" / "state-report-cards.xlsx")


def test_workbook_gives_each_answer_in_words(
    workbook: Any, codebook: Any, inforce: Any, answers: Any
) -> None:
    sheet = workbook["Answers"]
    rows = {row["Code"]: row for row in cells(sheet)}
    assert [cell.value for cell in sheet[1]][3:] == [one["question"] for one in codebook.values()]
    assert set(rows) == set(raw("jurisdictions")["jurisdiction"])
    checked = 0
    for code, law in inforce.items():
        if answers[law, "law_exists"]["value"] == "no":
            continue
        for variable, question in codebook.items():
            value = answers.get((law, variable), {}).get("value", "not_coded")
            assert rows[code][question["question"]] == label(question, value), (code, variable)
            checked += 1
    assert checked > 800


def test_workbook_gives_each_citation_source_and_act(workbook: Any, answers: Any) -> None:
    long = cells(workbook["Answers with citations"])
    edition = max(raw("editions").to_dict("records"), key=lambda row: row["as_of"])["edition"]
    latest = [row for row in long if row["Edition"] == edition]
    laws = {
        row["jurisdiction"]: row["law_id"] for row in cells(workbook["Scores"]) if row["edition"] == edition
    }
    assert len(latest) > 800
    for row in latest:
        coded = answers.get(
            (laws[row["Code"]], row["Question id"]), {"citation": "", "note": "", "value": "not_coded"}
        )
        assert (row["Citation"] or "", row["Coder’s note"] or "") == (cited(coded), coded["note"])
        assert row["Answer id"] == coded["value"]
    for title, name in (("Laws", "laws"), ("Acts", "amendments"), ("Sources", "sources")):
        shown = [[value or "" for value in row.values()] for row in cells(workbook[title])]
        assert shown == raw(name).to_numpy().tolist(), title


def test_workbook_opens_on_what_it_is_and_keeps_every_heading_in_sight(workbook: Any) -> None:
    about = cells(workbook.worksheets[0])
    assert workbook.sheetnames[0] == "About"
    told = {row["About this workbook"]: row["What to know"] for row in about}
    assert told["Cite as"].startswith("State Report Cards contributors. ")
    for sheet in workbook.worksheets:
        assert str(sheet.freeze_panes).endswith("2"), sheet.title
        heads = [cell.value for cell in sheet[1]]
        assert None not in heads, sheet.title
        assert len(heads) == len(set(heads)), sheet.title
        assert all(cell.font.bold for cell in sheet[1]), sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title
        if sheet.title != "About":
            assert f"Sheet “{sheet.title}”" in told
            assert sheet.auto_filter.ref, sheet.title


def test_digests_are_those_of_the_files_and_name_them_all(site: Path) -> None:
    folder = site / "data"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert {name: found[name] for name in listed} == listed
    assert set(found) - set(listed) == {"SHA256SUMS", "state-report-cards-data.zip"}
    page = {row[0]: row[1:] for row in read(site / "data.html").rows if row and row[0].startswith("data/")}
    assert {f"data/{name}": digest for name, digest in found.items()} == {
        name: row[1] for name, row in page.items()
    }
    for name, (size, _) in page.items():
        assert int(size.replace(",", "")) == (site / name).stat().st_size


def test_citation_names_version_edition_date_and_license(site: Path) -> None:
    told = yaml.safe_load((site / "data" / "CITATION.cff").read_text(encoding="utf-8"))
    edition = max(raw("editions").to_dict("records"), key=lambda row: row["as_of"])
    version = tomllib.loads((RAW / "codebook.toml").read_text(encoding="utf-8"))["version"]
    assert told["version"].startswith(f"{edition['edition']}+codebook.{version}.")
    assert told["license"] == "CC-BY-4.0"
    assert str(told.get("date-released", "")) == edition["published"]
    text = " ".join((site / "data.html").read_text(encoding="utf-8").split())
    cited = re.search(r'<p class="citation">(.*?)</p>', text)[1]
    day = pd.Timestamp(edition["as_of"])
    assert (
        f"Edition {edition['edition']}. Data. Law in force on {day.strftime('%B')} {day.day}, {day.year}"
        in cited
    )
    assert "@misc{state-report-cards-" in text


@pytest.mark.parametrize("name", ["data.html", "codebook.html"])
def test_every_link_leads_somewhere_and_no_identifier_is_used_twice(site: Path, name: str) -> None:
    page = read(site / name)
    assert len(page.ids) == len(set(page.ids))
    inside = [link for link in page.links if not link.startswith(("http:", "https:"))]
    for link in inside:
        file, _, anchor = link.partition("#")
        assert not file or (site / file).is_file(), link
        assert file or anchor in page.ids, link
    assert len(inside) > 20


def test_tables_say_how_many_rows_they_have(site: Path) -> None:
    rows = {row[0].split(" (")[0]: row for row in read(site / "data.html").rows if len(row) == 4}
    assert rows["Sources"][2] == f"{len(raw('sources')):,}"
    assert rows["Answers, with citation, source and note"][2] == f"{len(raw('codings')):,}"
    assert rows["Answers, in one wide table"][2:] == ["51", "21"]


def test_codebook_page_counts_each_answer(
    site: Path, visit: Any, codebook: Any, inforce: Any, answers: Any
) -> None:
    laws = [law for law in inforce.values() if answers[law, "law_exists"]["value"] == "yes"]
    page = visit(site / "codebook.html", scripts=False).page
    for variable, question in codebook.items():
        if variable == "law_exists":
            continue
        heading = page.locator(f"#q-{variable}")
        assert heading.inner_text() == question["question"]
        table = page.locator(f'[aria-labelledby="q-{variable}"] tbody tr')
        given = [answers.get((law, variable), {}).get("value", "not_coded").split(";") for law in laws]
        wanted = [sum(one["id"] in parts for parts in given) for one in question["answers"]]
        if question.get("multiple"):
            wanted.insert(0, sum(parts == ["none"] for parts in given))
            assert "No further conditions." in table.first.inner_text()
        wanted.append(sum(parts == ["not_coded"] for parts in given))
        shown = [int(text.split()[0]) for text in table.locator("td:nth-child(4)").all_inner_texts()]
        assert shown == wanted, variable
    assert page.locator("#q-law_exists").is_visible()
    assert not page.get_by_text("most 1 points").count()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["data.html", "codebook.html"])
def test_page_asks_for_nothing_from_elsewhere_fits_the_screen_and_passes_axe(
    site: Path, visit: Any, name: str, width: int
) -> None:
    one = visit(site / name, width)
    for summary in one.page.locator("main summary").all():
        summary.click()
    fits_passes_axe_and_asks_nobody(one, width)


def test_without_javascript_everything_can_be_taken_away(site: Path, visit: Any) -> None:
    page = visit(site / "data.html", scripts=False).page
    with (site / "data" / "raw" / "jurisdictions.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["jurisdiction"] for row in csv.DictReader(file)]
    for code in codes:
        assert page.locator(f'a[href="data/jurisdictions/{code}.json"]').first.is_visible()
    for name in (
        "state-report-cards.xlsx",
        "state-report-cards-data.zip",
        "answers-wide.csv",
        "raw/codings.csv",
    ):
        assert page.locator(f'a[href="data/{name}"]').first.is_visible()
    page.locator(".digests summary").click()
    assert page.locator(".digests tbody tr").first.is_visible()
