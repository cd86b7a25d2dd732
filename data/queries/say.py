"""What somebody says of a report: a vote, and the step that the life cycle allows."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.queries.life_cycle import advance_report
from data.queries.report import get_report
from data.queries.vote import GONE, ME_TOO, STILL_THERE, add_vote
from geo.advance import list_steps
from geo.standing import Actor, Move

PUBLIC: Final = "public"
LEADS_TO: Final = {GONE: "fix_claimed", STILL_THERE: "published", ME_TOO: "published"}
"""Where a vote leads to, if the table of steps has such a step."""


def say_of_report(
    session: Session,
    tracking: str,
    voter: str,
    *,
    kind: str,
    network: str,
    at: datetime,
) -> str:
    """Count what somebody says of a report, and let the report follow.

    Parameters
    ----------
    session : Session
        A write session.
    tracking : str
        What is said of a duplicate counts for the report that it was joined to.
    voter, network : str
        Marks of the device and of the network.
    kind : str
        One of ``data.queries.vote.KINDS``.
    at : datetime

    Returns
    -------
    str
        The report for which it counts.

    Raises
    ------
    MissingError
        If there is no such report.
    InputError
        If there is no such vote.
    ConflictError
        If the report is not public.
    ForbiddenError
        If the voter is its author.
    """
    record = get_report(session, tracking)
    stands = record.standing.canonical or record.tracking
    add_vote(session, stands, voter, kind=kind, network=network, at=at)
    standing = get_report(session, stands).standing
    move = Move(LEADS_TO[kind], Actor(PUBLIC, who=voter), at)
    if any(step.to == move.to for step in list_steps(standing, PUBLIC)):
        advance_report(session, stands, move)
    return stands
