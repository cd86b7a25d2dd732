"""Reports of obstacles: the form, the list, a page for each number, staff."""
