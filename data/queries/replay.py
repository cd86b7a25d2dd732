"""Hold the reports against the audit trail, from which each can be told anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Report
from data.queries.report import SUBJECT
from data.queries.standing import standing_of
from geo.replay import Told, replay
from geo.standing import Standing

HELD: Final = ("state", "since", "closed_at", "claimant", "canonical", "marks")
"""What events have always told; what was given with a step is newer."""


def _events(session: Session) -> Iterator[Told]:
    wanted = select(AuditEvent).where(AuditEvent.subject_kind == SUBJECT)
    for row in session.scalars(wanted.order_by(AuditEvent.id)):
        yield Told(
            tracking=row.subject_key,
            role=row.role,
            action=row.action,
            before=row.before,
            after=row.after,
            at=row.at,
            details=row.details,
        )


def replay_reports(session: Session) -> dict[str, Standing]:
    """Tell from the audit trail alone where every report stands.

    Parameters
    ----------
    session : Session

    Returns
    -------
    dict of str to Standing
        Tracking number → where it stands.

    Raises
    ------
    DataError
        If an event does not follow from the one before.
    """
    return replay(_events(session))


def find_unlike(session: Session) -> list[str]:
    """Find the reports that stand elsewhere than the audit trail says.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of str
        Tracking numbers, in the order of the reports.

    Raises
    ------
    DataError
        If an event does not follow from the one before.
    """
    told = replay_reports(session)
    rows = session.scalars(select(Report).order_by(Report.id))
    return [
        row.tracking
        for row in rows
        if not _is_like(standing_of(row), told.get(row.tracking))
    ]


def _is_like(now: Standing, told: Standing | None) -> bool:
    return told is not None and all(
        getattr(now, name) == getattr(told, name) for name in HELD
    )
