"""The command line: the only place that prints, asks, shows progress or sets an exit code. It never decides what is right.

Modules are imported when their command runs, so that `--help` and a build with nothing to do start fast.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys

import typer

from analysis.cli import commands
from analysis.problems import DataProblems, UsageProblem

app = typer.Typer(
    name="report-cards",
    help="Grade state record-relief laws for survivors of human trafficking, and build the report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
commands.register(app)

WRONG_INPUT = 2
UNEXPECTED = 1
INTERRUPTED = 130
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
STOPPED = "Stopped. What was under way is not done; files are as they were."


def main() -> None:
    """Run the command line; mistakes in the input end in a message and exit code 2, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or file that knows no dashes and arrows gets question marks, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(run(sys.argv[1:]))
    except DataProblems as problems:
        from analysis.cli.validate import report

        report(problems)
        sys.exit(WRONG_INPUT)
    except UsageProblem as problem:
        print(problem, file=sys.stderr)
        sys.exit(WRONG_INPUT)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has gone; the interpreter must not complain of it again on the way out.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNEXPECTED)
    except Exception as error:
        if os.environ.get("REPORT_CARDS_DEBUG"):
            raise
        if isinstance(error, OSError) and (error.filename is not None or error.errno in NO_ROOM):
            which = "the disk" if error.filename is None else f"'{os.fsdecode(error.filename)}'"
            print(f"Cannot use {which}: {error.strerror}.", file=sys.stderr)
            sys.exit(WRONG_INPUT)
        print(
            f"Something unexpected went wrong: {type(error).__name__}: {error}\n"
            "Nothing was published. Run again with REPORT_CARDS_DEBUG=1 for the details to send to the maintainers.",
            file=sys.stderr,
        )
        sys.exit(UNEXPECTED)


def run(words: list[str]) -> int:
    """Run one command; its exit code. Errors: those of the command, and `KeyboardInterrupt`.

    Typer's own way of running ends silently on Ctrl-C and on a pipe that closes, so its parts are called here.
    """
    command = typer.main.get_command(app)
    try:
        with command.make_context("report-cards", words) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as done:
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
