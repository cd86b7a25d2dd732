"""Areas: districts and quarters with their names, and people where they are counted."""

from importers.areas.importer import AreasImporter
from importers.areas.options import AreaOptions

__all__ = ["AreaOptions", "AreasImporter"]
