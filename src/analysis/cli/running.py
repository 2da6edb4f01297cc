"""One command run to its exit code, with every way it can end."""

from __future__ import annotations

import errno
import itertools
import os
import shlex
import sys
from typing import Annotated

import typer

from analysis.cli import commands
from analysis.problems import DataProblems, UsageProblem
from analysis.project import COMMAND, WHO, NoProject

app = typer.Typer(
    name="report-cards",
    help="Grade state record-relief laws for survivors of human trafficking, and build the report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
commands.register(app)


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, help="Print the version.", callback=lambda on: _version(on)),
    ] = False,
) -> None:
    """What can be said before any command."""


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"report-cards {version('state-report-cards')}")
        raise typer.Exit


WRONG_INPUT = 2
UNEXPECTED = 1
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def outcome(words: list[str]) -> int:
    """Run one command and tell of its mistakes; its exit code. Errors: `KeyboardInterrupt`, `BrokenPipeError`."""
    try:
        return run(words)
    except DataProblems as problems:
        from analysis.cli.validate import report

        report(problems)
        return WRONG_INPUT
    except (UsageProblem, NoProject) as problem:
        print(problem, file=sys.stderr)
        return WRONG_INPUT
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("REPORT_CARDS_DEBUG"):
            raise
        if isinstance(error, OSError) and (error.filename is not None or error.errno in NO_ROOM):
            which = "the disk" if error.filename is None else f"'{os.fsdecode(error.filename)}'"
            print(f"Cannot use {which}: {error.strerror}.", file=sys.stderr)
            return WRONG_INPUT
        print(
            f"Something unexpected went wrong: {type(error).__name__}: {error}\n"
            "Nothing was published. Run again with REPORT_CARDS_DEBUG=1 for the details to send to the maintainers.",
            file=sys.stderr,
        )
        return UNEXPECTED


def run(words: list[str]) -> int:
    """Run one command; its exit code. Errors: those of the command, and `KeyboardInterrupt`.

    Typer's own way of running ends silently on Ctrl-C and on a pipe that closes, so its parts are called here.
    """
    COMMAND.set(shlex.join(words))
    WHO.set(_who(words))
    command = typer.main.get_command(app)
    try:
        with command.make_context("report-cards", words) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as done:
        sys.stdout.flush()
        return done.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as mistake:
        show = getattr(mistake, "show", None)
        if show is None:
            print(f"Error: {mistake.format_message()}", file=sys.stderr)
        else:
            show()
        return mistake.exit_code
    return 0


def _who(words: list[str]) -> str:
    """Whoever says who they are: --by on the command line, else the variable that stands for it."""
    given = [after for word, after in itertools.pairwise(words) if word == "--by"]
    return given[-1] if given else os.environ.get("REPORT_CARDS_BY", "")
