"""Places and stops that count when reach is measured."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from geoalchemy2 import WKBElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Place, Source, Stop, to_shapely
from data.queries.entrance import group_entrances
from geo.place_kind import place_kinds
from geo.reach_answer import STOP, Opportunity
from geo.service import load_services

BOARDING: Final = 0
"""GTFS location type of what people board at."""


def list_opportunities(session: Session) -> list[Opportunity]:
    """List the places of known kinds, and the stops.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of Opportunity
        In order of layer and key; one without a position is left out.
    """
    kinds, transport = place_kinds(), load_services().stops
    sources = {row.id: row.key for row in session.scalars(select(Source))}
    places = session.scalars(
        select(Place).where(Place.kind.in_(list(kinds))).order_by(Place.key)
    )
    stops = session.scalars(
        select(Stop).where(Stop.location_type == BOARDING).order_by(Stop.key)
    )
    doors = group_entrances(session)
    found = [
        _item(row, row.geom, (row.kind, kinds[row.kind].group), sources)
        for row in places
    ]
    found += [
        _item(row, row.geom, (STOP, transport), sources)
        for row in stops
        if row.geom is not None
    ]
    return [replace(one, entrances=doors.get(one.key, ())) for one in found]


def _item(
    row: Place | Stop,
    geom: WKBElement,
    belongs: tuple[str, str],
    sources: dict[int, str],
) -> Opportunity:
    point = to_shapely(geom).representative_point()
    kind, group = belongs
    return Opportunity(
        key=row.key,
        layer="places" if isinstance(row, Place) else "stops",
        kind=kind,
        group=group,
        names=row.names,
        lonlat=(float(point.x), float(point.y)),
        access=row.access,
        source=sources[row.source_id],
    )
