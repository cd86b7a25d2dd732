"""Kinds of places: the table, and which kind an element with tags is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.tagmatch import TagMatch, Tags, TagTable, parse_match

_TABLE: Final = Path(__file__).parent / "tables" / "place_kinds.toml"


@dataclass(frozen=True)
class PlaceGroup:
    """A service that people need: health, education, food."""

    id: str
    label: dict[str, str]


@dataclass(frozen=True)
class PlaceKind:
    """One kind of place.

    Attributes
    ----------
    id : str
        Stable identifier.
    group : str
        Id of a ``PlaceGroup``.
    icon : str
        Name of its symbol.
    label : dict of str to str
        Language → word.
    matches : tuple of TagMatch
        OSM tags of which one must hold.
    """

    id: str
    group: str
    icon: str
    label: dict[str, str]
    matches: tuple[TagMatch, ...]


@lru_cache
def place_groups() -> dict[str, PlaceGroup]:
    """Read the groups: id → group, in the order of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {row["id"]: PlaceGroup(row["id"], row["label"]) for row in table["group"]}


@lru_cache
def place_kinds() -> dict[str, PlaceKind]:
    """Read the kinds: id → kind, in the order of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        row["id"]: PlaceKind(
            id=row["id"],
            group=row["group"],
            icon=row["icon"],
            label=row["label"],
            matches=tuple(parse_match(text) for text in row["tags"]),
        )
        for row in table["kind"]
    }


def find_kind(tags: Tags) -> PlaceKind | None:
    """Find the first kind whose tags an element has.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags.

    Returns
    -------
    PlaceKind or None
    """
    return _kinds_by_tag().find(tags)


@lru_cache
def _kinds_by_tag() -> TagTable[PlaceKind]:
    return TagTable((kind, kind.matches) for kind in place_kinds().values())
