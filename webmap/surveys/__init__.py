"""Where to survey next: the list, the sheets to take along, the table to fill in."""
