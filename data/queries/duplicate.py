"""Has it been reported already: open reports on the same piece of street, or near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
import shapely
from geoalchemy2 import WKBElement
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import Edge, Report, to_shapely
from data.queries.standing import standing_of
from geo.answer import LonLat
from geo.barrier_kind import barrier_kinds
from geo.bbox import bbox_around
from geo.crs import distance_m
from geo.hang import WayHanger
from geo.life_cycle import OPEN, report_states

NEAR_M: Final = 30.0
"""Two reports of one kind are offered as the same within that many metres."""
ON_STREET_M: Final = 15.0
"""So far from a piece of street, a report is still on it."""
MOST: Final = 5
LOOKED_AT: Final = 200
"""Reports of one piece of street that are compared at most, the newest first."""

Box = tuple[float, float, float, float]
Line = NDArray[np.float64]


@dataclass(frozen=True)
class Similar:
    """A public report that may be of the same obstacle.

    Attributes
    ----------
    tracking, category, description, where_text, lang, state : str
    created_at : datetime
    away_m : float
        From where the new one is.
    is_same_kind, is_same_street : bool
        Whether it is of the same category; on the same piece of street.
    """

    tracking: str
    category: str
    description: str
    where_text: str
    lang: str
    state: str
    created_at: datetime
    away_m: float
    is_same_kind: bool
    is_same_street: bool


def find_similar(
    session: Session, category: str, lonlat: LonLat, *, limit: int = MOST
) -> list[Similar]:
    """Find open public reports that may be of the same obstacle.

    Parameters
    ----------
    session : Session
    category : str
        Of the new report.
    lonlat : tuple of float
        (lon, lat) of the new report, degrees.
    limit : int

    Returns
    -------
    list of Similar
        On the same piece of street between two junctions, or within ``NEAR_M`` and of
        the same kind. Those of the same kind first, then the nearest.
    """
    around = bbox_around(lonlat, NEAR_M)
    street = _street_of(_list_edges(session, around), lonlat, NEAR_M)
    box = around if street is None else _grown(street, around)
    others = _list_edges(session, box) if street is not None else []
    found = []
    for row, place in _list_reports(session, box):
        hang = _hangs(row.category) and _hangs(category)
        same = hang and street is not None and _is_on(others, place, street)
        away_m = distance_m(lonlat, place)
        if same or (row.category == category and away_m <= NEAR_M):
            found.append(_similar(row, category, away_m, same=same))
    found.sort(key=lambda one: (not one.is_same_kind, one.away_m, one.tracking))
    return found[:limit]


def _hangs(category: str) -> bool:
    """Tell whether it is a fact of a street; a refused boarding is none."""
    kind = barrier_kinds().get(category)
    return kind is not None and kind.hangs


def _similar(row: Report, category: str, away_m: float, *, same: bool) -> Similar:
    return Similar(
        tracking=row.tracking,
        category=row.category,
        description=row.description,
        where_text=row.where_text,
        lang=row.lang,
        state=row.state,
        created_at=row.created_at,
        away_m=away_m,
        is_same_kind=row.category == category,
        is_same_street=same,
    )


def _list_reports(session: Session, box: Box) -> list[tuple[Report, LonLat]]:
    states = [state.id for state in report_states().values() if state.open311 == OPEN]
    rows = session.scalars(
        select(Report)
        .where(in_bbox(Report.geom, *box), Report.state.in_(states))
        .order_by(Report.created_at.desc(), Report.id)
        .limit(LOOKED_AT)
    )
    public = [row for row in rows if standing_of(row).is_public]
    return [(row, _place_of(row.geom)) for row in public if row.geom is not None]


def _place_of(geom: WKBElement) -> LonLat:
    point = to_shapely(geom).centroid
    return point.x, point.y


def _list_edges(session: Session, box: Box) -> list[Line]:
    rows = session.scalars(
        select(Edge.geom).where(in_bbox(Edge.geom, *box)).order_by(Edge.id)
    )
    return [shapely.get_coordinates(to_shapely(geom)) for geom in rows]


def _street_of(lines: list[Line], lonlat: LonLat, limit_m: float) -> Line | None:
    if not lines:
        return None
    hung = WayHanger(lines).nearest(lonlat, limit_m=limit_m)
    return None if hung is None else lines[hung.way]


def _is_on(lines: list[Line], lonlat: LonLat, street: Line) -> bool:
    nearest = _street_of(lines, lonlat, ON_STREET_M)
    return nearest is not None and np.array_equal(nearest, street)


def _grown(street: Line, around: Box) -> Box:
    """Give the box of a street with room for what stands beside it, and of a spot."""
    ends = [street.min(axis=0), street.max(axis=0)]
    boxes = [around, *(bbox_around((end[0], end[1]), ON_STREET_M) for end in ends)]
    lows, highs = np.array(boxes)[:, :2].min(axis=0), np.array(boxes)[:, 2:].max(axis=0)
    return float(lows[0]), float(lows[1]), float(highs[0]), float(highs[1])
