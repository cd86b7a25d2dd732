"""What a report does to trips: its barrier, by ``geo.effect``."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.models import Barrier, Report, ReportEffect
from data.queries.audit import lock_chain
from data.queries.report import get_row
from data.queries.report_barrier import (
    WARNING,
    SiteCheck,
    end_barrier,
    find_barrier,
    forget_barrier,
    put_barrier,
    wake_barrier,
)
from data.queries.report_event import barrier_details, tell_change
from data.queries.report_found import know_report, pack_found, said_of
from data.queries.revision import raise_revision
from data.queries.standing import standing_of
from geo.clock import SYSTEM
from geo.column import SOFT
from geo.effect import Effect, effect_of
from geo.replay import EFFECT

STAMP: Final = 8


def act_on_trips(session: Session, row: Report, found: SiteCheck | None) -> bool:
    """Let a report do to trips what ``geo.effect`` says; tell whether that changed.

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
    kept = _kept(session, row)
    if found is not None:
        kept.found = pack_found(found, row.category)
    known = know_report(session, row, kept.found)
    effect = effect_of(known)
    told = Effect.CAUTION in {kept.effect, effect}
    kept.effect, kept.stamp = effect, secrets.token_hex(STAMP)
    site = found or said_of(session, row, kept.found)
    acted = ACTS[effect](session, row, replace(site, expires_at=row.expires_at))
    return acted or told


def reweigh_report(session: Session, tracking: str, *, at: datetime) -> Effect:
    """Let the votes on a report change what it does; one audit event tells of it.

    Parameters
    ----------
    session : Session
        The write session in which a vote was added or taken back.
    tracking : str
    at : datetime

    Returns
    -------
    Effect

    Raises
    ------
    MissingError
        If there is no such report.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    before = _kept(session, row).effect
    known = know_report(session, row, _kept(session, row).found)
    now = effect_of(known)
    if now == before:
        return now
    raise_revision(session, barriers=act_on_trips(session, row, None))
    standing = standing_of(row)
    votes = {"there": known.there, "gone": known.gone}
    details = {**barrier_details(session, row), "from": before, "to": now, **votes}
    said = (EFFECT, SYSTEM, "")
    tell_change(
        session, (standing, standing), said, details, at=max(at, row.changed_at)
    )
    return now


def _kept(session: Session, row: Report) -> ReportEffect:
    kept = session.get(ReportEffect, row.id)
    if kept is None:
        kept = ReportEffect(report_id=row.id, effect=Effect.NONE, found={}, results={})
        session.add(kept)
    return kept


def _forget(session: Session, row: Report, site: SiteCheck) -> bool:  # noqa: ARG001
    return forget_barrier(session, row)


def _warn(session: Session, row: Report, site: SiteCheck) -> bool:
    return put_barrier(session, row, replace(WARNING, expires_at=site.expires_at))


def _confirm(session: Session, row: Report, site: SiteCheck) -> bool:
    """Put what was found; what stands there already stays where it was placed."""
    barrier = find_barrier(session, row)
    if site.is_new or barrier is None or barrier.method in SOFT:
        return put_barrier(session, row, site)
    return _go_on(session, row, barrier)


def _go_on(session: Session, row: Report, barrier: Barrier) -> bool:
    barrier.expires_at = row.expires_at
    return wake_barrier(session, row)


def _end(session: Session, row: Report, site: SiteCheck) -> bool:  # noqa: ARG001
    return end_barrier(session, row)


Act = Callable[[Session, Report, SiteCheck], bool]

ACTS: Final[dict[Effect, Act]] = {
    Effect.NONE: _forget,
    Effect.WARN: _warn,
    Effect.COST: _confirm,
    Effect.LIMIT: _confirm,
    Effect.REMOVED: _end,
    Effect.CAUTION: _end,
}
"""What each effect does to the barrier of a report."""
