"""The standard: codebook and rubric as data, and what differs between two rubrics. It never sees rows of laws."""
