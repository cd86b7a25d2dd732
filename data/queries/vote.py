"""Votes: somebody else has met an obstacle, sees it still there, or finds it gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Contact, Report, ReportTold, ReportVote
from data.queries.audit import lock_chain
from data.queries.report import get_row
from data.queries.report_effect import reweigh_report
from data.queries.standing import standing_of
from data.seal import seal
from geo.email_address import email_key
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.vote import Vote, weigh_votes

ME_TOO: Final = "me_too"
STILL_THERE: Final = "still_there"
GONE: Final = "gone"
KINDS: Final = (ME_TOO, STILL_THERE, GONE)
CONFIRMING: Final = (ME_TOO, STILL_THERE)
VOTER: Final = "voter"


@dataclass(frozen=True)
class Votes:
    """What others say of a report.

    Attributes
    ----------
    me_too, still_there, gone : int
        One a device.
    independent : int
        Who say last that it is there: from a device and a network of their own, neither
        of them the author's; or with a confirmed contact, each contact once.
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
        Mark of the network; empty where it is not known. Of a confirmed contact, its
        mark (``confirm_voter``), which stays with all that the device says.
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
    mine = _votes_of(session, row.id, voter_token)
    vote = next((one for one in mine if one.kind == kind), None)
    is_new = vote is None
    vote = vote or ReportVote(report_id=row.id, voter=voter_token, kind=kind)
    sure = next((one for one in mine if one.is_confirmed), None)
    vote.network, vote.at = sure.network if sure else network, at
    vote.is_confirmed = is_confirmed or sure is not None
    session.add(vote)
    session.flush()
    reweigh_report(session, row.tracking, at=at)
    return is_new


def delete_votes(session: Session, tracking: str, voter_token: str) -> int:
    """Delete all that somebody says of a report; who calls lets the report follow.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, voter_token : str

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
    votes = _votes_of(session, row.id, voter_token)
    for vote in votes:
        session.delete(vote)
    session.flush()
    return len(votes)


def find_own_votes(session: Session, tracking: str, voter_token: str) -> list[str]:
    """List what a device has said of a report, in the order of ``KINDS``.

    Parameters
    ----------
    session : Session
    tracking, voter_token : str

    Returns
    -------
    list of str
        Nothing for an empty mark.
    """
    of_it = Report.tracking == tracking, ReportVote.voter == voter_token
    wanted = select(ReportVote.kind).join(Report, Report.id == ReportVote.report_id)
    said = set(session.scalars(wanted.where(*of_it))) if voter_token else set()
    return [kind for kind in KINDS if kind in said]


def confirm_voter(
    session: Session,
    tracking: str,
    voter_token: str,
    *,
    email: str,
    key: str,
    at: datetime,
) -> bool:
    """Note that a confirmed address stands behind what a device says of a report.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, voter_token : str
    email : str
        Of it, only a mark is kept that is of no use for any other report.
    key : str
        The secret key of the instance.
    at : datetime

    Returns
    -------
    bool
        False where the device says nothing, or the address is the author's.

    Raises
    ------
    MissingError
        If there is no such report.
    """
    lock_chain(session)
    row = get_row(session, tracking, lock=True)
    votes = _votes_of(session, row.id, voter_token)
    if not votes or _is_author(session, row, email):
        return False
    mark = seal(key, VOTER, row.tracking, email_key(email))
    for vote in votes:
        vote.is_confirmed, vote.network = True, mark
    session.flush()
    reweigh_report(session, row.tracking, at=at)
    return True


def _is_author(session: Session, row: Report, email: str) -> bool:
    known = session.scalar(select(Contact.email).where(Contact.report_id == row.id))
    return email_key(known or "") == email_key(email)


def _votes_of(session: Session, report: int, voter: str) -> Sequence[ReportVote]:
    mine = (ReportVote.report_id == report) & (ReportVote.voter == voter)
    return session.scalars(select(ReportVote).where(mine)).all()


def count_last(session: Session, tracking: str, kind: str) -> int:
    """Count the devices that said this of a report last.

    Parameters
    ----------
    session : Session
    tracking, kind : str
    """
    wanted = (
        select(ReportVote.voter, ReportVote.kind)
        .join(Report, Report.id == ReportVote.report_id)
        .where(Report.tracking == tracking)
        .order_by(ReportVote.at, ReportVote.id)
    )
    last = {row.voter: row.kind for row in session.execute(wanted)}
    return sum(said == kind for said in last.values())


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
        .order_by(ReportVote.at, ReportVote.id)
    ).all()
    confirming = [vote for vote in votes if vote.kind in CONFIRMING]
    told = session.scalar(
        select(ReportTold)
        .join(Report, Report.id == ReportTold.report_id)
        .where(Report.tracking == tracking)
    )
    there, _gone = weigh_votes(
        [Vote(one.voter, one.network, one.kind, one.is_confirmed) for one in votes],
        author_network=told.network if told else "",
    )
    return Votes(
        **{kind: sum(vote.kind == kind for vote in votes) for kind in KINDS},
        independent=there,
        last_confirmed=max((vote.at for vote in confirming), default=None),
    )
