"""What the report quotes: its facts, tables, chapters and change report. It never reads files or gives points."""
