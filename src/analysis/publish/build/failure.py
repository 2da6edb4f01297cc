"""A build that cannot go on, for a reason its user can act on."""

from __future__ import annotations


class BuildFailure(Exception):
    """The build stopped; the message says where and why. Nothing was published."""
