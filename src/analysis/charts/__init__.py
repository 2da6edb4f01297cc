"""Frames to figures: one module per kind of picture, one palette, one theme."""
