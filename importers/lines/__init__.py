"""Lines by hand: louages, rural buses, school and adapted transport from a table."""

from importers.lines.importer import LinesImporter

__all__ = ["LinesImporter"]
