"""Notebooks: run in kernels, read for what they show, made into pages. It never changes their source."""
