"""The tidy tables that notebooks write to data/processed/: contents, dictionary, bytes. It never writes prose."""

from analysis.processed.writing import write, write_dictionary

__all__ = ["write", "write_dictionary"]
