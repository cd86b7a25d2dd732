"""Moderation: what waits to be looked at, words that are taken out, appeals."""
