"""Ways of deleting, by the names that the retention schedule has for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from data.models import (
    Base,
    Contact,
    Follower,
    HeldSender,
    Report,
    ReportNote,
    ReportPhoto,
    ReportTold,
    ReportVote,
    SenderMark,
)
from data.queries.contact import remove_contact
from data.queries.erase import erase_content, holds_content
from data.queries.hold import forget_senders
from data.queries.photo_judge import Unsealed, delete_sealed
from geo.clock import SYSTEM
from geo.retention import Rule, cutoff

GONE: Final = "gone-"
"""Begins what stands in place of a voter's mark."""

Erase = Callable[[Session, Report, Rule, datetime], list[str]]
Conditions = Sequence[ColumnElement[bool]]


def _has(model: Any) -> ColumnElement[bool]:  # noqa: ANN401
    held: ColumnElement[bool] = Report.id.in_(select(model.report_id))
    return held


def _contact_closed(before: datetime) -> Conditions:
    return (Report.closed_at < before, _has(Contact))


def _contact_unlisted(before: datetime) -> Conditions:
    is_gone = Report.state.in_(("withdrawn", "hidden"))
    return (is_gone, Report.changed_at < before, _has(Contact))


def _contact_longest(before: datetime) -> Conditions:
    old = select(Contact.report_id).where(Contact.given_at < before)
    return (Report.id.in_(old),)


def _in_state(state: str) -> Callable[[datetime], Conditions]:
    def due(before: datetime) -> Conditions:
        return (Report.state == state, Report.changed_at < before, holds_content())

    return due


def _follower_closed(before: datetime) -> Conditions:
    return (Report.closed_at < before, _has(Follower))


def _notes(before: datetime) -> Conditions:
    return (Report.closed_at < before, _has(ReportNote))


def _marks(before: datetime) -> Conditions:
    told = select(ReportTold.report_id).where(
        or_(ReportTold.author != "", ReportTold.network != "")
    )
    voted = select(ReportVote.report_id).where(ReportVote.voter.not_like(f"{GONE}%"))
    marked = or_(Report.id.in_(told), Report.id.in_(voted))
    return (Report.closed_at < before, marked)


def _erase_contact(
    session: Session, row: Report, rule: Rule, at: datetime
) -> list[str]:
    remove_contact(session, row.tracking, SYSTEM, why=rule.id, at=at)
    return []


def _erase_content(
    session: Session, row: Report, rule: Rule, at: datetime
) -> list[str]:
    return erase_content(session, row, why=rule.id, at=at)


def _drop(*names: str) -> Erase:
    def erase(session: Session, row: Report, rule: Rule, at: datetime) -> list[str]:  # noqa: ARG001
        for name in names:
            table = Base.metadata.tables[name]
            session.execute(delete(table).where(table.c.report_id == row.id))
        return []

    return erase


def _forget_marks(session: Session, row: Report, rule: Rule, at: datetime) -> list[str]:  # noqa: ARG001
    """Let the counts stay; from what is left, nobody can be told from another."""
    told = update(ReportTold).where(ReportTold.report_id == row.id)
    session.execute(told.values(author="", network=""))
    votes = session.scalars(select(ReportVote).where(ReportVote.report_id == row.id))
    for vote in votes:
        vote.voter, vote.network = f"{GONE}{vote.id}", ""
    session.flush()
    return []


@dataclass(frozen=True)
class OfReport:
    """A way of deleting what hangs on reports.

    Attributes
    ----------
    due : callable
        Time → conditions.
    erase : callable
    tells : bool
        Whether erasing writes an event for each report.
    """

    due: Callable[[datetime], Conditions]
    erase: Erase
    tells: bool = False


OF_REPORTS: Final[dict[str, OfReport]] = {
    "contact_closed": OfReport(_contact_closed, _erase_contact, tells=True),
    "contact_unlisted": OfReport(_contact_unlisted, _erase_contact, tells=True),
    "contact_longest": OfReport(_contact_longest, _erase_contact, tells=True),
    "withdrawn": OfReport(_in_state("withdrawn"), _erase_content, tells=True),
    "hidden": OfReport(_in_state("hidden"), _erase_content, tells=True),
    "follower_closed": OfReport(_follower_closed, _drop("follower")),
    "notes": OfReport(_notes, _drop("report_note", "appeal")),
    "marks": OfReport(_marks, _forget_marks),
}


def _rows_due(rule: Rule, before: datetime) -> Select[Any]:
    table = Base.metadata.tables[rule.table]
    wanted = select(table).where(table.c[rule.column] < before)
    return wanted.where(table.c[rule.unless].is_(None)) if rule.unless else wanted


def _delete_rows(session: Session, rule: Rule, at: datetime) -> Unsealed:
    table = Base.metadata.tables[rule.table]
    gone = delete(table).where(table.c[rule.column] < cutoff(rule, at))
    gone = gone.where(table.c[rule.unless].is_(None)) if rule.unless else gone
    session.execute(gone)
    return Unsealed()


def _originals_due(rule: Rule, before: datetime) -> Select[Any]:  # noqa: ARG001
    judged = ReportPhoto.judged_at < before
    waited = ReportPhoto.judged_at.is_(None) & (ReportPhoto.sent_at < before)
    return select(ReportPhoto).where(ReportPhoto.sealed != "", or_(judged, waited))


def _delete_originals(session: Session, rule: Rule, at: datetime) -> Unsealed:
    return delete_sealed(session, cutoff(rule, at), at=at)


def _senders_due(rule: Rule, before: datetime) -> Select[Any]:  # noqa: ARG001
    marks = select(SenderMark.id).where(SenderMark.forget_at <= before)
    held = select(HeldSender.id).where(HeldSender.until <= before)
    return marks.union_all(held)  # type: ignore[return-value]


def _delete_senders(session: Session, rule: Rule, at: datetime) -> Unsealed:
    forget_senders(session, at=cutoff(rule, at))
    return Unsealed()


@dataclass(frozen=True)
class ForItself:
    """A way of deleting what hangs on no report: what is due, and how it goes."""

    due: Callable[[Rule, datetime], Select[Any]]
    delete: Callable[[Session, Rule, datetime], Unsealed]


OTHERS: Final[dict[str, ForItself]] = {
    "rows": ForItself(_rows_due, _delete_rows),
    "photo_original": ForItself(_originals_due, _delete_originals),
    "senders": ForItself(_senders_due, _delete_senders),
}
