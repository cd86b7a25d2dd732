"""What a report tells besides its text: answers, channel, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Report, ReportTold
from geo.channel import WEB
from geo.draft import Draft
from geo.errors import InputError, MissingError
from geo.observation import Value
from geo.question import Answers, check_answers

ENDS_ON: Final = "ends_on"
"""Question that tells how long an obstacle lasts."""


@dataclass(frozen=True)
class Told:
    """What a report tells besides its text.

    Attributes
    ----------
    answers : dict of str to Value
        Question → answer, SI units; ``None`` is "I don't know".
    channel : str
        By which way it came.
    subject : str
        Key of the place or stop that it is about; empty for a spot of a street.
    author, network : str
        Marks of the sender's device and network, of no use for any other report.
    """

    answers: dict[str, Value] = field(default_factory=dict)
    channel: str = WEB
    subject: str = ""
    author: str = ""
    network: str = ""

    def says_as(self, other: Told) -> bool:
        """Tell whether the sender said the same, from wherever it was sent."""
        return (self.answers, self.subject) == (other.answers, other.subject)


def told_of(draft: Draft) -> Told:
    """Give what a draft tells besides its text."""
    return Told(dict(draft.answers), draft.channel, draft.subject)


def mark_author(session: Session, tracking: str, *, author: str, network: str) -> None:
    """Keep the marks of the sender's device and network, so that they do not vote.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, author, network : str
        Marks that say nothing anywhere else.
    """
    row = session.get(ReportTold, _id_of(session, tracking))
    if row is not None:
        row.author, row.network = author, network


def _id_of(session: Session, tracking: str) -> int:
    found = session.scalar(select(Report.id).where(Report.tracking == tracking))
    if found is None:
        raise MissingError(f"there is no report {tracking[:20]!r}")
    return found


def keep_told(session: Session, tracking: str, told: Told) -> None:
    """Keep what a report tells besides its text.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    told : Told
        With answers that are sound.

    Raises
    ------
    MissingError
        If there is no such report.
    """
    values = {**vars(told), "answers": dict(told.answers)}
    session.merge(ReportTold(report_id=_id_of(session, tracking), **values))


def keep_answers(session: Session, tracking: str, answers: Answers) -> None:
    """Keep the answers of a report instead of those that were kept before.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    answers : mapping of str to Value
        Question → answer, SI units; ``None`` is "I don't know".

    Raises
    ------
    MissingError
        If there is no such report.
    InputError
        If an answer is none to a question of the report's category.
    """
    key = _id_of(session, tracking)
    category = session.scalar(select(Report.category).where(Report.id == key)) or ""
    for fault in check_answers(category, answers):
        raise InputError(f"answers.{fault.question}", fault.reason)
    row = session.get(ReportTold, key) or ReportTold(report_id=key)
    row.answers = dict(answers)
    session.add(row)


def get_told(session: Session, tracking: str) -> Told:
    """Give what a report tells besides its text; of an older one, nothing.

    Parameters
    ----------
    session : Session
    tracking : str
    """
    return list_told(session, [tracking]).get(tracking, Told())


def get_answers(session: Session, tracking: str) -> dict[str, Value]:
    """Give the answers of a report; empty where nothing was answered."""
    return get_told(session, tracking).answers


def find_end(session: Session, row: Report, at: datetime) -> datetime | None:
    """Find until when an obstacle lasts, as its reporter says.

    Parameters
    ----------
    session : Session
    row : Report
    at : datetime
        A day that is over by then tells nothing.

    Returns
    -------
    datetime or None
        The end of that day, UTC.
    """
    told = session.get(ReportTold, row.id)
    day = (told.answers if told else {}).get(ENDS_ON)
    if not isinstance(day, str):
        return None
    end = datetime.combine(date.fromisoformat(day), time.max, tzinfo=UTC)
    return end if end > at else None


def list_told(session: Session, trackings: Sequence[str]) -> dict[str, Told]:
    """Give what several reports tell, in one question: tracking → told.

    Parameters
    ----------
    session : Session
    trackings : sequence of str
        Older reports that tell nothing are left out.
    """
    rows = session.execute(
        select(Report.tracking, ReportTold)
        .join(ReportTold, ReportTold.report_id == Report.id)
        .where(Report.tracking.in_(trackings))
    )
    return {row.tracking: _told(row.ReportTold) for row in rows}


def _told(row: ReportTold) -> Told:
    return Told(
        answers=dict(row.answers),
        channel=row.channel,
        subject=row.subject,
        author=row.author,
        network=row.network,
    )
