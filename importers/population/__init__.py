"""Population: people counted over districts, hexagons or the squares of a grid."""

from importers.population.importer import PopulationImporter
from importers.population.options import PopulationOptions

__all__ = ["PopulationImporter", "PopulationOptions"]
