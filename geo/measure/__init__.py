"""Measures of a whole town: who can get to what, how unevenly, and how sure we are."""
