"""The raw files: read as text, checked as a whole, never half-accepted."""

from analysis.tables.dataset import Dataset, read_dataset

__all__ = ["Dataset", "read_dataset"]
