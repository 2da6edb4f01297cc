"""The report's tables: frames turned into words and whole numbers, one module a chapter. They never compute a result."""
