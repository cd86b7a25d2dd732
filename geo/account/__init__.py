"""A route as an answer, worked out in compiled passes over all of its pieces."""
