"""`data/raw`: read as text, checked as a whole, written and replaced together. It never gives points and never prints."""

from analysis.raw.dataset import Dataset, read_dataset

__all__ = ["Dataset", "read_dataset"]
