"""`report-cards workbook export | import`: the coding workbook, there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli.options import By, Data, folder
from analysis.cli.saving import destination, write_file
from analysis.problems import UsageProblem
from analysis.project import WHO

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from analysis.coding.workbook.merge import Change
    from analysis.coding.workbook.plan import Plan

workbook = typer.Typer(
    help="The coding workbook: export it, code in Excel or LibreOffice, import it.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Attach the commands to the application."""
    app.add_typer(workbook, name="workbook")


@workbook.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to write.")],
    jurisdictions: Annotated[
        str | None, typer.Option(metavar="NE,KS", help="Codes or names, comma between them (default: all).")
    ] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Earlier law versions too, not only the latest of each.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file if it exists, with what was coded in it.")
    ] = False,
    by: By = "",
    data: Data = None,
) -> None:
    """Write the coded laws into a workbook to code in."""
    from analysis.coding.workbook.export import export
    from analysis.raw import read_dataset
    from analysis.raw.jurisdictions import known_jurisdictions

    where = destination(file, ".xlsx", overwrite=True)
    dataset = read_dataset(folder(data))
    codes = known_jurisdictions(dataset, jurisdictions)
    content = export(dataset, codes, all_versions, by.strip())
    if where.exists() and not overwrite and where.read_bytes() != content:
        raise UsageProblem(
            f"'{file}' is there already and may hold coding that was not imported. "
            "Choose another name, or add --overwrite to replace it."
        )
    write_file(where, content)
    print(f"{file}: ready to code in. Afterwards: report-cards workbook import {file.name} --dry-run")


@workbook.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="A workbook made by export.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    correct: Annotated[
        bool,
        typer.Option("--correct", help="Correct published answers, on record; needs --why and --by."),
    ] = False,
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="Why the published answers were wrong.")
    ] = "",
    by: By = "",
    rewrite_closed: Annotated[
        bool,
        typer.Option(
            "--rewrite-closed", help="Write into versions closed since the export, and over published dates."
        ),
    ] = False,
    keep_data: Annotated[
        list[str] | None,
        typer.Option(
            "--keep-data", metavar="CELL|all", help="Changed on both sides: the data's value holds."
        ),
    ] = None,
    keep_workbook: Annotated[
        list[str] | None,
        typer.Option(
            "--keep-workbook", metavar="CELL|all", help="Changed on both sides: the workbook's value holds."
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Bring what was changed in a workbook into the data: all of it, or nothing where there is a problem."""
    from datetime import date

    from analysis.cli.output import working
    from analysis.coding.workbook.guards import Meant
    from analysis.coding.workbook.plan import plan_import
    from analysis.raw import read_dataset
    from analysis.raw.replacement import digest
    from analysis.raw.store import save

    if correct and not (why.strip() and by.strip()):
        raise UsageProblem('A correction says why it is made and who found it: --correct --why "…" --by "…".')
    meant = Meant(
        correct=correct,
        why=why,
        by=by,
        on=date.today().isoformat(),
        rewrite_closed=rewrite_closed,
        keep_data=frozenset(keep_data or ()),
        keep_workbook=frozenset(keep_workbook or ()),
    )

    raw = folder(data)
    before = digest(raw)
    with working(f"Reading {file.name} …"):
        dataset = read_dataset(raw)
        plan = plan_import(dataset, file, meant)
    for remark in plan.remarks:
        print(remark)
    if not plan.changes:
        print(f"{file.name} changes nothing. The data is as it was.")
        return
    names = dict(zip(dataset.jurisdictions["jurisdiction"], dataset.jurisdictions["name"], strict=True))
    _print_changes(plan.changes, names)
    _print_effects(plan)
    if plan.doubts:
        print("To be looked at; it can be imported all the same:")
        print(*plan.doubts, sep="\n", end="\n\n")
    count = f"{len(plan.changes)} change{'' if len(plan.changes) == 1 else 's'}"
    if plan.corrections:
        count += f", {plan.corrections} of them corrections of what was published"
    if dry_run:
        print(f"{count}. This was a dry run: nothing was written.")
        return
    if not by and plan.coder:
        WHO.set(plan.coder)
    saved = save(dataset, plan.tables, based_on=before)
    print(f"{count} written to {', '.join(saved.files)}.\nThe data as it was is kept in {saved.backup}")


def _print_changes(changes: tuple[Change, ...], names: dict[str, str]) -> None:
    """One block a jurisdiction, one line a change: where, old → new."""
    from analysis.coding.workbook.layout import SHEETS
    from analysis.problems import visible

    layouts = {layout.table: layout for layout in SHEETS}
    headings = {layout.table: {c.field: c.heading for c in layout.fields} for layout in SHEETS}
    for code in dict.fromkeys(
        change.jurisdiction for change in sorted(changes, key=lambda c: c.jurisdiction)
    ):
        print(f"\n{names.get(code, code) or 'No jurisdiction'}")
        for change in changes:
            if change.jurisdiction != code:
                continue
            place = f"  {layouts[change.table].name}: {change.row}"
            if change.field:
                place += f", {headings[change.table][change.field]}"
                said = f"{change.old or '(empty)'}  →  {change.new or '(empty)'}"
            else:
                said = f"new: {change.new}" if change.new else f"taken out: {change.old}"
            print(visible(place))
            print(f"      {visible(said)}")


def _print_effects(plan: Plan) -> None:
    if plan.effects.empty:
        print("\nNo score, grade or status changes.\n")
        return
    print("\nEffect on scores and grades")
    for row in plan.effects.to_dict("records"):
        edition = row["edition"] or "in no edition yet:"
        print(f"  {edition}  {row['name']}: {_standing(row, 'before')}  →  {_standing(row, 'after')}")
    print()


def _standing(row: Mapping[Hashable, Any], when: str) -> str:
    """Score, grade, bounds and status in a few words."""
    import pandas as pd

    status = str(row[f"status_{when}"]).replace("_", " ")
    low, high = row[f"score_low_{when}"], row[f"score_high_{when}"]
    bounds = "" if pd.isna(low) or low == high else f" ({low}–{high})"
    if pd.isna(row[f"score_{when}"]):
        return f"no grade{bounds}, {status}"
    rank = "" if pd.isna(row[f"rank_{when}"]) else f", rank {row[f'rank_{when}']}"
    return f"{row[f'grade_{when}']} {row[f'score_{when}']}{bounds}, {status}{rank}"
