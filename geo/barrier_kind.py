"""Kinds of barriers: the table, and which kind an OSM barrier is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "tables" / "barrier_kinds.toml"


@dataclass(frozen=True)
class BarrierKind:
    """One kind of barrier.

    Attributes
    ----------
    id : str
        Stable identifier, also a category of reports.
    attribute : str
        Access attribute that a barrier of this kind sets.
    icon : str
        Name of its symbol.
    label : dict of str to str
        Language → word.
    osm : tuple of str
        Values of ``barrier`` that are of this kind.
    cnig : str
        Word of the CNIG obstacle list; empty where it has none.
    width : str
        What a width of the node says: ``"opening"``, ``"obstacle"`` or nothing.
    spot : bool
        Takes up one spot of the street: whoever stops short of it is not stopped.
    reportable : bool
        Offered to citizens as a category.
    hangs : bool
        Whether it is a fact of a street; else a report puts nothing on a way.
    lasts_days : int
        A report of it lapses after so many days; 0 where it lasts.
    """

    id: str
    attribute: str
    icon: str
    label: dict[str, str]
    osm: tuple[str, ...] = ()
    cnig: str = ""
    width: str = ""
    spot: bool = False
    reportable: bool = False
    hangs: bool = True
    lasts_days: int = 0


@lru_cache
def barrier_kinds() -> dict[str, BarrierKind]:
    """Read the kinds: id → kind, in the order of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        row["id"]: BarrierKind(**{**row, "osm": tuple(row.get("osm", ()))})
        for row in table["kind"]
    }


@lru_cache
def _by_osm() -> dict[str, BarrierKind]:
    return {value: kind for kind in barrier_kinds().values() for value in kind.osm}


@lru_cache
def open_values() -> frozenset[str]:
    """Give the ``barrier`` values that stop nobody."""
    return frozenset(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["open"])


def find_barrier_kind(value: str) -> BarrierKind | None:
    """Find the kind of an OSM ``barrier=`` value."""
    return _by_osm().get(value)
