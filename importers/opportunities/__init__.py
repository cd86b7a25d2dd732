"""Opportunities: how much of each service there is in districts, hexagons, squares."""

from importers.opportunities.importer import OpportunitiesImporter

__all__ = ["OpportunitiesImporter"]
