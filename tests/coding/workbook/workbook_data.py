"""Generated data sets: small, valid, and full of text that spreadsheets and file formats trip over."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st
from workbook_editing import BASE

from analysis.raw.schemas import SCHEMAS
from analysis.raw.store import to_csv
from analysis.raw.text_rules import RULES
from analysis.raw.vocabularies import BASES, DECISIONS, KINDS, PRECISIONS, READ, UNREAD
from analysis.standard.codebook import EMPTY_LIST, NOT_CODED, Variable, load_codebook

CODEBOOK = load_codebook(BASE / "codebook.toml")
NASTY = (
    "'leading apostrophe",
    '"quoted", with a comma',
    "a;b;c",
    *(
        "_x0041_",
        "_x005F_x0041_",
        "x005F_",
        "_x000D_",
        "<r><t>x</t></r>",
        "<script>alert(1)</script>",
        "]]>",
        "&amp; &#39;",
    ),
    *("007", "1e5", "1.10", "2027-01-01", "3/4", "TRUE", "#N/A", "#REF!", "NA", "null", "None", "not_coded"),
    *("§ 29-3005(1)(a)–(c)", "‘single’ “double”", "a\u00a0b", "a  b", "ligature \ufb01", "e\u0301 and é"),
    *("\u05d0\u05d1\u05d2", "\U0001f5fa"),
    *(
        "{law}",
        "%s",
        "\\n",
        "C:\\new",
        "x" * 3000,
        "https://a.example/?a=1&b=2#c",
        "internal:Laws!A1",
        "Answers!D17",
    ),
)


def sound(text: str) -> bool:
    return bool(text) and not any(wrong(text) for wrong, _, _ in RULES)


CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
TEXT = st.one_of(
    st.sampled_from(NASTY), st.text(CHARACTERS, min_size=1, max_size=20).map(str.strip).filter(sound)
)
MAYBE = st.one_of(st.just(""), TEXT)
DAY = st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2026-06-30").date()).map(str)
WHEN = st.one_of(st.just(""), DAY, DAY.map(lambda day: day[:7]), DAY.map(lambda day: day[:4]))

Data = dict[str, pd.DataFrame]


@st.composite
def skeletons(draw: st.DrawFn) -> dict[str, Any]:
    """What two data sets share, so that one can be coded into the other: jurisdictions, law versions, sources."""
    codes = draw(st.sampled_from([["XA"], ["XA", "XB"], ["XA", "XB", "XC"]]))
    laws = [(code, year) for code in codes for year in draw(st.sampled_from([(2015,), (2015, 2020)]))]
    sources = {
        code: [f"{code}-s{n}" for n in draw(st.sampled_from([(1,), (2, 10), (1, 2, 3)]))] for code in codes
    }
    names = draw(st.lists(TEXT, min_size=len(codes), max_size=len(codes), unique=True))
    return {"codes": codes, "laws": laws, "sources": sources, "names": names}


@st.composite
def data_of(draw: st.DrawFn, skeleton: dict[str, Any]) -> Data:
    """Contents of every table on a skeleton."""
    codes, sources = skeleton["codes"], skeleton["sources"]
    places = [
        (code, f"{n:02}", name, draw(st.sampled_from(KINDS)), "Region", "1", str(n))
        for n, (code, name) in enumerate(zip(codes, skeleton["names"], strict=True), start=1)
    ]
    laws, codings = [], []
    for at, (code, year) in enumerate(skeleton["laws"]):
        follows = skeleton["laws"][at + 1 : at + 2]
        until = f"{follows[0][1]}-01-01" if follows and follows[0][0] == code else ""
        precision, seen, basis = (draw(st.sampled_from(w)) for w in (PRECISIONS, ("", "2026-02-28"), BASES))
        row = (f"{code}-{year}", code, f"{year}-01-01", precision, until)
        laws.append((*row, draw(MAYBE), seen, basis, draw(MAYBE)))
        codings += draw(answers(f"{code}-{year}", sources[code]))
    listed = [
        (source, code, "https://a.example/x", "", draw(TEXT), draw(WHEN), draw(st.sampled_from(BASES)))
        for code in codes
        for source in sources[code]
    ]
    acts = [
        (
            *(code, day[:4], day, f"{n} {draw(TEXT)}", draw(TEXT)),
            *(draw(st.sampled_from((READ, UNREAD))), sources[code][0]),
        )
        for code in codes
        for n, day in enumerate(draw(st.lists(DAY, min_size=1, max_size=2)))
    ]
    bills = [
        (
            code, f"{n} {draw(TEXT)}", "2026", draw(TEXT), draw(TEXT), draw(DAY), sources[code][0],
            draw(st.sampled_from(["", "hearing=required"])),
        )
        for code in codes
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    first = "-".join(map(str, skeleton["laws"][0]))
    rows = {
        "jurisdictions": places,
        "editions": [("2026", "2026-07-01", draw(TEXT), "")],
        "laws": laws,
        "codings": codings,
        "second_codings": [("1.0", codes[0], first, "hearing", "silent", "required", "")],
        "sources": listed,
        "amendments": sorted(acts),
        "bills": sorted(bills),
    }
    return {
        name: pd.DataFrame(found, columns=list(SCHEMAS[name].columns), dtype="str")
        for name, found in rows.items()
    }


@st.composite
def answers(draw: st.DrawFn, law: str, sources: list[str]) -> list[tuple[str, ...]]:
    exists = draw(st.sampled_from(["yes", "yes", "no", NOT_CODED]))
    asked = CODEBOOK.variables if exists == "yes" else CODEBOOK.variables[:1]
    return [draw(answer(law, v, sources, exists if v is CODEBOOK.variables[0] else None)) for v in asked]


@st.composite
def answer(
    draw: st.DrawFn, law: str, variable: Variable, sources: list[str], fixed: str | None
) -> tuple[str, ...]:
    value = fixed or draw(st.sampled_from(variable.response_set))
    if variable.multiple and value in variable.by_id:
        parts = draw(st.sets(st.sampled_from([a.id for a in variable.answers])))
        value = ";".join(sorted(parts)) or EMPTY_LIST
    coded = value != NOT_CODED
    cited = draw(st.lists(st.sampled_from(sources), min_size=1 if coded else 0, max_size=3, unique=True))
    basis = draw(st.sampled_from(BASES)) if cited else ""
    return (
        law,
        variable.id,
        value,
        draw(MAYBE),
        ";".join(cited),
        basis,
        draw(MAYBE),
        draw(st.sampled_from(DECISIONS)),
    )


def write(data: Data, folder: Path) -> Path:
    """A folder of raw files."""
    folder.mkdir(parents=True)
    for name in ("codebook.toml", "rubric.toml", "model_law.toml", "us_states.topo.json"):
        shutil.copyfile(BASE / name, folder / name)
    for name, frame in data.items():
        (folder / f"{name}.csv").write_bytes(to_csv(frame))
    return folder
