"""Modes of transport: what a GTFS route type stands for."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "tables" / "route_types.toml"


@lru_cache
def _ranges() -> tuple[tuple[int, int, str], ...]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(
        (low, high, row["id"]) for row in table["mode"] for low, high in row["ranges"]
    )


@lru_cache
def find_mode(route_type: int) -> str:
    """Give the mode of a route type.

    Parameters
    ----------
    route_type : int
        GTFS ``route_type``, basic or extended.

    Returns
    -------
    str
        ``"bus"``, ``"train"`` …; ``"other"`` where the table has none.
    """
    fits = (mode for low, high, mode in _ranges() if low <= route_type <= high)
    return next(fits, "other")
