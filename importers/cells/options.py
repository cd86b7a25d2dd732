"""How a file of counts over pieces of ground is to be read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from geo.errors import InputError

EARLIEST: Final = 1800
LATEST: Final = 2200


@dataclass(frozen=True)
class CellOptions:
    """What somebody says about the file.

    Attributes
    ----------
    columns : mapping of str to str
        What is meant → header of the column that holds it; stronger than any guess.
    crs : str
        Reference system of the coordinates, such as ``EPSG:32632``; empty takes the
        file's own.
    layer : str
        Layer of a GeoPackage or sheet of a workbook; empty takes the first.
    year : int, optional
        Of rows that do not say their own.
    square_m : float, optional
        Rows with only a position stand for the square of so many metres around it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    layer: str = ""
    year: int | None = None
    square_m: float | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.columns, Mapping):
            raise InputError("column", "is not a table of meaning = column")
        if self.year is not None:
            check_year(self.year)
        size = self.square_m
        if size is not None and not (math.isfinite(size) and 0 < size <= 1e5):
            raise InputError("square", f"{size} is outside 0 … 100000 m")

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> CellOptions:
        """Build from a table of a TOML file, or from the command line.

        Raises
        ------
        InputError
            If an option is unknown or its value is of the wrong kind.
        """
        unknown = sorted(values.keys() - cls.__dataclass_fields__.keys())
        if unknown:
            raise InputError("options", f"{unknown[0]!r} is not an option of counts")
        return cls(**values)


def check_year(year: int) -> int:
    """Refuse what is no year of a count.

    Raises
    ------
    InputError
        Naming the limits.
    """
    if not EARLIEST <= year <= LATEST:
        raise InputError("year", f"{year} is outside {EARLIEST} … {LATEST}")
    return year


def parse_columns(pairs: tuple[str, ...]) -> dict[str, str]:
    """Read ``meaning=column`` pairs of the command line.

    Raises
    ------
    InputError
        If a pair has no equals sign.
    """
    found = {}
    for pair in pairs:
        target, sign, column = pair.partition("=")
        if not sign or not column.strip() or not target.strip():
            raise InputError("--column", f"{pair!r} is not meaning=column")
        found[target.strip()] = column.strip()
    return found
