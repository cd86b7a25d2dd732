"""Works: which repair opens most, alone."""
