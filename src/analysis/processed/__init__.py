"""The tidy tables that the notebooks write to data/processed/: their contents, their dictionary, their bytes."""
