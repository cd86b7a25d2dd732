"""Vector tiles of our own data, and the base map as one file."""
