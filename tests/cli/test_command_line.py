"""Mistakes at the command line end in one message and exit code 2, whatever the terminal."""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from analysis.change.comparison import compare_editions
from analysis.cli import main
from analysis.raw import read_dataset
from analysis.raw.editions import edition
from raw_copies import edit_rows, raw_copy, replace_text, run

CLI = [sys.executable, "-c", "from analysis.cli import main; main()"]
PATIENCE = 900
"""Seconds after which a command hangs, on a machine however busy."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return raw_copy(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """A file where a folder is asked for, a folder where a file is, and files that cannot be read as they should."""
    (tmp_path / "f.txt").write_text("x", encoding="utf-8")
    (tmp_path / "folder.xlsx").mkdir()
    bill = "variable,value\nfee,waived\nhearing,not_required\n"
    (tmp_path / "utf16.csv").write_bytes(bill.encode("utf-16"))
    long = "variable,value,note\nfee,waived," + "x" * 200_000 + "\n"
    (tmp_path / "long.csv").write_text(long, encoding="utf-8")
    return {
        "FILE": tmp_path / "f.txt",
        "FOLDER": tmp_path / "folder.xlsx",
        "UTF16": tmp_path / "utf16.csv",
        "LONG": tmp_path / "long.csv",
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("card NE --output FILE/sub", "FILE' is a file, so there can be no folder"),
        ("card NE --output FILE", "FILE' is a file"),
        ("workbook export FOLDER", "FOLDER' is a folder. Name the file to write"),
        ("workbook import FOLDER", "FOLDER' is a folder. Name the workbook in it"),
        ("agreement --second FOLDER", "FOLDER' is a folder"),
        ("what-if NE --from FOLDER", "FOLDER is a folder"),
        ("law amend NE --effective 2027-01-01 --act X --source KS-s1", "'KS-s1' belongs to KS, not to NE"),
        ("workbook export new.xlsx --jurisdictions ", "names none"),
        ("workbook export new.xlsx --jurisdictions Nebrasca", "did you mean 'Nebraska'?"),
        ("gaps --jurisdictions ,", "names none"),
        ("gaps --jurisdictions ", "names none"),
        ("what-if NE --from UTF16", "The file is in the encoding UTF-16"),
        ("what-if NE --from LONG", "long.csv:2 note: Found a cell of 200,000 characters"),
    ],
)
def test_a_mistake_ends_in_one_message(monkeypatch, capsys, raw, places, words: str, message: str):
    given = []
    for word in words.split(" "):
        for name, path in places.items():
            word = word.replace(name, str(path))
        given.append(word)
    for name, path in places.items():
        message = message.replace(name, str(path))
    code, out, err = run(monkeypatch, capsys, *given, "--data", raw)
    assert code == 2, (out, err)
    assert message in err
    assert len(err.strip().splitlines()) <= 3, "one problem, not a list of what follows from it"
    assert not Path("new.xlsx").exists()


def test_codes_in_any_case_and_full_names_are_understood(monkeypatch, capsys, raw, tmp_path):
    code, out, err = run(
        monkeypatch, capsys, "gaps", "--jurisdictions", "illinois, wv", "--format", "csv", "--data", raw
    )
    assert (code, err) == (0, "")
    assert {line.split(",")[0] for line in out.splitlines()[1:]} == {"IL", "WV"}
    book = tmp_path / "two.xlsx"
    code, _, err = run(
        monkeypatch, capsys, "workbook", "export", book, "--jurisdictions", "ne,New York", "--data", raw
    )
    assert (code, err, book.is_file()) == (0, "", True)


def test_a_blind_sample_of_no_law_is_refused(monkeypatch, capsys, tmp_path):
    folder = raw_copy(tmp_path)
    edit_rows(
        folder,
        "editions.csv",
        lambda row: row | ({"as_of": "1990-01-01"} if row["edition"] == "2019" else {}),
    )
    words = ("blind-sample", tmp_path / "blind.xlsx", "--edition", "2019")
    code, _, err = run(monkeypatch, capsys, *words, "--data", folder)
    assert code == 2
    assert "No law on record was in force on 1990-01-01" in err


def test_an_earlier_rubric_that_does_not_add_up_is_refused(monkeypatch, capsys, tmp_path, raw):
    folder = raw_copy(tmp_path)
    replace_text(folder, "rubric.toml", "vacate_and_expunge = 20", "vacate_and_expunge = 21")
    words = ("compare", "2019", "2026", "--rubric-before", folder / "rubric.toml")
    code, _, err = run(monkeypatch, capsys, *words, "--data", raw)
    assert code == 2
    assert "add up to 101 points" in err


def test_an_earlier_folder_is_scored_on_its_own_date(tmp_path, raw):
    # Virginia's first law took effect in 2021: an earlier folder whose edition is of the summer of 2025 printed a grade
    # for it, 56 of 83 coded points, 67; on the edition's own date there was no law.
    folder = raw_copy(tmp_path)
    dates = {"2019": "2025-06-01"}
    edit_rows(folder, "editions.csv", lambda row: row | {"as_of": dates.get(row["edition"], row["as_of"])})
    now, then = read_dataset(raw), read_dataset(folder)
    pair = edition(now, "2019"), edition(now, "2026")
    found = compare_editions(now, *pair, data_before=then).scores
    assert found.at["VA", "grade_published"] == "D"
    assert compare_editions(now, *pair, data_before=now).scores.at["VA", "grade_published"] == ""


def test_quarto_and_a_bad_output_are_refused_before_anything_runs(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out, err = run(monkeypatch, capsys, "build", "--engine", "quarto")
    assert (code, out) == (2, "")
    assert "Quarto is not on the PATH" in err
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, out, err = run(monkeypatch, capsys, "build", "--output", tmp_path / "file" / "sub")
    assert (code, out) == (2, "")
    assert "is a file" in err


def exit_code_into(stream: IO[bytes], encoding: str, *words: object) -> int:
    """Run a command in this process, with a standard output that knows one encoding and leads into a stream."""
    out = io.TextIOWrapper(stream, encoding=encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "argv", ["report-cards", *map(str, words)])
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
        finally:
            out.flush()
            out.detach()
    return 0


UNUSUAL = [["compare", "2019", "2026"], ["what-if", "NE", "--set", "fee=waived"], ["gaps", "--format", "md"]]
"""Commands that print characters few encodings have."""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("words", UNUSUAL, ids=" ".join)
def test_a_stream_that_knows_few_characters_gets_them_replaced(
    raw: Path, capsys: pytest.CaptureFixture[str], encoding: str, words: list[str]
):
    stream = io.BytesIO()
    assert exit_code_into(stream, encoding, *words, "--data", raw) == 0
    assert stream.getvalue() != b""
    assert capsys.readouterr().err == ""


def test_a_terminal_that_knows_few_characters_gets_them_replaced(raw: Path):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*CLI, *UNUSUAL[0], "--data", str(raw)],
        capture_output=True,
        env=environment,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("words", ["score", "gaps --format csv", "validate", "--help", "compare 2019 2026"])
def test_a_reader_that_goes_away_is_no_error_to_tell(raw: Path, words: str):
    data = [] if words == "--help" else ["--data", str(raw)]
    with subprocess.Popen(
        [*CLI, *words.split(), *data], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 128 + signal.SIGPIPE


def test_messages_that_nobody_reads_end_in_the_exit_code_alone(raw: Path):
    reading, writing = os.pipe()
    os.close(reading)
    command = [*CLI, "score", "--edition", "1999", "--data", str(raw)]
    assert subprocess.run(command, stdout=writing, stderr=writing, check=False).returncode == 141
    os.close(writing)


@pytest.mark.parametrize("words", ["score", "validate", "--help"])
def test_a_closed_standard_output_is_told_in_one_line_before_anything_is_done(raw: Path, words: str):
    data = "" if words == "--help" else f"--data {shlex.quote(str(raw))}"
    line = f"{shlex.join(CLI)} {words} {data} >&-"
    done = subprocess.run(line, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "The standard output is closed, so nothing was done. Send it to a file or to /dev/null."
    ]


def test_closed_input_and_error_change_nothing_of_what_is_printed(raw: Path):
    line = f"{shlex.join(CLI)} score --format csv --data {shlex.quote(str(raw))}"
    usual, bare = (
        subprocess.run(f"{line} {closed}", shell=True, stdout=subprocess.PIPE, check=True).stdout
        for closed in ("", "<&- 2>&-")
    )
    assert usual == bare != b""
    wrong = f"{line} --edition 1999 <&- 2>&-"
    done = subprocess.run(wrong, shell=True, stdout=subprocess.PIPE, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("stage", ["analysis.cli.running", "typer", "analysis.raw", "analysis.cli.score"])
def test_stopping_says_so_in_one_line_at_every_stage(raw: Path, stage: str):
    code = (
        "import os, signal, sys\n"
        # A shell that starts tests in the background has them ignore the interrupt; ask for it again.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {stage!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        f"sys.argv[1:] = ['score', '--data', {str(raw)!r}]\n"
        "from analysis.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.splitlines() == ["Stopped. What was under way is not done; files are as they were."]


def test_stopping_amid_the_work_says_so():
    code = (
        "import analysis.cli.validate as v, os, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "v.validate = lambda folder: os.kill(os.getpid(), signal.SIGINT)\n"
        "from analysis.cli import main; import sys; sys.argv[1:] = ['validate']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.startswith("Stopped.")


def test_a_word_that_no_command_knows_is_a_usage_error(monkeypatch, capsys):
    for words in (("nonsense",), ("score", "--nonsense"), ("card",)):
        code, _, err = run(monkeypatch, capsys, *words)
        assert code == 2
        assert "Usage:" in err
    assert run(monkeypatch, capsys, "--help")[0] == 0


def test_a_file_that_the_system_refuses_is_named(monkeypatch, capsys, raw, tmp_path):
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "laws.csv"))

    monkeypatch.setattr("analysis.raw.read_dataset", refuse)
    code, _, err = run(monkeypatch, capsys, "gaps", "--data", raw)
    assert code == 2
    assert err == f"Cannot use '{tmp_path / 'laws.csv'}': Permission denied.\n"


@pytest.mark.parametrize("words", [("gaps", "--most", "3"), ("agreement",), ("compare", "2019", "2026")])
def test_a_csv_that_goes_into_a_file_has_a_mark_for_excel_and_printed_has_none(
    monkeypatch, capsys, raw: Path, tmp_path: Path, words: tuple[str, ...]
):
    command = [*words, "--format", "csv", "--data", raw]
    with (tmp_path / "list.csv").open("wb") as stream:
        assert exit_code_into(stream, "latin-1", *command) == 0
    saved = (tmp_path / "list.csv").read_bytes()
    code, printed, _ = run(monkeypatch, capsys, *command)
    assert code == 0
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.decode("utf-8-sig") == printed
    assert not printed.startswith("\ufeff")


def test_a_csv_that_goes_into_a_file_reads_right_in_excel_and_one_for_a_program_has_no_mark(
    raw: Path, tmp_path: Path
):
    command = [*CLI, "score", "--format", "csv", "--data", str(raw)]
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    with (tmp_path / "list.csv").open("wb") as stream:
        done = subprocess.run(command, stdout=stream, env=environment, check=False, timeout=PATIENCE)
    assert done.returncode == 0
    piped = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE).stdout
    saved = (tmp_path / "list.csv").read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.decode("utf-8-sig") == piped.decode("utf-8")
    assert not piped.startswith(b"\xef\xbb\xbf")


def test_a_semicolon_file_of_a_european_excel_is_read_where_its_headings_leave_no_doubt(
    monkeypatch, capsys, raw: Path, tmp_path: Path
):
    bill = tmp_path / "bill.csv"
    bill.write_text(
        'variable;value;note\nfee;waived;"a; b, c"\nhearing;not_required;\n', encoding="utf-8-sig"
    )
    code, out, err = run(
        monkeypatch, capsys, "what-if", "NE", "--from", bill, "--format", "json", "--data", raw
    )
    assert (code, err) == (0, "")
    assert {c["variable"]: c["after"] for c in json.loads(out)["changes"]}["hearing"] == "not_required"
    second = tmp_path / "second.csv"
    second.write_text("jurisdiction;variable;second\nNE;hearing;required\n", encoding="utf-8")
    code, _, err = run(monkeypatch, capsys, "agreement", "--second", second, "--data", raw)
    assert (code, err) == (0, "")
    second.write_text("jurisdiction;question;second\nNE;hearing;required\n", encoding="utf-8")
    code, _, err = run(monkeypatch, capsys, "agreement", "--second", second, "--data", raw)
    assert code == 2
    assert "Columns are separated by semicolons." in err
