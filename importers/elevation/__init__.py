"""Elevation models: GeoTIFF, ``.hgt`` tiles and spot heights."""

from importers.elevation.importer import ElevationImporter

__all__ = ["ElevationImporter"]
