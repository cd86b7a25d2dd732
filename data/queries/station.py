"""The inside of a station: its stops, and the pathways between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geoalchemy2 import WKBElement
from shapely import get_coordinates
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.models import Names, Stop, to_shapely
from data.models import Pathway as PathwayRow
from data.queries.observation import iter_observations
from geo.crs import distance_m
from geo.transit.pathway import Pathway
from geo.transit.pathway_mode import get_mode
from geo.transit.station import both_ways
from geo.transit.stop_access import Facts, collect_facts

STATION: Final = 1
ENTRANCE: Final = 2
PLATFORM: Final = 0
"""GTFS location types."""
DEEPEST: Final = 4
"""A boarding area belongs to a platform and that to a station."""


@dataclass(frozen=True)
class StationStop:
    """A stop that belongs to a station."""

    key: str
    names: Names
    code: str
    """What stands on the platform."""
    location_type: int
    lonlat: tuple[float, float] | None


@dataclass(frozen=True)
class StationInside:
    """A station with pathways.

    Attributes
    ----------
    key : str
        Of the station.
    stops : dict of str to StationStop
    pathways : tuple of Pathway
        One for each direction in which it can be gone.
    """

    key: str
    stops: Mapping[str, StationStop]
    pathways: tuple[Pathway, ...]

    def of_type(self, location_type: int) -> list[StationStop]:
        """List the entrances, or the platforms, in the order of their keys."""
        found = (s for s in self.stops.values() if s.location_type == location_type)
        return sorted(found, key=lambda stop: stop.key)


def find_station(session: Session, stop_key: str) -> StationInside | None:
    """Find the station to which a stop belongs, if there are pathways in it.

    Parameters
    ----------
    session : Session
    stop_key : str
        Of a station, platform, entrance or boarding area.

    Returns
    -------
    StationInside or None
        ``None`` where the feed says nothing of the inside.
    """
    root = _find_root(session, stop_key)
    stops = {row.key: _stop(row) for row in _list_members(session, root)}
    rows = session.scalars(
        select(PathwayRow)
        .where(or_(PathwayRow.from_key.in_(stops), PathwayRow.to_key.in_(stops)))
        .order_by(PathwayRow.key)
    ).all()
    if not rows:
        return None
    facts = collect_facts(
        iter_observations(session, subjects=[row.key for row in rows])
    )
    found = (one for row in rows for one in build_ways(row, stops, facts))
    return StationInside(root, stops, tuple(found))


def _find_root(session: Session, key: str) -> str:
    for _ in range(DEEPEST):
        parent = session.scalar(select(Stop.parent_key).where(Stop.key == key))
        if not parent:
            break
        key = parent
    return key


def _list_members(session: Session, root: str) -> Iterator[Stop]:
    """List a station and whatever belongs to it, however deep."""
    found: set[str] = set()
    wanted = Stop.key == root
    for _ in range(DEEPEST):
        listed = session.scalars(select(Stop).where(wanted)).all()
        rows = [row for row in listed if row.key not in found]
        if not rows:
            return
        found.update(row.key for row in rows)
        yield from rows
        wanted = Stop.parent_key.in_([row.key for row in rows])


def _stop(row: Stop) -> StationStop:
    lonlat = _lonlat(row.geom)
    return StationStop(row.key, row.names, row.platform_code, row.location_type, lonlat)


def _lonlat(geom: WKBElement | None) -> tuple[float, float] | None:
    if geom is None:
        return None
    lon, lat = get_coordinates(to_shapely(geom))[0]
    return float(lon), float(lat)


def build_ways(
    row: PathwayRow, stops: Mapping[str, StationStop], facts: Mapping[str, Facts]
) -> Sequence[Pathway]:
    """Make the ways of a row: one for each direction in which it can be gone.

    Parameters
    ----------
    row : Pathway
    stops : mapping of str to StationStop
        Its ends, where they are known.
    facts : mapping of str to Facts
        What is observed, by key of the pathway.
    """
    works = get_mode(row.mode).works
    ends = [stops[key].lonlat for key in (row.from_key, row.to_key) if key in stops]
    known = [end for end in ends if end is not None]
    one = Pathway(
        key=row.key,
        start=row.from_key,
        end=row.to_key,
        mode=row.mode,
        length_m=row.length_m,
        traversal_s=row.traversal_s,
        width_m=row.min_width_m,
        stairs=row.stair_count,
        slope=row.max_slope,
        state=facts.get(row.key, {}).get(works),
        apart_m=distance_m(*known) if len(known) == 2 else None,
        signs=row.signposts.get("forward", {}),
        signs_back=row.signposts.get("backward", {}),
    )
    return both_ways(one) if row.is_bidirectional else (one,)
