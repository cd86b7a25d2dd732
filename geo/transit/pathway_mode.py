"""What each GTFS pathway mode is: the rows of a table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import DataError, InputError

TABLE: Final = Path(__file__).parent.parent / "tables" / "pathway_modes.toml"


@dataclass(frozen=True)
class PathwayMode:
    """One row.

    Attributes
    ----------
    number : int
        GTFS ``pathway_mode``.
    id : str
    label : dict of str to str
    steps : bool
        Whether one climbs stairs on it.
    machine : bool
        Whether its time does not depend on who goes.
    stands : bool
        Whether it is stairs while it does not work.
    works : str
        Access attribute of its state; empty where it has none.
    wheels : bool
        Whether somebody on wheels is carried.
    lift : bool
        Whether its time is that of a lift, which belongs to the profile.
    speed_mps : float, optional
        Of a machine.
    seconds : float
        Where nothing else tells how long it takes.
    source : str
    """

    number: int
    id: str
    label: dict[str, str] = field(hash=False)
    steps: bool = False
    machine: bool = False
    stands: bool = False
    works: str = ""
    wheels: bool = True
    lift: bool = False
    speed_mps: float | None = None
    seconds: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class PathwayTable:
    """All rows, and what holds for all modes.

    Attributes
    ----------
    modes : dict of int to PathwayMode
    told_width_m : float
        A width that is not told is at least this.
    stair_m : float
        Length of way of one stair.
    state_days : int
        After so many days it is not known any more that a machine stands still.
    """

    modes: dict[int, PathwayMode]
    told_width_m: float
    stair_m: float
    state_days: int


@lru_cache
def load_pathways() -> PathwayTable:
    """Read the table.

    Raises
    ------
    DataError
        If a row is misspelt.
    """
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    modes = (_mode(row) for row in table["mode"])
    return PathwayTable(
        modes={mode.number: mode for mode in modes},
        told_width_m=table["told"]["width_m"],
        stair_m=table["stair"]["length_m"],
        state_days=table["state"]["days"],
    )


def get_mode(number: int) -> PathwayMode:
    """Give a mode by its number.

    Raises
    ------
    InputError
        If there is none.
    """
    modes = load_pathways().modes
    if number not in modes:
        raise InputError("pathway_mode", f"{number} is outside 1 … {max(modes)}")
    return modes[number]


def _mode(row: dict[str, Any]) -> PathwayMode:
    try:
        return PathwayMode(**row)
    except TypeError as cause:
        raise DataError(f"pathway mode {row.get('number')}: {cause}") from cause
