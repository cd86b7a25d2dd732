"""The doors of a place, with what is known of each."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import shapely
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data.models import Entrance as EntranceRow
from data.models import ObservationRow, Source, to_shapely
from data.queries.observation import to_observation
from geo.entrance import Entrance
from geo.observation import Value, resolve


def list_entrances(session: Session, place_key: str) -> list[Entrance]:
    """List the doors of a place.

    Parameters
    ----------
    session : Session
    place_key : str
        Key of a place; one without doors has none.

    Returns
    -------
    list of Entrance
        In order of their keys, access attributes resolved.
    """
    if not place_key:
        return []
    rows = session.execute(
        select(EntranceRow, Source.key)
        .join(Source, Source.id == EntranceRow.source_id)
        .where(EntranceRow.place_key == place_key)
        .order_by(EntranceRow.key)
    ).all()
    known = _known(session, [row.key for row, _ in rows]) if rows else {}
    return [_entrance(row, known.get(row.key, {}), source) for row, source in rows]


def group_entrances(session: Session) -> dict[str, tuple[Entrance, ...]]:
    """List the doors of every place that has some.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of str to tuple of Entrance
        Key of a place → its doors in order of their keys, access attributes resolved.
    """
    rows = session.execute(
        select(EntranceRow, Source.key)
        .join(Source, Source.id == EntranceRow.source_id)
        .order_by(EntranceRow.place_key, EntranceRow.key)
    ).all()
    known = _known(session, select(EntranceRow.key)) if rows else {}
    return {
        place: tuple(
            _entrance(row, known.get(row.key, {}), source) for row, source in doors
        )
        for place, doors in groupby(rows, key=lambda found: found[0].place_key)
    }


def _entrance(row: EntranceRow, values: dict[str, Value], source: str) -> Entrance:
    lon, lat = shapely.get_coordinates(to_shapely(row.geom))[0]
    lonlat = (float(lon), float(lat))
    return Entrance(row.key, row.kind, lonlat, row.names, values, source)


def _known(
    session: Session, keys: list[str] | Select[tuple[str]]
) -> dict[str, dict[str, Value]]:
    found = session.execute(
        select(ObservationRow, Source.key)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(ObservationRow.subject.in_(keys))
        .order_by(ObservationRow.subject, ObservationRow.attribute)
    )
    observed = [to_observation(row, source) for row, source in found]
    known: dict[str, dict[str, Value]] = {}
    for (key, attribute), group in groupby(
        observed, key=attrgetter("subject", "attribute")
    ):
        best = resolve(group)
        if best is not None and best.value is not None:
            known.setdefault(key, {})[attribute] = best.value
    return known
