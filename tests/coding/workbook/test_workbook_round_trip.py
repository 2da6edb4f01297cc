"""Any valid data set survives export and import byte for byte, and any can be coded into any other."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from workbook_data import Data, data_of, skeletons, write
from workbook_editing import add_row, column, exported, put, row, save

from analysis.coding.workbook.layout import AMENDMENTS, BILLS, EDIT, ROW, SHEETS
from analysis.coding.workbook.opening import open_workbook
from analysis.coding.workbook.plan import plan_import
from analysis.raw import read_dataset
from analysis.raw.store import canonical, rewritten, to_csv
from analysis.raw.store import save as save_tables


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Data, Data]:
    skeleton = draw(skeletons())
    return draw(data_of(skeleton)), draw(data_of(skeleton))


def copy_coding(source: Workbook, target: Workbook) -> None:
    """Copy every cell that a coder may fill from one workbook to another."""
    for layout in SHEETS:
        here, there = source[layout.name], target[layout.name]
        headings = [c.heading for c in layout.columns if c.role == EDIT]
        for number in range(2, there.max_row + 1):
            row_id = there.cell(number, column(there, ROW)).value
            if row_id is None:
                continue
            for heading in headings:
                cell = there.cell(number, column(there, heading))
                if layout in (AMENDMENTS, BILLS):
                    cell.value = None
                elif not cell.protection.locked:
                    put(cell, here.cell(row(here, row_id), column(here, heading)).value)
    for layout in (AMENDMENTS, BILLS):
        listed = source[layout.name]
        for number in range(2, listed.max_row + 1):
            if listed.cell(number, column(listed, ROW)).value:
                headings = [c.heading for c in layout.columns]
                add_row(
                    target, layout.name, {h: listed.cell(number, column(listed, h)).value for h in headings}
                )


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def import_into(folder: Path, book: Path) -> Any:
    dataset = read_dataset(folder)
    plan = plan_import(dataset, book)
    return save_tables(dataset, plan.tables), plan


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(pairs())
def test_any_data_set_survives_export_and_import_and_can_be_coded_into_another(
    pair: tuple[Data, Data],
) -> None:
    with tempfile.TemporaryDirectory() as made:
        wanted, folder = (
            write(data, Path(made) / name) for name, data in zip(("wanted", "raw"), pair, strict=True)
        )
        before = contents(folder)
        path = exported(folder, Path(made) / "book.xlsx")
        saved, plan = import_into(folder, path)
        assert (plan.changes, saved.files, contents(folder)) == ((), (), before)

        book = open_workbook(path)
        copy_coding(open_workbook(exported(wanted, Path(made) / "wanted.xlsx")), book)
        save(book, path)
        import_into(folder, path)
        target = read_dataset(wanted)
        for name in ("laws", "codings", "sources", "amendments", "bills"):
            expected = to_csv(canonical(name, getattr(target, name), target.laws, target.codebook))
            assert (folder / f"{name}.csv").read_bytes() == expected, name
        assert not rewritten(read_dataset(folder), import_into(folder, path)[1].tables), (
            "nothing is left to write"
        )


def test_the_real_data_survives_byte_for_byte(root: Path, tmp_path: Path) -> None:
    dataset = read_dataset(root / "data" / "raw")
    path = exported(dataset.folder, tmp_path / "2027.xlsx")
    plan = plan_import(dataset, path)
    assert plan.changes == ()
    assert rewritten(dataset, plan.tables) == {}
    for name, frame in plan.tables.items():
        raw = (dataset.folder / f"{name}.csv").read_bytes()
        assert to_csv(canonical(name, frame, dataset.laws, dataset.codebook)) == raw
