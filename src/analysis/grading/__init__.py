"""Answers to points, grades, ranks and advice, for any number of laws at once. It never asks for dates, files or charts."""
