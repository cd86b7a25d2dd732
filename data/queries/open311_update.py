"""What has happened with requests, as programs read it and what they say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import AuditEvent, Open311Update, Report, ReportUpdate
from data.queries.api_key import KeyRecord
from data.queries.audit import lock_chain
from data.queries.life_cycle import advance_report
from data.queries.note import add_note, add_update
from data.queries.open311 import is_listed, within
from data.queries.report import SUBJECT, get_row
from data.queries.standing import standing_of
from geo.errors import InputError, MissingError
from geo.life_cycle import unlisted_states
from geo.open311 import Window
from geo.open311_status import UpdateStatus, find_target
from geo.standing import Move, Standing

TRUSTED: Final = ("staff", "body", "verifier", "inspector", "moderator")
"""Roles whose words are shown to everybody; those of others only staff reads."""


@dataclass(frozen=True)
class RequestUpdate:
    """One update of a public report.

    Attributes
    ----------
    id : str
    tracking, state : str
        The state that it came to, or was in.
    at : datetime
    texts : dict of str to str
        Language → what was told with it.
    """

    id: str
    tracking: str
    state: str
    at: datetime
    texts: dict[str, str]


@dataclass(frozen=True)
class Said:
    """What a program says of a report.

    Attributes
    ----------
    tracking : str
    their_id : str
        The program's own number of the update; empty without one.
    status : UpdateStatus
    text, lang : str
    reason : str
    evidence : dict of str to str
    """

    tracking: str
    their_id: str
    status: UpdateStatus
    text: str
    lang: str
    reason: str
    evidence: dict[str, str]

    @property
    def digest(self) -> str:
        """A hash of the words: enough to tell whether the same was said before."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def list_request_updates(
    session: Session, window: Window, *, ids: Sequence[str] = (), most: int
) -> list[RequestUpdate]:
    """List the updates of public reports, the oldest first.

    Parameters
    ----------
    session : Session
    window : Window
    ids : sequence of str
        Only of these reports; all by default.
    most : int

    Returns
    -------
    list of RequestUpdate
        A step and what was told with it are one.
    """
    steps = (
        select(AuditEvent.id, AuditEvent.subject_key, AuditEvent.after, AuditEvent.at)
        .join(Report, Report.tracking == AuditEvent.subject_key)
        .where(AuditEvent.subject_kind == SUBJECT, is_listed())
        .where(AuditEvent.after != AuditEvent.before)
        .where(AuditEvent.after.not_in(unlisted_states()))
        .where(*within(AuditEvent.at, window))
    )
    words = (
        select(ReportUpdate, Report.tracking)
        .join(Report, Report.id == ReportUpdate.report_id)
        .where(is_listed(), ReportUpdate.state.not_in(unlisted_states()))
        .where(*within(ReportUpdate.at, window))
    )
    if ids:
        steps = steps.where(AuditEvent.subject_key.in_(ids))
        words = words.where(Report.tracking.in_(ids))
    stepped = session.execute(steps.order_by(AuditEvent.at, AuditEvent.id).limit(most))
    told = session.execute(words.order_by(ReportUpdate.at).limit(most))
    said = {(tracking, row.at, row.state): row for row, tracking in told}
    found = [
        RequestUpdate(
            f"s{key}", tracking, state, at, _texts(said, (tracking, at, state))
        )
        for key, tracking, state, at in stepped
    ]
    found += [
        RequestUpdate(f"t{row.id}", tracking, row.state, at, dict(row.texts))
        for (tracking, at, _state), row in said.items()
    ]
    return sorted(found, key=lambda one: (one.at, one.id))[:most]


Place = tuple[str, datetime, str]
"""Number of a report, time and state: a step and what was told with it share it."""


def _texts(said: dict[Place, ReportUpdate], place: Place) -> dict[str, str]:
    """Take what was told at the same time out of the rest."""
    row = said.pop(place, None)
    return dict(row.texts) if row else {}


def find_sent_update(session: Session, key: KeyRecord, said: Said) -> str:
    """Find the update that a program has sent before; empty if it is new."""
    if not said.their_id:
        return ""
    row = session.scalar(
        select(Open311Update).where(
            Open311Update.api_key_id == key.id,
            Open311Update.their_id == said.their_id,
        )
    )
    if row is None:
        return ""
    report = session.get_one(Report, row.report_id)
    now = (said.tracking, said.status.id, said.digest)
    if (report.tracking, row.status, row.said) != now:
        reason = "was used for an update that says something else"
        raise InputError("update_id", reason)
    return str(row.id)


def take_update(session: Session, key: KeyRecord, said: Said, *, at: datetime) -> str:
    """Take the step that a program asks for, and keep what it says.

    Parameters
    ----------
    session : Session
        A write session: when the step is refused, nothing is kept.
    key : KeyRecord
    said : Said
    at : datetime

    Returns
    -------
    str
        Number of the update; the same when it is sent again.

    Raises
    ------
    MissingError
        If nobody may read such a report.
    ConflictError, ForbiddenError, InputError
        If the life cycle does not allow the step.
    """
    lock_chain(session)
    known = find_sent_update(session, key, said)
    if known:
        return known
    event = _step(session, key, said, at)
    _tell(session, key, said, at)
    row = Open311Update(
        report_id=get_row(session, said.tracking).id,
        api_key_id=key.id,
        their_id=said.their_id or None,
        event_id=event,
        status=said.status.id,
        said=said.digest,
        at=at,
    )
    session.add(row)
    session.flush()
    return str(row.id)


def _step(session: Session, key: KeyRecord, said: Said, at: datetime) -> int | None:
    now = require_listed(session, said.tracking)
    target = find_target(said.status, now, key.actor)
    if not target:
        return None
    move = Move(target, key.actor, at, said.reason, said.evidence)
    advance_report(session, said.tracking, move)
    of_it = AuditEvent.subject_key == said.tracking
    last = select(func.max(AuditEvent.id))
    return session.scalar(last.where(AuditEvent.subject_kind == SUBJECT, of_it))


def _tell(session: Session, key: KeyRecord, said: Said, at: datetime) -> None:
    """Show the words of who is trusted; note those of others for staff."""
    if not said.text:
        return
    if key.role in TRUSTED:
        texts = {said.lang: said.text}
        add_update(session, said.tracking, texts, actor=key.actor, at=at)
    else:
        add_note(session, said.tracking, said.text, actor=key.actor, at=at)


def require_listed(session: Session, tracking: str) -> Standing:
    """Tell where a report stands that anybody may read.

    Raises
    ------
    MissingError
        If there is none of that number.
    """
    wanted = select(Report).where(is_listed(), Report.tracking == tracking)
    row = session.scalar(wanted)
    if row is None:
        raise MissingError(f"service_request_id {tracking[:40]!r} was not found")
    return standing_of(row)
