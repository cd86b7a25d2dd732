"""Copies of reports elsewhere in town: as many rows as years of use would bring."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, Final

import numpy as np
from shapely import Point
from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import Session

from data.models import Barrier, Base, Report, ReportPhoto, to_column, to_shapely
from data.queries.report import new_tracking

FIRST: Final = 100
"""Rows that are copied."""
STEP: Final = timedelta(minutes=100)
SHIFT: Final = 0.004
"""Degrees: some hundred metres."""


def copy_reports(session: Session, random: np.random.Generator) -> None:
    """Copy the first reports with their barriers and photos, a little elsewhere."""
    originals = select(Report).order_by(Report.id).limit(FIRST)
    for row in session.scalars(originals).all():
        shift = random.normal(0.0, SHIFT, 2)
        moved = {"tracking": new_tracking(), "geom": _moved(row.geom, shift)}
        later = row.created_at + STEP * random.integers(1, 100)
        fresh = _copy(session, row, {**moved, "created_at": later})
        for model, named in ((Barrier, _barrier), (ReportPhoto, _photo)):
            wanted = select(model).where(model.report_id == row.id)
            for one in session.scalars(wanted).all():
                other = {**named(one, shift, moved["tracking"]), "report_id": fresh}
                _copy(session, one, other)


def _barrier(row: Any, shift: Any, tracking: str) -> dict[str, Any]:
    return {"key": f"report:{tracking}", "geom": _moved(row.geom, shift)}


def _photo(row: Any, shift: Any, tracking: str) -> dict[str, Any]:
    return {"key": secrets.token_hex(16), "digest": tracking}


def _moved(geom: Any, shift: Any) -> Any:
    place = to_shapely(geom).centroid
    return to_column(Point(place.x + shift[0], place.y + shift[1]))


def _copy(session: Session, row: Base, other: dict[str, Any]) -> int:
    """Copy a row with some values changed; give its number."""
    names = [attribute.key for attribute in inspect(type(row)).column_attrs]
    kept = {name: getattr(row, name) for name in names if name != "id"}
    done = session.execute(insert(type(row)).values(**{**kept, **other}))
    return int(done.inserted_primary_key[0])
