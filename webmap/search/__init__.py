"""Search by name, as a page."""
