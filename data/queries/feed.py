"""Public reports by their last change, for feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.functions import in_bbox
from data.models import Area, Report, to_shapely
from data.queries.report import ReportRecord, record_of
from geo.bbox import Bbox, bbox_around
from geo.errors import MissingError
from geo.life_cycle import unlisted_states

NEWEST: Final = 50
"""Reports in one feed."""
AROUND_M: Final = 500.0
"""A quarter of which only a point is known goes so far."""


@dataclass(frozen=True)
class Place:
    """A part of a town: a box, and what is in it where the shape is known."""

    bbox: Bbox
    names: dict[str, str]
    shape: BaseGeometry | None = None

    def holds(self, record: ReportRecord) -> bool:
        """Tell whether a report lies in it."""
        if self.shape is None or record.lonlat is None:
            return record.lonlat is not None
        return bool(self.shape.covers(Point(record.lonlat)))


def find_place(session: Session, key: str) -> Place:
    """Find a named part of the town.

    Parameters
    ----------
    session : Session
    key : str
        Key of an area.

    Returns
    -------
    Place
        Its shape; of a quarter of which only a point is known, what is around it.

    Raises
    ------
    MissingError
        If there is no such area.
    """
    row = session.scalar(select(Area).where(Area.key == key))
    if row is None:
        raise MissingError(f"there is no area {key[:40]!r}")
    shape = to_shapely(row.geom)
    if isinstance(shape, Point):
        return Place(bbox_around((shape.x, shape.y), AROUND_M), row.names)
    return Place(shape.bounds, row.names, shape)


def list_places(session: Session) -> list[tuple[str, dict[str, str]]]:
    """List the named parts of the town: key and names, in order of their keys."""
    rows = session.execute(select(Area.key, Area.names).order_by(Area.key))
    return [(key, names) for key, names in rows if names]


def list_changed(
    session: Session, *, category: str = "", state: str = "", place: Place | None = None
) -> list[ReportRecord]:
    """List public reports, those that changed last first.

    Parameters
    ----------
    session : Session
    category, state : str
        Only these; all by default.
    place : Place, optional
        Only in this part of the town.

    Returns
    -------
    list of ReportRecord
        At most ``NEWEST``.
    """
    wanted = select(Report).where(
        Report.state.not_in(unlisted_states()), ~Report.is_private
    )
    if category:
        wanted = wanted.where(Report.category == category)
    if state:
        wanted = wanted.where(Report.state == state)
    if place is not None:
        wanted = wanted.where(in_bbox(Report.geom, *place.bbox))
    newest = wanted.order_by(Report.changed_at.desc(), Report.id.desc())
    rows = session.scalars(newest.execution_options(yield_per=NEWEST))
    found: list[ReportRecord] = []
    for row in rows:
        record = record_of(row)
        if place is None or place.holds(record):
            found.append(record)
        if len(found) == NEWEST:
            break
    return found
