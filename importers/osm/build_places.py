"""Nodes, closed ways and multipolygons → places and stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.finding import Finding
from geo.osm.stop import StopRule, find_stop, read_boarding, read_modes
from geo.osm.way import read_names
from geo.place_kind import find_kind
from geo.tagmatch import Tags
from importers.osm.element import RECORDS, RawOsm, RawRelation
from importers.osm.frames import PlaceFrame, StopFrame
from importers.osm.tables import RawWay

RING: Final = 4
SEEN_KEYS: Final = ("amenity", "healthcare", "tourism", "leisure", "historic")

Lonlat = tuple[float, float]


@dataclass(frozen=True)
class Element:
    """An element with tags, whatever its type."""

    type: str
    id: int
    tags: Tags

    @property
    def record(self) -> str:
        """Its name in findings."""
        return f"{RECORDS[self.type]} {self.id}"


def list_elements(raw: RawOsm) -> Iterator[Element]:
    """List everything that has tags: nodes, ways, relations, each in order of id."""
    groups: tuple[tuple[str, Mapping[int, Tags]], ...] = (
        ("n", raw.node_tags),
        ("w", {i: way.tags for i, way in raw.ways.items()}),
        ("r", {i: relation.tags for i, relation in raw.relations.items()}),
    )
    for kind, found in groups:
        for element_id in sorted(found):
            yield Element(kind, element_id, found[element_id])


def build_places(
    raw: RawOsm, source: str, findings: list[Finding]
) -> tuple[list[PlaceFrame], list[StopFrame]]:
    """Make places and stops of the elements that are one, or both.

    Parameters
    ----------
    raw : RawOsm
    source : str
        Key of the source, prefix of every key.
    findings : list of Finding
        What is left out and why is added to it.

    Returns
    -------
    tuple of list
        Places and stops; their position is a point inside the element.
    """
    places: list[PlaceFrame] = []
    stops: list[StopFrame] = []
    for element in list_elements(raw):
        kind, rule = find_kind(element.tags), find_stop(element.tags)
        if kind is None and rule is None:
            findings.extend(_not_read(element))
            continue
        lonlat = _position(element, raw)
        if lonlat is None:
            note = "has no position in the file: left out"
            findings.append(Finding("place-nowhere", element.record, note, "error"))
            continue
        key = f"{source}:{element.type}{element.id}"
        names = read_names(element.tags)
        if kind is not None:
            places.append(PlaceFrame(key, kind.id, names, element.tags, lonlat))
        if rule is not None:
            stops.append(_stop(key, element.tags, rule, lonlat))
    return places, stops


def _stop(key: str, tags: Tags, rule: StopRule, lonlat: Lonlat) -> StopFrame:
    return StopFrame(
        key=key,
        names=read_names(tags),
        location_type=rule.location_type,
        role=rule.role,
        modes=read_modes(tags, rule),
        boarding=read_boarding(tags),
        tags=tags,
        lonlat=lonlat,
    )


def _not_read(element: Element) -> Iterator[Finding]:
    for key in SEEN_KEYS:
        if key in element.tags:
            note = f"{key}={element.tags[key]} is no kind of place that is shown"
            yield Finding("place-kind-not-read", element.record, note, "info")
            return


def _position(element: Element, raw: RawOsm) -> Lonlat | None:
    if element.type == "n":
        return raw.positions[element.id]
    if element.type == "w":
        shape = _way_shape(raw.ways[element.id], raw)
    else:
        shape = _relation_shape(raw.relations[element.id], raw)
    if shape is None or shape.is_empty:
        return None
    point: Point = shape.representative_point()
    return round(point.x, 7), round(point.y, 7)


def _points(way: RawWay, raw: RawOsm) -> list[Lonlat]:
    return [raw.positions[ref] for ref in way.refs if ref in raw.positions]


def _way_shape(way: RawWay, raw: RawOsm) -> BaseGeometry | None:
    points = _points(way, raw)
    if len(points) >= RING and way.refs[0] == way.refs[-1]:
        ring = shapely.make_valid(Polygon(points))
        return ring if ring.area > 0 else LineString(points)
    if len(points) > 1:
        return LineString(points)
    return Point(points[0]) if points else None


def _relation_shape(relation: RawRelation, raw: RawOsm) -> BaseGeometry | None:
    lines = [
        LineString(points)
        for kind, ref, role in relation.members
        if kind == "w" and role != "inner" and ref in raw.ways
        if len(points := _points(raw.ways[ref], raw)) > 1
    ]
    rings = shapely.polygonize(lines)
    if not rings.is_empty:
        return max(rings.geoms, key=lambda ring: ring.area)
    nodes = [
        raw.positions[ref]
        for kind, ref, _ in relation.members
        if kind == "n" and ref in raw.positions
    ]
    if lines:
        return shapely.union_all(lines)
    return MultiPoint(nodes) if nodes else None
