"""The barrier that a report puts on the network: none, a warning, or a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from shapely import Point
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models import Barrier, Report, Way, Work, to_column, to_shapely
from data.queries.source import catalog, ensure_source
from data.queries.survey import NearWay, list_ways_near
from geo.answer import LonLat
from geo.attribute import check_value
from geo.bbox import bbox_around
from geo.category import get_category
from geo.errors import InputError
from geo.hang import Hung, WayHanger
from geo.observation import Method, Side, Value
from geo.severity import value_of_presence

SOURCE: Final = "report"
NEAREST_M: Final = 30.0
"""Farther from every way, a report is no barrier of the network."""
DOUBTED: Final = 0.5
"""Confidence in what nobody has checked."""
ACTIVE: Final = "active"
REMOVED: Final = "removed"


@dataclass(frozen=True)
class SiteCheck:
    """What staff found on the spot.

    Attributes
    ----------
    kind : str
        Kind of the barrier; the report's category where empty.
    attribute : str
        Access attribute that it sets; the usual one of its kind where empty.
    value : Value
        ``None`` where its size is not known; present, where it can only be present.
    method : Method
        ``SURVEYED`` for seen, ``MEASURED`` for measured.
    confidence : float
    lonlat : LonLat, optional
        Where it is; the report's position by default.
    way_key : str
        On which way; the nearest by default.
    observed_on : date, optional
    expires_at : datetime, optional
        It acts until then.
    is_new : bool
        Whether somebody says so now: then it must take hold of a way.
    """

    kind: str = ""
    attribute: str = ""
    value: Value = None
    method: Method = Method.SURVEYED
    confidence: float = 1.0
    lonlat: LonLat | None = None
    way_key: str = ""
    observed_on: date | None = None
    expires_at: datetime | None = None
    is_new: bool = True


WARNING: Final = SiteCheck(method=Method.REPORTED, confidence=DOUBTED, is_new=False)
"""What an unchecked report says: something is there, nobody knows how large."""


def put_barrier(session: Session, report: Report, found: SiteCheck) -> bool:
    """Put the barrier of a report on the network, or change it.

    Parameters
    ----------
    session : Session
        A write session.
    report : Report
    found : SiteCheck

    Returns
    -------
    bool
        Whether it took hold of a way. What nobody places now and lies off every way
        is left out.

    Raises
    ------
    InputError
        If the value, the position or the way is wrong or missing; a barrier that
        staff places must take hold of a way.
    """
    kind = get_category(found.kind or report.category)
    if not kind.hangs:
        return False
    lonlat = found.lonlat or _position(report)
    way_key = found.way_key if found.is_new else _known_way(session, found.way_key)
    hold = None if lonlat is None else _hold(session, lonlat, way_key)
    if lonlat is None or hold is None:
        if not found.is_new:
            return False
        raise InputError(
            "at",
            "the report has no position: give one"
            if lonlat is None
            else f"there is no way within {NEAREST_M:g} m of {lonlat[0]},{lonlat[1]}",
        )
    row = _row(session, report)
    row.kind, row.attribute = kind.id, found.attribute or kind.attribute
    row.value_number, row.value_text = _columns(row.attribute, found)
    row.method, row.confidence = str(found.method), found.confidence
    row.observed_on, row.expires_at = found.observed_on, found.expires_at
    row.way_key, row.along_m, row.side = hold
    row.geom, row.status = to_column(Point(*lonlat)), ACTIVE
    session.flush()
    return True


def wake_barrier(session: Session, report: Report) -> bool:
    """Let the barrier of a report act again, or put a warning where there is none."""
    row = find_barrier(session, report)
    if row is None:
        return put_barrier(session, report, WARNING)
    row.status = ACTIVE
    return True


def end_barrier(session: Session, report: Report) -> bool:
    """Take the barrier of a report off the network; tell whether it acted."""
    row = find_barrier(session, report)
    if row is None or row.status != ACTIVE:
        return False
    row.status = REMOVED
    return True


def forget_barrier(session: Session, report: Report) -> bool:
    """Delete what a report put on the map once nobody may see it any more."""
    row = find_barrier(session, report)
    if row is None:
        return False
    session.execute(delete(Work).where(Work.barrier_key == row.key))
    session.delete(row)
    return True


def find_barrier(session: Session, report: Report) -> Barrier | None:
    """Find the barrier of a report."""
    return session.scalar(select(Barrier).where(Barrier.report_id == report.id))


def _row(session: Session, report: Report) -> Barrier:
    row = find_barrier(session, report)
    if row is None:
        source = ensure_source(session, catalog()[SOURCE])
        key = f"{SOURCE}:{report.tracking}"
        row = Barrier(key=key, source_id=source.id, report_id=report.id)
        session.add(row)
    return row


def _position(report: Report) -> LonLat | None:
    if report.geom is None:
        return None
    point = to_shapely(report.geom).centroid
    return point.x, point.y


def _columns(attribute: str, found: SiteCheck) -> tuple[float | None, str | None]:
    """Give the value as the two columns of a barrier; also checks the attribute."""
    value = check_value(attribute, found.value)
    if value is None and found.is_new:
        value = value_of_presence(attribute)
    if isinstance(value, str):
        return None, value
    return (None if value is None else float(value)), None


def _hold(
    session: Session, lonlat: LonLat, way_key: str
) -> tuple[str, float, str] | None:
    """Find the way, the metres along it and the side; ``None`` off every way."""
    ways = _ways(session, lonlat, way_key)
    if not ways:
        return None
    hanger = WayHanger([way.points for way in ways])
    hung = (
        hanger.on(0, lonlat) if way_key else hanger.nearest(lonlat, limit_m=NEAREST_M)
    )
    if hung is None:
        return None
    return ways[hung.way].key, hung.along_m, str(_side(hung, ways[hung.way]))


def _known_way(session: Session, way_key: str) -> str:
    """Give the key of a way that is there; empty where streets have changed since."""
    return session.scalar(select(Way.key).where(Way.key == way_key)) or ""


def _ways(session: Session, lonlat: LonLat, way_key: str) -> list[NearWay]:
    if not way_key:
        return list_ways_near(session, bbox_around(lonlat, NEAREST_M))
    row = session.scalar(select(Way).where(Way.key == way_key))
    if row is None:
        raise InputError("way", f"there is no way {way_key!r}")
    box = to_shapely(row.geom).bounds
    return [way for way in list_ways_near(session, box) if way.key == way_key]


def _side(hung: Hung, way: NearWay) -> Side:
    """Give the side, where the way has a sidewalk there; else both."""
    return hung.side if way.sidewalks in ("both", str(hung.side)) else Side.BOTH
