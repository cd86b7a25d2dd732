"""Hold the reports against the audit trail, from which each can be told anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Report
from data.queries.audit import read_events
from data.queries.question import Told as Kept
from data.queries.question import list_told
from data.queries.report import SUBJECT
from data.queries.standing import standing_of
from geo.replay import Told, replay
from geo.standing import Standing
from geo.trail import are_words

HELD: Final = (
    "state",
    "since",
    "closed_at",
    "claimant",
    "canonical",
    "marks",
    "is_private",
)
"""What events have always told; of what was given and the channel, only newer ones."""
BLOCK: Final = 500
"""Reports that are read at a time."""


def told_of(events: Iterable[AuditEvent]) -> Iterator[Told]:
    """Give what events tell of reports.

    Parameters
    ----------
    events : iterable of AuditEvent
        Of any kind.

    Yields
    ------
    Told
    """
    for row in events:
        if row.subject_kind != SUBJECT:
            continue
        yield Told(
            tracking=row.subject_key,
            role=row.role,
            action=row.action,
            before=row.before,
            after=row.after,
            at=row.at,
            details=row.details,
            number=row.id,
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
    TrailError
        If an event does not follow from the one before.
    """
    return replay(told_of(read_events(session)))


def find_unlike(session: Session) -> list[str]:
    """Find the reports that stand elsewhere than the audit trail says.

    Parameters
    ----------
    session : Session

    Returns
    -------
    list of str
        Tracking numbers, those that are gone last.

    Raises
    ------
    TrailError
        If an event does not follow from the one before.
    """
    return list_unlike(session, replay_reports(session))


def list_unlike(session: Session, told: Mapping[str, Standing]) -> list[str]:
    """List the reports that stand elsewhere than told, and those that are gone.

    Parameters
    ----------
    session : Session
    told : mapping
        Tracking number → where it stands.

    Returns
    -------
    list of str
        Tracking numbers, those that are gone last.
    """
    wanted = select(Report).order_by(Report.id).execution_options(yield_per=BLOCK)
    gone, unlike = set(told), []
    for block in session.scalars(wanted).partitions():
        came = list_told(session, [row.tracking for row in block])
        for row in block:
            gone.discard(row.tracking)
            now = replace(standing_of(row), channel=_channel(came.get(row.tracking)))
            is_sound = row.is_private == now.is_private
            if not (is_sound and _is_like(now, told.get(row.tracking))):
                unlike.append(row.tracking)
            session.expunge(row)
    return [*unlike, *sorted(gone)]


def _channel(kept: Kept | None) -> str:
    return kept.channel if kept else ""


def _is_like(now: Standing, told: Standing | None) -> bool:
    return (
        told is not None
        and told.channel in ("", now.channel)
        and all(getattr(now, name) == getattr(told, name) for name in HELD)
        and all(are_words(told.facts.get(n, v), v) for n, v in now.facts.items() if v)
    )
