"""From executed notebooks and Quarto sources to the published report. It never computes a result."""
