"""The tidy tables that the notebooks write to data/processed/: their contents, their dictionary, their bytes."""

from analysis.processed.writing import write, write_dictionary

__all__ = ["write", "write_dictionary"]
