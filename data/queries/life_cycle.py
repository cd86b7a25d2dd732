"""Move a report through its life cycle; its barrier on the network moves along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.models import Barrier, Report
from data.queries.audit import Change, record_change
from data.queries.report import SUBJECT, ReportRecord, get_row, record_of
from data.queries.report_barrier import (
    ACTIVE,
    WARNING,
    SiteCheck,
    end_barrier,
    find_barrier,
    forget_barrier,
    put_barrier,
    wake_barrier,
)
from data.queries.revision import raise_revision
from geo.life_cycle import REASON, State, check_transition

BARRIER: Final = "barrier"
EXPIRED: Final = "expired"


@dataclass(frozen=True)
class Step:
    """One step of a report.

    Attributes
    ----------
    to : str
        The state after it.
    role : str
        Who takes it.
    reason : str
        A code of ``geo.life_cycle.report_reasons``.
    found : SiteCheck, optional
        What staff found on the spot.
    evidence : mapping
        What else the state needs.
    """

    to: str
    role: str
    reason: str = ""
    found: SiteCheck | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, object]:
        """Everything that is given for the step."""
        return {**self.evidence, REASON: self.reason, BARRIER: self.found}


def advance_report(
    session: Session, tracking: str, step: Step, *, at: datetime
) -> ReportRecord:
    """Take one step; one audit event tells of it.

    Parameters
    ----------
    session : Session
        A write session: when the step is refused, nothing of it is kept.
    tracking : str
    step : Step
    at : datetime

    Returns
    -------
    ReportRecord
        The report after the step.

    Raises
    ------
    MissingError
        If there is no such report.
    ConflictError
        If the life cycle does not allow the step.
    InputError
        If evidence is missing or wrong.
    """
    row = get_row(session, tracking, lock=True)
    before = row.state
    state = check_transition(before, step.to, step.given)
    row.state, row.reason, row.changed_at = state.id, step.reason, at
    acted = _act(session, row, state, step.found)
    session.flush()
    raise_revision(session, barriers=acted)
    _remember(session, row, step, before=before, at=at)
    return record_of(row)


def _act(session: Session, row: Report, state: State, found: SiteCheck | None) -> bool:
    """Let the report do to trips what its state says; tell whether that changed."""
    if not state.is_public:
        return forget_barrier(session, row)
    if state.acts == "none":
        return end_barrier(session, row)
    if found is not None:
        return put_barrier(session, row, found)
    if state.acts == "warn":
        return put_barrier(session, row, WARNING)
    return wake_barrier(session, row)


def _remember(
    session: Session, row: Report, step: Step, *, before: str, at: datetime
) -> None:
    change = Change(
        role=step.role,
        subject_kind=SUBJECT,
        subject_key=row.tracking,
        action=step.to,
        before=before,
        after=row.state,
        reason=step.reason,
        details={**_evidence(session, row), **step.evidence},
    )
    record_change(session, change, at=at)


def _evidence(session: Session, row: Report) -> dict[str, Any]:
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


def expire_barriers(session: Session, *, at: datetime) -> int:
    """Mark the barriers whose time has run out; trips have left them out already.

    Parameters
    ----------
    session : Session
        A write session.
    at : datetime

    Returns
    -------
    int
        How many there were.
    """
    over = (Barrier.status == ACTIVE) & (Barrier.expires_at <= at)
    ids = session.scalars(select(Barrier.id).where(over)).all()
    session.execute(update(Barrier).where(over).values(status=EXPIRED))
    count = len(ids)
    if count:
        raise_revision(session, barriers=True)
    return count
