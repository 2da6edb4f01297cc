"""The researchers' year: acts, workbook, blind sample, second coding, agreement, coverage, gaps. It never draws."""
