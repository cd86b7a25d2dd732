"""How a file of population is to be read."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import InputError
from importers.cells.options import CellOptions


@dataclass(frozen=True)
class PopulationOptions(CellOptions):
    """What somebody says about the file, besides what every table of counts may.

    Attributes
    ----------
    buildings : bool
        Each row is a building: one of which nobody says how many dwellings it has
        has one. They tell where inside other ground people live.
    band : int
        Of a grid with several.
    """

    buildings: bool = False
    band: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.band < 1:
            raise InputError("band", f"{self.band} is below 1")
