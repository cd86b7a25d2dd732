"""What stops where: the modes of the lines that serve each stop."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Line, StopTime, TransitTrip
from geo.route_type import find_mode


def list_stop_modes(session: Session) -> dict[str, tuple[str, ...]]:
    """List the modes of every stop that some trip serves.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of str to tuple of str
        Key of the stop → modes (``geo.route_type.find_mode``), in order.
    """
    rows = session.execute(
        select(StopTime.stop_key, Line.route_type)
        .join(TransitTrip, TransitTrip.key == StopTime.trip_key)
        .join(Line, Line.key == TransitTrip.line_key)
        .where(StopTime.stop_key.is_not(None))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for key, route_type in rows:
        found.setdefault(str(key), set()).add(find_mode(route_type))
    return {key: tuple(sorted(modes)) for key, modes in found.items()}
