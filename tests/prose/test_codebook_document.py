"""The documents for coders say what the data and the command line say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from analysis.cli.running import app
from analysis.prose.codebook_document import codebook_markdown
from analysis.raw import Dataset, schemas
from raw_copies import raw_copy, replace_text, run

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_committed_codebook_is_the_one_the_data_gives(live: Dataset):
    made = codebook_markdown(live.codebook, live.rubric)
    assert (DOCS / "CODEBOOK.md").read_text(encoding="utf-8") == made, "run: report-cards docs"


def test_the_codebook_page_holds_every_answer_with_its_points(dataset: Dataset):
    page = codebook_markdown(dataset.codebook, dataset.rubric)
    for variable in dataset.codebook.variables:
        for answer in variable.answers:
            assert f"| {answer.id} | {answer.label} |" in page
    assert (
        "| vacate_and_expunge | Vacate and expunge | The conviction is vacated and the record expunged. | 20 |"
        in page
    )
    assert "| B | 80 to 89 |" in page


def test_text_of_the_codebook_cannot_become_markup(tmp_path: Path, monkeypatch, capsys):
    folder = raw_copy(tmp_path)
    replace_text(folder, "codebook.toml", 'label = "Waived"', 'label = "<b>W</b> | [x](y)"')
    out = tmp_path / "CODEBOOK.md"
    assert run(monkeypatch, capsys, "docs", "--data", folder, "--out", out)[0] == 0
    assert r"| waived | &lt;b&gt;W&lt;/b&gt; \| \[x\](y) |" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["BASES", "PRECISIONS", "DECISIONS", "CORRECTABLE"])
def test_the_protocol_explains_every_word_the_data_may_use(name: str):
    protocol = (DOCS / "PROTOCOL.md").read_text(encoding="utf-8")
    assert [word for word in getattr(schemas, name) if f"`{word}`" not in protocol] == []


def test_the_protocol_explains_every_column_of_codings_and_corrections(dataset: Dataset):
    protocol = (DOCS / "PROTOCOL.md").read_text(encoding="utf-8")
    columns = {*schemas.SCHEMAS["corrections"].columns, *schemas.SCHEMAS["codings"].columns}
    assert [column for column in sorted(columns) if f"`{column}`" not in protocol] == []


def test_the_protocol_names_the_codebook_in_use(live: Dataset):
    assert f"part of codebook {live.codebook.version}" in (DOCS / "PROTOCOL.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Every command of the command line with its options."""
    found: dict[str, set[str]] = {}

    def walk(command: object, name: str) -> None:
        if hasattr(command, "commands"):
            for word, inner in command.commands.items():
                walk(inner, f"{name} {word}".strip())
        else:
            found[name] = {option for parameter in command.params for option in parameter.opts}  # type: ignore[attr-defined]

    walk(typer.main.get_command(app), "")
    return found


@pytest.mark.parametrize("page", ["UPDATING.md", "PROTOCOL.md"])
def test_every_command_in_the_documents_exists_with_its_options(page: str):
    known = commands()
    text = (DOCS / page).read_text(encoding="utf-8")
    written = re.findall(r"report-cards ([a-z][^`\n]*)", text)
    assert written
    for line in written:
        name = next((n for n in sorted(known, key=len, reverse=True) if f"{line} ".startswith(f"{n} ")), None)
        assert name, f"{page}: there is no command 'report-cards {line}'"
        unknown = [option for option in re.findall(r"--[a-z-]+", line) if option not in known[name]]
        assert not unknown, f"{page}: report-cards {name} has no option {', '.join(unknown)}"


@pytest.mark.parametrize("page", ["UPDATING.md", "PROTOCOL.md", "CODEBOOK.md", "DEVELOPING.md"])
def test_every_link_and_picture_leads_somewhere(page: str):
    text = (DOCS / page).read_text(encoding="utf-8")
    links = [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]
    assert [target for target in links if not (DOCS / target).exists()] == []
    assert re.findall(r"!\[\s*\]", text) == [], "a picture without a description"
