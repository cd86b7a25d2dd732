"""Kinds of facilities: the table of which places fulfil which wish."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.observation import Value
from geo.place_access import WHEELCHAIR
from geo.place_kind import place_kinds

TABLE: Final = Path(__file__).parent / "tables" / "facilities.toml"
TRANSPORT: Final = "transport"
"""Group of stops."""


@dataclass(frozen=True)
class FacilityKind:
    """One kind of facility.

    Attributes
    ----------
    key : str
    places : tuple of str
        Kinds of places that always are one.
    attribute : str
        Access attribute by which any place or stop is one.
    values : tuple of Value
        What the attribute has to be; empty for any number above nought.
    groups : tuple of str
        Groups of places that the attribute counts of; empty for all.
    access : bool
        Whether the attribute tells if wheelchair users get in.
    """

    key: str
    places: tuple[str, ...]
    attribute: str
    values: tuple[Value, ...]
    groups: tuple[str, ...]
    access: bool

    def fits(self, place: str, value: Value) -> bool:
        """Tell whether a place is one.

        Parameters
        ----------
        place : str
            Kind of the place; empty for a stop.
        value : Value
            Of the attribute.
        """
        if place in self.places:
            return True
        kind = place_kinds().get(place)
        group = TRANSPORT if kind is None else kind.group
        return self.holds(value) and (not self.groups or group in self.groups)

    def holds(self, value: Value) -> bool:
        """Tell whether the attribute of a place may make it one."""
        if self.values:
            return value in self.values
        return isinstance(value, float) and value > 0

    def access_of(self, value: Value, otherwise: str) -> str:
        """Tell the access class, by the attribute if that tells it."""
        if not self.access:
            return otherwise
        return WHEELCHAIR.get(str(value), otherwise)


@lru_cache
def facility_kinds() -> dict[str, FacilityKind]:
    """Read the table: key → kind."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        key: FacilityKind(
            key,
            tuple(row["places"]),
            row["attribute"],
            tuple(row["values"]),
            tuple(row["groups"]),
            row["access"],
        )
        for key, row in rows.items()
    }
