"""The inbox of the municipality: find, read, act, answer, measure."""
