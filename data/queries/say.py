"""What somebody says of a report: a vote, and the step that the life cycle allows."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.queries.life_cycle import advance_report
from data.queries.report import get_report
from data.queries.report_effect import reweigh_report
from data.queries.vote import (
    CONFIRMING,
    GONE,
    ME_TOO,
    STILL_THERE,
    add_vote,
    count_last,
    delete_votes,
)
from geo.advance import list_steps
from geo.guard import STOOD
from geo.life_cycle import Step
from geo.standing import Actor, Move, Standing

PUBLIC: Final = "public"
LEADS_BY: Final = {GONE: "say_fixed", STILL_THERE: "still_there", ME_TOO: "still_there"}
"""By which step a vote leads on, from where the table has it."""
UNSAY: Final = "unsay_fixed"
"""The step by which a claim is taken back; it leads to where the report stood."""


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
    if kind in CONFIRMING and _take_claim_back(session, stands, voter, at):
        return stands
    standing = get_report(session, stands).standing
    step = _find_step(standing, LEADS_BY[kind])
    if step is not None:
        given = {**standing.facts, STOOD: standing.state} if kind == GONE else {}
        move = Move(step.to, Actor(PUBLIC, who=voter), at, evidence=given)
        advance_report(session, stands, move)
    return stands


def unsay_of_report(
    session: Session, tracking: str, voter: str, *, at: datetime
) -> int:
    """Take back all that somebody says of a report, and let the report follow.

    A report that stands as fixed because this person said so goes back to where it
    stood, unless somebody else says, too, that it is gone.

    Parameters
    ----------
    session : Session
        A write session.
    tracking, voter : str
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
    count = delete_votes(session, tracking, voter)
    if not _take_claim_back(session, tracking, voter, at):
        reweigh_report(session, tracking, at=at)
    return count


def _take_claim_back(session: Session, tracking: str, voter: str, at: datetime) -> bool:
    """Let a claim fall with the word it rests on; tell whether it did."""
    standing = get_report(session, tracking).standing
    actor, stood = Actor(PUBLIC, who=voter), standing.facts.get(STOOD, "")
    is_own = standing.claimant is not None and actor.is_same(standing.claimant)
    step = _find_step(standing, UNSAY, to=stood) if is_own else None
    if step is None or count_last(session, tracking, GONE):
        return False
    given = {name: said for name, said in standing.facts.items() if name != STOOD}
    advance_report(session, tracking, Move(stood, actor, at, evidence=given))
    return True


def _find_step(standing: Standing, name: str, *, to: str = "") -> Step | None:
    steps = list_steps(standing, PUBLIC)
    return next((s for s in steps if s.id == name and to in {"", s.to}), None)
