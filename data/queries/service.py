"""Which lines serve a stop, and which stops a line serves."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from data.models import Stop, StopTime, TransitTrip


def list_lines_at(session: Session, stop_key: str) -> list[str]:
    """List the keys of the lines that serve a stop, or a platform of a station.

    Parameters
    ----------
    session : Session
    stop_key : str

    Returns
    -------
    list of str
        Each line once, ordered.
    """
    served = (
        select(TransitTrip.line_key)
        .join(StopTime, StopTime.trip_key == TransitTrip.key)
        .join(Stop, Stop.key == StopTime.stop_key)
        .where(or_(Stop.key == stop_key, Stop.parent_key == stop_key))
        .distinct()
        .order_by(TransitTrip.line_key)
    )
    return list(session.scalars(served))


def list_stops_of(session: Session, line_key: str) -> list[str]:
    """List the keys of the stops of a line, in the order of its runs.

    Parameters
    ----------
    session : Session
    line_key : str

    Returns
    -------
    list of str
        Each stop once, by the first place that it has in a run of the line's first
        direction.
    """
    first = func.min(TransitTrip.direction)
    direction = session.scalar(select(first).where(TransitTrip.line_key == line_key))
    place = func.min(StopTime.sequence)
    served = (
        select(StopTime.stop_key)
        .join(TransitTrip, TransitTrip.key == StopTime.trip_key)
        .where(TransitTrip.line_key == line_key, StopTime.stop_key.is_not(None))
        .group_by(StopTime.stop_key)
        .order_by(place, StopTime.stop_key)
    )
    if direction is not None:
        served = served.where(TransitTrip.direction == direction)
    return [key for key in session.scalars(served) if key]
