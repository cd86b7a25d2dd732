"""What became of reports, in numbers that say how much is known."""
