"""Presentation: pages, API, tiles, reports."""
