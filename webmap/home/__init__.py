"""The map page: a map, and beside it the same things as a list."""
