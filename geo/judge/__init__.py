"""The one judge of every edge: what it costs a person, or why it is refused."""
