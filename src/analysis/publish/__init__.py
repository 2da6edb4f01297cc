"""From executed notebooks and Quarto sources to the published report; nothing here computes a result."""
