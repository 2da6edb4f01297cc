"""The command line: the only place that prints, asks, shows progress or sets an exit code.

Modules are imported when their command runs, so that `--help` and a build with nothing to do start fast.
"""

from __future__ import annotations

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


def main() -> None:
    """Run the command line; mistakes in the input end in a message and exit code 2, never in a traceback."""
    try:
        app()
    except DataProblems as problems:
        from analysis.cli.validate import report

        report(problems)
        sys.exit(WRONG_INPUT)
    except UsageProblem as problem:
        print(problem, file=sys.stderr)
        sys.exit(WRONG_INPUT)
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as error:
        if os.environ.get("REPORT_CARDS_DEBUG"):
            raise
        print(
            f"Something unexpected went wrong: {type(error).__name__}: {error}\n"
            "Nothing was published. Run again with REPORT_CARDS_DEBUG=1 for the details to send to the maintainers.",
            file=sys.stderr,
        )
        sys.exit(UNEXPECTED)
