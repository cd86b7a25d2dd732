"""Say something of a report, and take it back: without an account."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from data.queries.report import get_report
from data.queries.say import say_of_report, unsay_of_report
from geo.errors import ForbiddenError
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX
from webmap.rate import require_patience
from webmap.reports.voter import known_voter, voter_of

votes = Blueprint("votes", __name__, url_prefix=f"{PREFIX}/reports")

MINE: Final = "mine"
"""Told instead of a vote, where the voter is the author."""
BACK: Final = "back"
"""Told instead of a vote, where it was taken back."""


@votes.post("/<tracking>/vote")
def vote(tracking: str) -> Response:
    """Count what somebody says, and lead to the report for which it counts."""
    require_patience("word")
    stands = canonical_of(tracking)
    try:
        say(stands, request.form.get("kind", ""))
    except ForbiddenError:
        return _said(stands, MINE)
    return _said(stands, request.form["kind"])


@votes.post("/<tracking>/vote/back")
def take_back(tracking: str) -> Response:
    """Take back all that this device has said of a report."""
    require_patience("word")
    stands = canonical_of(tracking)
    unsay(stands)
    return _said(stands, BACK)


def _said(tracking: str, what: str) -> Response:
    there = url_for("reports.show", tracking=tracking, said=what)
    return redirect(f"{there}#said", 303)


def canonical_of(tracking: str) -> str:
    """Give the report for which counts what is said of one.

    Raises
    ------
    MissingError
        If there is no such report.
    """
    record = get_report(read_session(), tracking)
    return record.standing.canonical or record.tracking


def say(tracking: str, kind: str, device: str = "") -> None:
    """Count what a device says of a report; what it does to trips follows.

    Raises
    ------
    InputError
        If there is no such vote.
    ConflictError
        If the report is not public.
    ForbiddenError
        If the voter is its author.
    """
    voter, network = voter_of(tracking, device)
    at = runtime().clock()
    with runtime().database.write() as session:
        say_of_report(session, tracking, voter, kind=kind, network=network, at=at)


def unsay(tracking: str, device: str = "") -> int:
    """Take back all that a device has said of a report; tell how much it was."""
    voter = known_voter(tracking, device)
    if not voter:
        return 0
    with runtime().database.write() as session:
        return unsay_of_report(session, tracking, voter, at=runtime().clock())
