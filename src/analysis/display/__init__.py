"""How tables, documents, numbers, dates and lists are shown to a reader, escaped. It never computes a result."""
