"""The command line: the only place that prints, asks, shows progress or sets an exit code. It never decides what is right.

Modules are imported when their command runs, so that `--help` and a build with nothing to do start fast; even the parser is,
so that whoever stops a command while it is still starting is answered as at any other time.
"""

import gc
import os
import sys

INTERRUPTED = 130
READER_GONE = 141
NOWHERE_TO_PRINT = 2
FEW = 50_000
"""So many new objects are looked through together for garbage."""

STOPPED = "Stopped. What was under way is not done; files are as they were."
CLOSED = "The standard output is closed, so nothing was done. Send it to a file or to /dev/null."


def main() -> None:
    """Run the command line; mistakes in the input end in a message and exit code 2, never in a traceback.

    A command that is stopped ends with 130, one whose reader goes away with 141, as shells count SIGINT and SIGPIPE.
    """
    try:
        code = _code()
    except KeyboardInterrupt:
        _say(STOPPED)
        code = INTERRUPTED
    except BrokenPipeError:
        _give_up_printing()
        code = READER_GONE
    sys.exit(code)


def _code() -> int:
    if sys.stdout is None:
        _say(CLOSED)
        return NOWHERE_TO_PRINT
    if sys.stdin is None or sys.stderr is None:
        _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or file that knows no dashes and arrows gets question marks, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    _make_light()
    from analysis.cli.running import outcome

    return outcome(sys.argv[1:])


def _make_light() -> None:
    """One thread for sums, since steps run side by side in processes, and few searches for garbage, since it soon ends."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(FEW)


def _say(words: str) -> None:
    """A last word; if nobody is there to hear it, the exit code says enough."""
    if sys.stderr is not None:
        try:
            print(words, file=sys.stderr, flush=True)
        except OSError:
            _give_up_printing()


def _open_what_is_closed() -> None:
    """Stand-ins for a closed standard input or error, so that no file of ours takes their number and their text."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _give_up_printing() -> None:
    """Whoever read the output has gone; the interpreter must not complain of it again on the way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
