"""Quarto's dialect to one resolved syntax tree: embeds, references, numbering. It never writes a page."""
