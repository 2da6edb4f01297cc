"""Two editions compared; law, text, coding and rubric told apart. It never prints."""
