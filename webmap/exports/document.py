"""What a map in one file shows, in words and shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from data.towns import Town
from webmap.i18n import N_
from webmap.measures.section import Section

LOOKS: Final = {
    "bad": N_("No usable way"),
    "doubt": N_("Not known if there is a usable way"),
    "other": N_("Cut off for everybody on foot"),
    "work": N_("Repair that opens a way alone"),
    "idle": N_("Repair that opens nothing alone"),
}
"""How an item is drawn → its word in the legend."""


@dataclass(frozen=True)
class MapItem:
    """One thing on the map and in the list beneath it.

    Attributes
    ----------
    title : str
    facts : tuple of str
        One sentence each.
    look : str
        A key of ``LOOKS``.
    shape : geometry
        EPSG:4326.
    is_demonstration : bool
    """

    title: str
    facts: tuple[str, ...]
    look: str
    shape: BaseGeometry
    is_demonstration: bool = False


@dataclass(frozen=True)
class MapDocument:
    """A map with its list, sources and date.

    Attributes
    ----------
    title, lead : str
    made_on : str
        Date in words.
    items : list of MapItem
    total : int
        How many there are, of which ``items`` are the first.
    streets : list of geometry
        Drawn beneath, EPSG:4326.
    attributions : list of str
        Whose data it is, with the licence.
    measures : list of Section
        What people reach, by profile, where that belongs to the document.
    """

    title: str
    lead: str
    made_on: str
    items: list[MapItem]
    total: int
    streets: list[BaseGeometry] = field(default_factory=list)
    attributions: list[str] = field(default_factory=list)
    measures: list[Section] = field(default_factory=list)

    @property
    def is_demonstration(self) -> bool:
        """Whether any of it is made up."""
        return any(item.is_demonstration for item in self.items)

    @property
    def looks(self) -> dict[str, str]:
        """The part of the legend that is used."""
        used = {item.look for item in self.items}
        return {look: word for look, word in LOOKS.items() if look in used}


@dataclass(frozen=True)
class Export:
    """What is written to a file, in the language that is spoken now.

    Attributes
    ----------
    session : Session
    layer : str
        ``"gaps"`` or ``"works"``.
    town : Town
    today : date
    filters : mapping
        Column → value.
    """

    session: Session
    layer: str
    town: Town
    today: date
    filters: Mapping[str, str] = field(default_factory=dict)
