"""Searches on the walking network: a customizable contraction hierarchy."""
