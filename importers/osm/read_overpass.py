"""Read the JSON of an Overpass download into the same form as a file."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError
from geo.osm.day import parse_day
from importers.osm.element import (
    BUILDING,
    DOOR,
    RawOsm,
    RawRelation,
    is_wanted,
    member_ids,
    outside_world,
    take_relation,
)
from importers.osm.tables import Lonlat, Positions, RawWay, RawWays

LETTERS: Final = {"node": "n", "way": "w", "relation": "r"}

Json = dict[str, Any]


def read_overpass(path: Path) -> RawOsm:
    """Read what may become rows from ``{"elements": [...]}``.

    Parameters
    ----------
    path : Path
        JSON as the Overpass API gives it with ``out;``.

    Returns
    -------
    RawOsm

    Raises
    ------
    InputError
        If it is not such a document, or holds no element.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as cause:
        raise InputError("FILE", f"{path.name} is not JSON: {cause}") from cause
    elements = document.get("elements") if isinstance(document, dict) else None
    if not isinstance(elements, list):
        raise InputError("FILE", f"{path.name} has no list of OSM elements")
    raw = _sort_out(elements, path.name)
    raw.data_date = parse_day(str(document.get("data_date", "")))
    if not raw.positions:
        raise InputError("FILE", f"{path.name} holds no OSM element that is used")
    return raw


class _Sorter:
    """Sorts elements out by type."""

    def __init__(self) -> None:
        self.raw = RawOsm()
        self.ways: dict[int, RawWay] = {}
        self.positions: dict[int, Lonlat] = {}
        self.takers: dict[str, Callable[[Json], None]] = {
            "node": self._take_node,
            "way": self._take_way,
            "relation": self._take_relation,
        }

    def take(self, element: Json) -> None:
        """Take an element of a type that is known."""
        taker = self.takers.get(element["type"])
        if taker is not None:
            taker(element)

    def _take_node(self, element: Json) -> None:
        lon, lat = float(element["lon"]), float(element["lat"])
        node_id = int(element["id"])
        if not (math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90):
            self.raw.findings.append(outside_world(node_id))
            return
        self.positions[node_id] = (lon, lat)
        if element.get("tags"):
            self.raw.node_tags[node_id] = element["tags"]

    def _take_way(self, element: Json) -> None:
        refs = tuple(int(ref) for ref in element.get("nodes", ()))
        way_id = int(element["id"])
        self.ways[way_id] = RawWay(way_id, refs, element.get("tags", {}))

    def _take_relation(self, element: Json) -> None:
        members = tuple(
            (LETTERS[member["type"]], int(member["ref"]), member.get("role", ""))
            for member in element.get("members", ())
        )
        tags = element.get("tags", {})
        take_relation(self.raw, RawRelation(int(element["id"]), members, tags))

    def finish(self) -> RawOsm:
        """Drop what came along only as a part of something that is not read."""
        members = member_ids(self.raw, "w")
        kept = (w for w in self.ways.values() if w.id in members or is_wanted(w.tags))
        self.raw.ways = RawWays.pack(kept)
        self.raw.houses = RawWays.pack(self._houses())
        self.raw.positions = Positions.pack(self.positions)
        return self.raw

    def _houses(self) -> Iterator[RawWay]:
        doors = {ref for ref, tags in self.raw.node_tags.items() if DOOR in tags}
        for way in self.ways.values():
            if BUILDING in way.tags and not doors.isdisjoint(way.refs):
                yield way


def _sort_out(elements: list[Json], name: str) -> RawOsm:
    sorter = _Sorter()
    try:
        for element in elements:
            sorter.take(element)
    except (KeyError, TypeError, ValueError) as cause:
        reason = f"{name} holds an element that is not OSM: {cause!r}"
        raise InputError("FILE", reason) from cause
    return sorter.finish()
