"""The inside of all stations: their pathways, and the stops that these lead to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shapely import get_coordinates
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data.models import Level, Names, Stop, to_shapely
from data.models import Pathway as PathwayRow
from data.queries.station import StationStop, build_ways
from data.queries.stop_access import load_pathway_facts
from geo.transit.inside import EMPTY, Interior, Place

STREET: Final = "stop_access"
STRAIGHT: Final = "1"
"""GTFS ``stop_access``: one gets to the platform straight from the street, too."""


def load_interior(session: Session) -> Interior:
    """Read the inside of all stations, with the state of their lifts.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Interior
        Empty where no feed tells anything.
    """
    rows = session.scalars(select(PathwayRow).order_by(PathwayRow.key)).all()
    if not rows:
        return EMPTY
    facts = load_pathway_facts(session)
    levels = {row.key: row for row in session.scalars(select(Level))}
    ends = select(PathwayRow.from_key).union(select(PathwayRow.to_key))
    stops = session.scalars(
        select(Stop).where(or_(Stop.parent_key.is_not(None), Stop.key.in_(ends)))
    ).all()
    known = {row.key: _stop(row) for row in stops}
    return Interior(
        {row.key: _place(row, known[row.key], levels) for row in stops},
        tuple(one for row in rows for one in build_ways(row, known, facts)),
    )


def _stop(row: Stop) -> StationStop:
    lonlat: tuple[float, float] | None = None
    if row.geom is not None:
        lon, lat = get_coordinates(to_shapely(row.geom))[0].tolist()
        lonlat = lon, lat
    return StationStop(row.key, row.names, row.platform_code, row.location_type, lonlat)


def _place(row: Stop, stop: StationStop, levels: Mapping[str, Level]) -> Place:
    level = levels.get(row.level_key or "")
    names: Names = level.names if level else {}
    return Place(
        key=row.key,
        names=row.names,
        code=row.platform_code,
        kind=row.location_type,
        parent=row.parent_key,
        has_position=stop.lonlat is not None,
        from_street=row.extra.get(STREET) == STRAIGHT,
        level=level.position if level else None,
        level_names=names,
    )
