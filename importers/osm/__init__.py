"""OpenStreetMap: files and downloads by the name of a place."""

from importers.osm.importer import OsmImporter

__all__ = ["OsmImporter"]
