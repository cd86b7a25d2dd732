"""Stops: who gets there, who gets aboard, and what leaves."""
