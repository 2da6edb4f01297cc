"""A build that cannot go on, for a reason its user can act on."""

from __future__ import annotations

import shutil


class BuildFailure(Exception):
    """The build stopped; the message says where and why. Nothing was published."""


def explained(error: Exception) -> Exception:
    """The error as its user can act on it: a template that is missing or broken, a disk that is full; others as they are."""
    kind = type(error)
    if kind.__module__.startswith("jinja2"):
        return BuildFailure(_of_template(error))
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        # Copying a folder goes on to its end and then lists all that failed; the first says why.
        _, target, why = error.args[0][0]
        return BuildFailure(f"Cannot write '{target}': {_reason(str(why))}. Nothing was published.")
    return error


def _of_template(error: Exception) -> str:
    name = getattr(error, "name", None)
    if type(error).__name__ in ("TemplateNotFound", "TemplatesNotFound"):
        return f"The template report/templates/{name} is missing. Bring it back, for example with 'git checkout'."
    line = getattr(error, "lineno", None)
    if name and line:
        return f"The template report/templates/{name}:{line} is broken: {error}."
    return f"A template in report/templates cannot be filled in: {error}."


def _reason(told: str) -> str:
    """What the system says, without its number and the file's name.

    >>> _reason("[Errno 28] No space left on device: '/a/b'")
    'No space left on device'
    """
    return told.partition("] ")[2].partition(": '")[0] or told
