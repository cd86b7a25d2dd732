"""Read OSM files: in columns where that is possible, else with pyosmium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium

from geo.errors import InputError
from geo.osm.day import parse_day
from importers.base import Progress
from importers.osm.element import (
    BUILDING,
    DOOR,
    RawOsm,
    RawRelation,
    Wanted,
    has_wanted,
    member_ids,
    outside_world,
    take_relation,
    wanted_tags,
)
from importers.osm.read_pbf import read_pbf
from importers.osm.tables import Lonlat, Positions, RawWay, RawWays
from importers.osm.take import take_elements

PBF: Final = ".pbf"
SUFFIXES: Final = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", PBF)

DATE_HEADERS: Final = ("osmosis_replication_timestamp", "timestamp")
BROKEN: Final = (
    RuntimeError,
    OverflowError,
    ValueError,
    osmium.InvalidLocationError,
)
"""What pyosmium raises at content that is not OSM."""
DAY_LENGTH: Final = len("2026-01-31")

PLACED_WAYS: Final = osmium.osm.NODE | osmium.osm.WAY
"""Ways whose nodes know where they are."""
POINT_BYTES: Final = 16
"""Two 64-bit numbers, at the end of a line as well-known bytes."""

Filters = tuple[Any, ...]


def read_file(path: Path, progress: Progress, wanted: Wanted | None = None) -> RawOsm:
    """Read what may become rows from an OSM file.

    Parameters
    ----------
    path : Path
        ``.osm``, ``.osm.gz``, ``.osm.bz2`` or ``.osm.pbf``.
    progress : Progress
    wanted : mapping, optional
        Which elements are read; all that may become rows by default. The nodes of a
        way that is read are always read.

    Returns
    -------
    RawOsm

    Raises
    ------
    InputError
        If it is not an OSM file, broken, or holds no element.
    """
    if not path.name.endswith(SUFFIXES):
        allowed = ", ".join(SUFFIXES)
        raise InputError("FILE", f"{path.name} is not an OSM file; allowed: {allowed}")
    try:
        raw = _read(path, progress, wanted or wanted_tags())
    except BROKEN as cause:
        reason = f"{path.name} cannot be read as OSM: {cause}"
        raise InputError("FILE", reason) from cause
    if not raw.positions:
        raise InputError("FILE", f"{path.name} holds no OSM element that is used")
    return raw


def _read(path: Path, progress: Progress, wanted: Wanted) -> RawOsm:
    """Leave to pyosmium what cannot be read in columns: it says what is broken."""
    raw = None
    if path.suffix == PBF:
        with suppress(ValueError):
            raw = take_elements(read_pbf(path), wanted)
    if raw is None:
        raw = _Reader(path, progress, wanted).read()
    raw.data_date = _read_date(path)
    return raw


def _read_date(path: Path) -> date | None:
    header = osmium.FileProcessor(str(path)).header
    told = [header.get(key) for key in DATE_HEADERS]
    return next((parse_day(text[:DAY_LENGTH]) for text in told if text), None)


def _id_filters(ids: Iterable[int]) -> Filters:
    """Filter by id where that is possible: pyosmium knows positive ids only."""
    wanted = list(ids)
    return (osmium.filter.IdFilter(wanted),) if min(wanted, default=0) > 0 else ()


class _Reader:
    """Reads one file in three passes, so that little is held in memory."""

    def __init__(self, path: Path, progress: Progress, wanted: Wanted) -> None:
        self.path, self.progress, self.wanted = path, progress, wanted
        self.raw = RawOsm()
        self.ways: dict[int, RawWay] = {}
        self.positions: dict[int, Lonlat] = {}

    def read(self) -> RawOsm:
        """Read relations, then ways with their shapes, then nodes with tags."""
        self._read_relations()
        members = member_ids(self.raw, "w")
        self._read_ways(members)
        self._read_members(members - self.ways.keys())
        self._read_nodes()
        self.raw.houses = RawWays.pack(self._houses())
        self.raw.node_tags = dict(sorted(self.raw.node_tags.items()))
        self.raw.ways = RawWays.pack(self.ways.values())
        self.raw.positions = Positions.pack(self.positions)
        return self.raw

    def _over(
        self,
        kind: Any,  # noqa: ANN401
        *filters: Any,  # noqa: ANN401
        label: str,
    ) -> Iterator[Any]:
        processor = osmium.FileProcessor(str(self.path), kind)
        if kind == PLACED_WAYS:
            ways_only = osmium.filter.EntityFilter(osmium.osm.WAY)
            processor = processor.with_locations().with_filter(ways_only)
        for one in filters:
            processor = processor.with_filter(one)
        yield from self.progress.over(processor, label)

    def _read_relations(self) -> None:
        keys = osmium.filter.KeyFilter(*self.wanted)
        for relation in self._over(osmium.osm.RELATION, keys, label="relations"):
            tags = dict(relation.tags)
            if has_wanted(tags, self.wanted):
                members = tuple((m.type, m.ref, m.role) for m in relation.members)
                take_relation(self.raw, RawRelation(relation.id, members, tags))

    def _read_ways(self, members: set[int]) -> None:
        """Read ways; their shapes come as bytes, one call a way, not one a node."""
        factory = osmium.geom.WKBFactory()
        refs: list[int] = []
        shapes: list[str] = []
        keys = osmium.filter.KeyFilter(*self.wanted)
        for found in self._over(PLACED_WAYS, keys, label="ways"):
            tags = dict(found.tags)
            if found.id not in members and not has_wanted(tags, self.wanted):
                continue
            way = self._take_way(found, tags)
            with suppress(osmium.InvalidLocationError, RuntimeError):
                shape = factory.create_linestring(found, osmium.geom.ALL)
                shapes.append(shape[-2 * POINT_BYTES * len(way.refs) :])
                refs.extend(way.refs)
        points = np.frombuffer(bytes.fromhex("".join(shapes))).reshape(-1, 2)
        lons, lats = points.T.tolist() if refs else ((), ())
        places = zip(lons, lats, strict=True)
        self.positions.update(zip(refs, places, strict=True))

    def _take_way(self, found: Any, tags: dict[str, str]) -> RawWay:  # noqa: ANN401
        way = RawWay(found.id, tuple([node.ref for node in found.nodes]), tags)
        self.ways[way.id] = way
        return way

    def _read_members(self, missing: set[int]) -> None:
        """Read the ways of areas that have no tag of their own."""
        if not missing:
            return
        filters = _id_filters(missing)
        for found in self._over(osmium.osm.WAY, *filters, label="outlines"):
            if found.id in missing:
                self._take_way(found, dict(found.tags))

    def _read_nodes(self) -> None:
        """Read nodes that the ways could not place, then all others with tags."""
        node_tags, positions = self.raw.node_tags, self.positions
        needed = {ref for way in self.ways.values() for ref in way.refs}
        needed = (needed | member_ids(self.raw, "n")) - positions.keys()
        if needed:
            filters = _id_filters(needed)
            for node in self._over(osmium.osm.NODE, *filters, label="nodes of ways"):
                if node.id in needed and self._keep_position(node) and node.tags:
                    node_tags[node.id] = dict(node.tags)
        tagged = osmium.filter.EmptyTagFilter()
        for node in self._over(osmium.osm.NODE, tagged, label="nodes with tags"):
            tags = dict(node.tags)
            if node.id in positions:
                node_tags[node.id] = tags
            elif node.id in needed or not has_wanted(tags, self.wanted):
                continue
            elif self._keep_position(node):
                node_tags[node.id] = tags

    def _houses(self) -> Iterator[RawWay]:
        """Read the buildings with a door on their outline."""
        doors = {ref for ref, tags in self.raw.node_tags.items() if DOOR in tags}
        if not doors or DOOR not in self.wanted:
            return
        keys = osmium.filter.KeyFilter(BUILDING)
        for found in self._over(PLACED_WAYS, keys, label="buildings"):
            places = {n.ref: n.location for n in found.nodes if n.location.valid()}
            if not doors.isdisjoint(places):
                for ref, place in places.items():
                    self.positions.setdefault(ref, (place.lon, place.lat))
                refs = tuple(node.ref for node in found.nodes)
                yield RawWay(found.id, refs, dict(found.tags))

    def _keep_position(self, node: Any) -> bool:  # noqa: ANN401
        if not node.location.valid():
            self.raw.findings.append(outside_world(node.id))
            return False
        self.positions[node.id] = (node.lon, node.lat)
        return True
