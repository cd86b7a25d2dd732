"""Which thing of the database a row of a survey speaks of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import shapely

from data.queries.survey import Box, NamedPoint
from geo.crs import distance_m
from geo.finding import Finding
from geo.text import fold
from importers.survey.record import Record

NEAR_M: Final = 30.0
"""A place of the same name at most so far away is the same place."""

AROUND_DEGREES: Final = 0.5
"""Farther than this from all that is known, a position is doubted."""


class Namesakes:
    """Places or stops by folded name."""

    def __init__(self, points: Iterable[NamedPoint]) -> None:
        self._by_name: dict[str, list[NamedPoint]] = {}
        for point in points:
            for name in {fold(name) for name in point.names.values()}:
                self._by_name.setdefault(name, []).append(point)

    def find(self, record: Record) -> str | None:
        """Find the nearest thing of the same name; ``None`` beyond ``NEAR_M``."""
        if record.shape is None or record.shape.geom_type != "Point":
            return None
        lon, lat = shapely.get_coordinates(record.shape)[0]
        here = (float(lon), float(lat))
        near = [
            (distance_m(here, point.lonlat), point.key)
            for name in {fold(name) for name in record.names.values()}
            for point in self._by_name.get(name, ())
        ]
        best = min(near, default=None)
        return best[1] if best is not None and best[0] <= NEAR_M else None


def own_key(record: Record, source: str) -> str:
    """Give the key that a row has by itself: its id, or a digest of what it is.

    Parameters
    ----------
    record : Record
        With an id, or a position.
    source : str
        Key of the source.

    Returns
    -------
    str
        The same for the same row, import after import.
    """
    if record.id:
        return f"{source}:{record.id}"
    where = record.shape.representative_point() if record.shape is not None else None
    place = f"{where.x:.6f} {where.y:.6f}" if where is not None else ""
    names = "|".join(f"{lang}={name}" for lang, name in sorted(record.names.items()))
    text = f"{record.record}\n{record.kind}\n{names}\n{place}"
    return f"{source}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def check_position(record: Record, extent: Box | None) -> Finding | None:
    """Look whether a position is in the town, or would be if it were turned round."""
    if extent is None or record.shape is None:
        return None
    centre = record.shape.representative_point()
    if _is_around(centre.x, centre.y, extent):
        return None
    here = f"{centre.x:.5f}, {centre.y:.5f}"
    if _is_around(centre.y, centre.x, extent):
        message = f"{here}: longitude and latitude are swapped; give longitude first"
        return Finding("row-swapped", record.where, message, "error")
    message = f"{here} is far from everything that is known of the town"
    return Finding("row-far-away", record.where, message)


def _is_around(lon: float, lat: float, extent: Box) -> bool:
    west, south, east, north = extent
    return (
        west - AROUND_DEGREES <= lon <= east + AROUND_DEGREES
        and south - AROUND_DEGREES <= lat <= north + AROUND_DEGREES
    )
