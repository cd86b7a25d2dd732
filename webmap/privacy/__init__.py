"""Privacy: what is kept and for how long, and what the author of a report may do."""
