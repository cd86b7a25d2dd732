"""Read OSM files with pyosmium: three passes, so that little is held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import osmium

from geo.errors import InputError
from geo.finding import Finding
from geo.osm.day import parse_day
from importers.base import Progress
from importers.osm.element import (
    RawOsm,
    RawRelation,
    RawWay,
    is_wanted,
    take_relation,
    wanted_tags,
)

SUFFIXES: Final = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", ".pbf")

DATE_HEADERS: Final = ("osmosis_replication_timestamp", "timestamp")
BROKEN: Final = (
    RuntimeError,
    OverflowError,
    ValueError,
    osmium.InvalidLocationError,
)
"""What pyosmium raises at content that is not OSM."""
DAY_LENGTH: Final = len("2026-01-31")

Filters = tuple[Any, ...]


def read_file(path: Path, progress: Progress) -> RawOsm:
    """Read what may become rows from an OSM file.

    Parameters
    ----------
    path : Path
        ``.osm``, ``.osm.gz``, ``.osm.bz2`` or ``.osm.pbf``.
    progress : Progress

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
    raw = RawOsm()
    try:
        raw.data_date = _read_date(path)
        _read_relations(path, raw, progress)
        _read_ways(path, raw, progress)
        _read_nodes(path, raw, progress)
    except BROKEN as cause:
        reason = f"{path.name} cannot be read as OSM: {cause}"
        raise InputError("FILE", reason) from cause
    if not raw.positions:
        raise InputError("FILE", f"{path.name} holds no OSM element that is used")
    return raw


def _read_date(path: Path) -> date | None:
    header = osmium.FileProcessor(str(path)).header
    told = [header.get(key) for key in DATE_HEADERS]
    return next((parse_day(text[:DAY_LENGTH]) for text in told if text), None)


def _key_filter() -> Any:  # noqa: ANN401
    return osmium.filter.KeyFilter(*wanted_tags())


def _over(path: Path, kind: Any, filters: Filters) -> Iterator[Any]:  # noqa: ANN401
    processor = osmium.FileProcessor(str(path), kind)
    for one in filters:
        processor = processor.with_filter(one)
    yield from processor


def _read_relations(path: Path, raw: RawOsm, progress: Progress) -> None:
    found = _over(path, osmium.osm.RELATION, (_key_filter(),))
    for relation in progress.over(found, "relations"):
        members = tuple((m.type, m.ref, m.role) for m in relation.members)
        take_relation(raw, RawRelation(relation.id, members, dict(relation.tags)))


def _read_ways(path: Path, raw: RawOsm, progress: Progress) -> None:
    members = {
        ref
        for relation in raw.relations.values()
        for kind, ref, _ in relation.members
        if kind == "w"
    }
    tagged = _over(path, osmium.osm.WAY, (_key_filter(),))
    for way in progress.over(tagged, "ways"):
        tags = dict(way.tags)
        if way.id in members or is_wanted(tags):
            refs = tuple(node.ref for node in way.nodes)
            raw.ways[way.id] = RawWay(way.id, refs, tags)
    missing = members - raw.ways.keys()
    for way in _over(path, osmium.osm.WAY, _id_filters(missing)) if missing else ():
        if way.id in missing:
            refs = tuple(node.ref for node in way.nodes)
            raw.ways[way.id] = RawWay(way.id, refs, dict(way.tags))


def _id_filters(ids: Iterable[int]) -> Filters:
    """Filter by id where that is possible: pyosmium knows positive ids only."""
    wanted = list(ids)
    return (osmium.filter.IdFilter(wanted),) if min(wanted, default=0) > 0 else ()


def _read_nodes(path: Path, raw: RawOsm, progress: Progress) -> None:
    tagged = _over(path, osmium.osm.NODE, (_key_filter(),))
    for node in progress.over(tagged, "nodes with tags"):
        tags = dict(node.tags)
        if is_wanted(tags) and _keep_position(node, raw):
            raw.node_tags[node.id] = tags
    needed = {ref for way in raw.ways.values() for ref in way.refs}
    needed.update(
        ref
        for relation in raw.relations.values()
        for kind, ref, _ in relation.members
        if kind == "n"
    )
    if not needed:
        return
    on_ways = _over(path, osmium.osm.NODE, _id_filters(needed))
    for node in progress.over(on_ways, "nodes of ways"):
        if node.id in needed and _keep_position(node, raw) and node.tags:
            raw.node_tags[node.id] = dict(node.tags)


def _keep_position(node: Any, raw: RawOsm) -> bool:  # noqa: ANN401
    if not node.location.valid():
        note = "its coordinates are missing or outside the world: left out"
        raw.findings.append(
            Finding("node-outside-world", f"node {node.id}", note, "error")
        )
        return False
    raw.positions[node.id] = (node.lon, node.lat)
    return True
