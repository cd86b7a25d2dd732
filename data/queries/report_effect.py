"""What a report does to trips: its barrier, by the effect of its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from data.models import Report
from data.queries.report_barrier import (
    WARNING,
    SiteCheck,
    end_barrier,
    find_barrier,
    forget_barrier,
    put_barrier,
    wake_barrier,
)
from data.queries.standing import standing_of


def act_on_trips(session: Session, row: Report, found: SiteCheck | None) -> bool:
    """Let a report do to trips what its state says; tell whether that changed.

    Parameters
    ----------
    session : Session
        A write session.
    row : Report
    found : SiteCheck, optional
        What staff found on the spot.

    Returns
    -------
    bool

    Raises
    ------
    InputError
        If the value, the position or the way that staff gives is wrong.
    """
    return ACTS[standing_of(row).acts](session, row, found)


def _forget(session: Session, row: Report, found: SiteCheck | None) -> bool:  # noqa: ARG001
    return forget_barrier(session, row)


def _warn(session: Session, row: Report, found: SiteCheck | None) -> bool:  # noqa: ARG001
    return put_barrier(session, row, replace(WARNING, expires_at=row.expires_at))


def _block(session: Session, row: Report, found: SiteCheck | None) -> bool:
    if found is not None:
        return put_barrier(session, row, replace(found, expires_at=row.expires_at))
    barrier = find_barrier(session, row)
    if barrier is None:
        return _warn(session, row, found)
    barrier.expires_at = row.expires_at
    return wake_barrier(session, row)


def _end(session: Session, row: Report, found: SiteCheck | None) -> bool:  # noqa: ARG001
    return end_barrier(session, row)


Act = Callable[[Session, Report, SiteCheck | None], bool]

ACTS: Final[dict[str, Act]] = {
    "none": _forget,
    "warn": _warn,
    "block": _block,
    "removed": _end,
    "caution": _end,
}
"""What each effect of the table of states does to the barrier of a report."""
