"""Read the JSON of an Overpass download into the same form as a file."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError
from geo.finding import Finding
from geo.osm.day import parse_day
from importers.osm.element import RawOsm, RawRelation, RawWay, is_wanted, take_relation

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


def _sort_out(elements: list[Json], name: str) -> RawOsm:
    raw = RawOsm()
    take: dict[str, Callable[[Json, RawOsm], None]] = {
        "node": _take_node,
        "way": _take_way,
        "relation": _take_relation,
    }
    try:
        for element in elements:
            if element["type"] in take:
                take[element["type"]](element, raw)
    except (KeyError, TypeError, ValueError) as cause:
        reason = f"{name} holds an element that is not OSM: {cause!r}"
        raise InputError("FILE", reason) from cause
    _drop_unwanted(raw)
    return raw


def _take_node(element: Json, raw: RawOsm) -> None:
    lon, lat = float(element["lon"]), float(element["lat"])
    node_id = int(element["id"])
    if not (math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90):
        note = "its coordinates are missing or outside the world: left out"
        raw.findings.append(
            Finding("node-outside-world", f"node {node_id}", note, "error")
        )
        return
    raw.positions[node_id] = (lon, lat)
    if element.get("tags"):
        raw.node_tags[node_id] = element["tags"]


def _take_way(element: Json, raw: RawOsm) -> None:
    refs = tuple(int(ref) for ref in element.get("nodes", ()))
    way_id = int(element["id"])
    raw.ways[way_id] = RawWay(way_id, refs, element.get("tags", {}))


def _take_relation(element: Json, raw: RawOsm) -> None:
    members = tuple(
        (LETTERS[member["type"]], int(member["ref"]), member.get("role", ""))
        for member in element.get("members", ())
    )
    tags = element.get("tags", {})
    take_relation(raw, RawRelation(int(element["id"]), members, tags))


def _drop_unwanted(raw: RawOsm) -> None:
    """Drop what came along only as a part of something that is not read."""
    members = {
        ref
        for relation in raw.relations.values()
        for kind, ref, _ in relation.members
        if kind == "w"
    }
    raw.ways = {
        way_id: way
        for way_id, way in raw.ways.items()
        if way_id in members or is_wanted(way.tags)
    }
