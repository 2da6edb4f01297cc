"""Frames to figures, each with its description and its data: one module per kind of picture. It never reads data files."""
