"""What was measured of the town, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.measure_note import pack_measures, unpack_measures
from data.measuring import Measured
from data.models import Measure
from geo.errors import MissingError

MODES: Final = ("walk", "transit")


@dataclass(frozen=True, eq=False)
class MeasuredDay:
    """The measures of one day, by profile.

    Attributes
    ----------
    day : date
    mode : str
        One of ``MODES``.
    revision : int
        Of the network.
    profiles : dict of str to Measured
    """

    day: date
    mode: str
    revision: int
    profiles: dict[str, Measured]


def put_measures(
    session: Session,
    found: Sequence[Measured],
    *,
    day: date,
    mode: str,
    revision: int,
) -> None:
    """Keep the measures of a day in the place of those made earlier that day.

    Parameters
    ----------
    session : Session
        A write session.
    found : sequence of Measured
    day : date
    mode : str
    revision : int
    """
    session.execute(delete(Measure).where(Measure.day == day, Measure.mode == mode))
    session.add_all(
        Measure(
            day=day,
            mode=mode,
            revision=revision,
            profile=one.profile,
            content=pack_measures(one),
        )
        for one in found
    )


def list_measured_days(session: Session, mode: str) -> list[date]:
    """List the days of which there are measures, the newest first."""
    days = select(Measure.day).where(Measure.mode == mode).distinct()
    return list(session.scalars(days.order_by(Measure.day.desc())))


def get_measures(session: Session, mode: str, day: date) -> MeasuredDay:
    """Read the measures of a day.

    Parameters
    ----------
    session : Session
    mode : str
    day : date

    Returns
    -------
    MeasuredDay

    Raises
    ------
    MissingError
        If nothing was measured on that day.
    """
    rows = list(
        session.scalars(
            select(Measure)
            .where(Measure.day == day, Measure.mode == mode)
            .order_by(Measure.id)
        )
    )
    if not rows:
        raise MissingError(f"nothing was measured on {day.isoformat()}")
    profiles = {row.profile: unpack_measures(row.profile, row.content) for row in rows}
    return MeasuredDay(day, mode, rows[0].revision, profiles)
