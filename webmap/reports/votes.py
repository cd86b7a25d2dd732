"""Say something of a report: met it too, still there, gone. Without an account."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from data.queries.report import get_report
from data.queries.say import say_of_report
from geo.errors import ForbiddenError
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX
from webmap.rate import require_patience
from webmap.reports.voter import voter_of

votes = Blueprint("votes", __name__, url_prefix=f"{PREFIX}/reports")

MINE: Final = "mine"
"""Told instead of a vote, where the voter is the author."""


@votes.post("/<tracking>/vote")
def vote(tracking: str) -> Response:
    """Count what somebody says, and lead to the report for which it counts."""
    require_patience("word")
    record = get_report(read_session(), tracking)
    stands = record.standing.canonical or record.tracking
    said = _count(stands, request.form.get("kind", ""))
    there = url_for("reports.show", tracking=stands, said=said)
    return redirect(f"{there}#said", 303)


def _count(tracking: str, kind: str) -> str:
    voter, network = voter_of(tracking)
    at = runtime().clock()
    try:
        with runtime().database.write() as session:
            say_of_report(session, tracking, voter, kind=kind, network=network, at=at)
    except ForbiddenError:
        return MINE
    return kind
