"""Events of reports in the audit trail."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from data.models import Report
from data.queries.audit import Change, record_change
from data.queries.report import SUBJECT
from data.queries.report_barrier import find_barrier
from geo.life_cycle import report_words
from geo.standing import Actor, Standing
from geo.trail import seal_words

BARRIER: Final = "barrier"
NONCE_BYTES: Final = 16


def tell_change(
    session: Session,
    steps: tuple[Standing, Standing],
    what: tuple[str, Actor, str],
    details: dict[str, Any],
    *,
    at: datetime | None = None,
) -> None:
    """Write the event: what was done by whom and why, from where to where.

    Parameters
    ----------
    session : Session
        A write session.
    steps : tuple of Standing
        Where the report stood before, and where it stands now.
    what : tuple
        Action, actor, reason code.
    details : dict
    at : datetime, optional
        When; by default, when the report came to its state.
    """
    (before, now), (action, actor, reason) = steps, what
    change = Change(
        role=actor.role,
        subject_kind=SUBJECT,
        subject_key=now.tracking,
        action=action,
        before=before.state,
        after=now.state,
        reason=reason,
        details=details,
    )
    record_change(session, change, at=at or now.since)


def actor_details(actor: Actor) -> dict[str, str]:
    """Say who it was, where that is known."""
    return {n: v for n, v in (("who", actor.who), ("body", actor.body)) if v}


def given_details(evidence: Mapping[str, object]) -> dict[str, Any]:
    """Say what was given with a step: keys, days and numbers as they are.

    Of what somebody wrote, only a hash goes into the trail, for nothing is ever deleted
    there; it proves later that the words are the same, as long as they are kept.
    """
    known = report_words("evidence")
    given = {n: str(v) for n, v in evidence.items() if v and n != BARRIER}
    free = [n for n in given if n in known and known[n].free]
    sealed = {n: seal_words(given[n], secrets.token_hex(NONCE_BYTES)) for n in free}
    return {"given": {**given, **sealed}}


def barrier_details(session: Session, row: Report) -> dict[str, Any]:
    """Say what stands on the network for a report."""
    barrier = find_barrier(session, row)
    if barrier is None:
        return {}
    return {
        BARRIER: barrier.key,
        "status": barrier.status,
        "attribute": barrier.attribute,
        "value": barrier.value_text or barrier.value_number,
        "method": barrier.method,
        "way": barrier.way_key,
    }
