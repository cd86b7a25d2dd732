"""Votes: somebody else has met an obstacle, sees it still there, or finds it gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Report, ReportTold, ReportVote
from data.queries.audit import lock_chain
from data.queries.report import get_row
from data.queries.report_effect import reweigh_report
from data.queries.standing import standing_of
from geo.errors import ConflictError, ForbiddenError, InputError

ME_TOO: Final = "me_too"
STILL_THERE: Final = "still_there"
GONE: Final = "gone"
KINDS: Final = (ME_TOO, STILL_THERE, GONE)
CONFIRMING: Final = (ME_TOO, STILL_THERE)


@dataclass(frozen=True)
class Votes:
    """What others say of a report.

    Attributes
    ----------
    me_too, still_there, gone : int
        One a device.
    independent : int
        Who confirm it from a device and a network of their own, neither of them the
        author's; or with a confirmed contact.
    last_confirmed : datetime, optional
        When somebody last said that it is there.
    """

    me_too: int = 0
    still_there: int = 0
    gone: int = 0
    independent: int = 0
    last_confirmed: datetime | None = None


def add_vote(  # noqa: PLR0913
    session: Session,
    tracking: str,
    voter_token: str,
    *,
    kind: str = ME_TOO,
    network: str = "",
    is_confirmed: bool = False,
    at: datetime,
) -> bool:
    """Count what somebody says of a report; said again, only the time is new.

    What the report does to trips follows at once (``geo.effect``).

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
    voter_token : str
        Mark of the device.
    kind : str
        One of ``KINDS``.
    network : str
        Mark of the network; empty where it is not known.
    is_confirmed : bool
        Whether the voter has a confirmed contact.
    at : datetime

    Returns
    -------
    bool
        Whether it counts anew.

    Raises
    ------
    MissingError
        If there is no such report.
    InputError
        If there is no such vote, or no mark.
    ConflictError
        If the report is not public.
    ForbiddenError
        If the voter is its author.
    """
    if kind not in KINDS:
        raise InputError("kind", f"{kind[:40]!r} is not one of {', '.join(KINDS)}")
    if not voter_token:
        raise InputError("voter", "is missing")
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    if not standing_of(row).is_public:
        raise ConflictError("the report is not public: nobody can vote on it")
    told = session.get(ReportTold, row.id)
    if told is not None and told.author == voter_token:
        raise ForbiddenError("who has reported it counts already")
    vote = _find(session, row.id, voter_token, kind)
    is_new = vote is None
    vote = vote or ReportVote(report_id=row.id, voter=voter_token, kind=kind)
    vote.network, vote.at = network, at
    vote.is_confirmed = bool(vote.is_confirmed) or is_confirmed
    session.add(vote)
    session.flush()
    reweigh_report(session, row.tracking, at=at)
    return is_new


def drop_votes(
    session: Session, tracking: str, voter_token: str, *, at: datetime
) -> int:
    """Take back all that somebody says of a report; what it does to trips follows.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, voter_token : str
    at : datetime

    Returns
    -------
    int
        How many votes there were.

    Raises
    ------
    MissingError
        If there is no such report.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    mine = (ReportVote.report_id == row.id) & (ReportVote.voter == voter_token)
    votes = session.scalars(select(ReportVote).where(mine)).all()
    for vote in votes:
        session.delete(vote)
    session.flush()
    reweigh_report(session, row.tracking, at=at)
    return len(votes)


def _find(session: Session, report: int, voter: str, kind: str) -> ReportVote | None:
    return session.scalar(
        select(ReportVote).where(
            ReportVote.report_id == report,
            ReportVote.voter == voter,
            ReportVote.kind == kind,
        )
    )


def count_votes(session: Session, tracking: str) -> Votes:
    """Count what others say of a report.

    Parameters
    ----------
    session : Session
    tracking : str

    Returns
    -------
    Votes
        Nothing where there is no such report.
    """
    votes = session.scalars(
        select(ReportVote)
        .join(Report, Report.id == ReportVote.report_id)
        .where(Report.tracking == tracking)
        .order_by(ReportVote.id)
    ).all()
    confirming = [vote for vote in votes if vote.kind in CONFIRMING]
    told = session.scalar(
        select(ReportTold)
        .join(Report, Report.id == ReportTold.report_id)
        .where(Report.tracking == tracking)
    )
    return Votes(
        **{kind: sum(vote.kind == kind for vote in votes) for kind in KINDS},
        independent=_independent(confirming, told.network if told else ""),
        last_confirmed=max((vote.at for vote in confirming), default=None),
    )


def _independent(votes: list[ReportVote], author_network: str) -> int:
    """Count devices of different networks; who is confirmed counts anyway."""
    confirmed = {vote.voter for vote in votes if vote.is_confirmed}
    first = {vote.voter: vote.network for vote in reversed(votes)}
    networks = {
        network
        for voter, network in first.items()
        if voter not in confirmed and network and network != author_network
    }
    return len(confirmed) + len(networks)
