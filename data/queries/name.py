"""What has a name: areas, places, stops, and streets grouped from their ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Area, Names, Place, Source, Stop, Way, to_shapely
from geo.place_kind import place_kinds

RANK: Final = {"areas": 0, "places": 1, "stops": 2, "streets": 3}
"""Order of equal hits: the larger thing first."""

ASKED_FOR: Final = (0, 1)
"""GTFS ``location_type`` of stops and stations; nobody asks for an entrance, a
generic node or a boarding area by name."""


@dataclass(frozen=True)
class NamedThing:
    """Something with a name and a position.

    Attributes
    ----------
    key : str
        Stable key; of a street, the smallest key of its ways.
    layer : str
        A key of ``RANK``.
    kind : str
    names : dict
        Language → name.
    lonlat : tuple of float
        (lon, lat), degrees: a point on the thing.
    is_demonstration : bool
    """

    key: str
    layer: str
    kind: str
    names: Names
    lonlat: tuple[float, float]
    is_demonstration: bool
    label: Names = field(default_factory=dict)
    """Language → word for its kind, by which it is found too."""

    @property
    def rank(self) -> int:
        """Order of its layer among equal hits."""
        return RANK[self.layer]


def list_named_things(session: Session) -> list[NamedThing]:
    """List everything with a name, by layer and key.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of NamedThing
    """
    made_up = set(session.scalars(select(Source.id).where(Source.is_demonstration)))
    things = [
        *_areas(session, made_up),
        *_places(session, made_up),
        *_stops(session, made_up),
        *_streets(session, made_up),
    ]
    named = [thing for thing in things if thing.label or any(thing.names.values())]
    return sorted(named, key=lambda thing: (thing.rank, thing.key))


def _point_on(shape: BaseGeometry) -> tuple[float, float]:
    point: Point = (
        shape.interpolate(0.5, normalized=True)
        if shape.geom_type == "LineString"
        else shape.representative_point()
    )
    return (round(point.x, 7), round(point.y, 7))


def _rows(session: Session, *columns: Any) -> Iterator[Any]:  # noqa: ANN401
    """Walk through rows that have a place on the map."""
    for row in session.execute(select(*columns)):
        if row.geom is not None:
            yield row


def _thing(layer: str, row: Any, kind: str, made_up: set[int]) -> NamedThing:  # noqa: ANN401
    known = place_kinds().get(kind) if layer == "places" else None
    return NamedThing(
        key=row.key,
        layer=layer,
        kind=kind,
        names=row.names,
        lonlat=_point_on(to_shapely(row.geom)),
        is_demonstration=row.source_id in made_up,
        label=known.label if known else {},
    )


def _areas(session: Session, made_up: set[int]) -> Iterator[NamedThing]:
    columns = (Area.key, Area.kind, Area.names, Area.geom, Area.source_id)
    for row in _rows(session, *columns):
        yield _thing("areas", row, row.kind, made_up)


def _places(session: Session, made_up: set[int]) -> Iterator[NamedThing]:
    columns = (Place.key, Place.kind, Place.names, Place.geom, Place.source_id)
    for row in _rows(session, *columns):
        yield _thing("places", row, row.kind, made_up)


def _stops(session: Session, made_up: set[int]) -> Iterator[NamedThing]:
    columns = (Stop.key, Stop.location_type, Stop.names, Stop.geom, Stop.source_id)
    for row in _rows(session, *columns):
        if row.location_type in ASKED_FOR:
            kind = "station" if row.location_type else "stop"
            yield _thing("stops", row, kind, made_up)


def _streets(session: Session, made_up: set[int]) -> Iterator[NamedThing]:
    """Group ways by all their names; the point is the middle of the middle way."""
    groups: dict[tuple[tuple[str, str], ...], list[Any]] = defaultdict(list)
    columns = (Way.key, Way.highway, Way.names, Way.geom, Way.source_id)
    for row in _rows(session, *columns):
        groups[tuple(sorted(row.names.items()))].append(row)
    for names, ways in groups.items():
        ways.sort(key=lambda way: str(way.key))
        middle = ways[len(ways) // 2]
        yield NamedThing(
            key=ways[0].key,
            layer="streets",
            kind=ways[0].highway,
            names=dict(names),
            lonlat=_point_on(to_shapely(middle.geom)),
            is_demonstration=all(way.source_id in made_up for way in ways),
        )
