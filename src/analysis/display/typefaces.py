"""The typefaces that pages, charts and the PDF share; each lies beside its licence."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
"""TrueType for print and drawings, WOFF2 for pages, and the licences (SIL OFL)."""
