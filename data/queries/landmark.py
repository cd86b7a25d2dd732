"""Places and stops by which people find their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Place, Stop
from geo.cue import Landmark
from geo.landmark import prominences

STOP_KINDS = {0: "stop", 1: "station"}
"""GTFS ``location_type`` → kind of landmark; the others stand inside a station."""


def list_landmarks(session: Session) -> list[Landmark]:
    """List every place and stop that a turn may be told by.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of Landmark
        In order of their keys.
    """
    places = select(Place.key, Place.kind, Place.names, Place.geom)
    asked = places.where(Place.kind.in_(list(prominences())))
    stops = select(
        Stop.key, Stop.location_type.label("kind"), Stop.names, Stop.geom
    ).where(Stop.location_type.in_(list(STOP_KINDS)), Stop.geom.is_not(None))
    found = [*_read(session.execute(asked)), *_read(session.execute(stops))]
    return sorted(found, key=lambda landmark: landmark.key)


def _read(rows: Any) -> Iterator[Landmark]:  # noqa: ANN401
    found = list(rows)
    for row, (lon, lat) in zip(found, _points(found), strict=True):
        kind = STOP_KINDS.get(row.kind, row.kind)
        yield Landmark(row.key, str(kind), row.names, (float(lon), float(lat)))


def _points(rows: Sequence[Any]) -> np.ndarray:
    data = [row.geom.data for row in rows]
    raw = [one if isinstance(one, str) else bytes(one) for one in data]
    return shapely.get_coordinates(shapely.from_wkb(np.array(raw, dtype=object)))
