"""The fixtures of the small world, for every test of a chart."""

from __future__ import annotations

from small_world import card, codebook, jurisdictions, rubric

__all__ = ["card", "codebook", "jurisdictions", "rubric"]
