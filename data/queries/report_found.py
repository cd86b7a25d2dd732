"""What is known of the obstacle of a report: by staff, by its reporter, by votes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Json, Report, ReportTold, ReportVote
from data.queries.report_barrier import SiteCheck
from data.queries.standing import standing_of
from geo.attribute import ATTRIBUTES, Kind
from geo.barrier_kind import barrier_kinds
from geo.effect import Known
from geo.observation import Method, Value
from geo.question import find_barrier_fact
from geo.severity import value_of_presence
from geo.vote import Vote, weigh_votes

VOTED: Final = 0.7
"""Confidence in what passers-by have confirmed and nobody has gone to see."""
KEPT: Final = ("kind", "attribute", "value", "way_key", "confidence")
SAID: Final = SiteCheck(confidence=VOTED, is_new=False)


def know_report(session: Session, row: Report, found: Json) -> Known:
    """Collect all that the effect of a report depends on.

    Parameters
    ----------
    session : Session
    row : Report
    found : dict
        What staff found on the spot, as ``pack_found`` made it; empty without.

    Returns
    -------
    Known
    """
    there, gone = _weigh(session, row)
    return Known(
        acts=standing_of(row).acts,
        checked=bool(found),
        there=there,
        gone=gone,
        measured=said_of(session, row, found).value is not None,
    )


def _weigh(session: Session, row: Report) -> tuple[int, int]:
    mine = ReportVote.report_id == row.id
    wanted = select(ReportVote).where(mine).order_by(ReportVote.at, ReportVote.id)
    told = session.get(ReportTold, row.id)
    return weigh_votes(
        [
            Vote(one.voter, one.network, one.kind, one.is_confirmed)
            for one in session.scalars(wanted)
        ],
        author_network=told.network if told else "",
    )


def said_of(session: Session, row: Report, found: Json) -> SiteCheck:
    """Give what staff has found of an obstacle, else what its reporter said of it."""
    if found:
        return unpack_found(found)
    told = session.get(ReportTold, row.id)
    fact = find_barrier_fact(row.category, told.answers) if told else None
    return replace(SAID, attribute=fact[0], value=fact[1]) if fact else SAID


def pack_found(found: SiteCheck, category: str) -> Json:
    """Make a row of what staff found on the spot of a report of some category."""
    kept = {name: getattr(found, name) for name in KEPT}
    return {
        **kept,
        "value": _value(found, category),
        "method": str(found.method),
        "lonlat": list(found.lonlat) if found.lonlat else None,
        "observed_on": found.observed_on.isoformat() if found.observed_on else "",
    }


def _value(found: SiteCheck, category: str) -> Value:
    """Give the value; where there is nothing to measure, that it is there."""
    kind = barrier_kinds().get(found.kind or category)
    attribute = found.attribute or (kind.attribute if kind else "")
    return value_of_presence(attribute) if found.value is None else found.value


def unpack_found(kept: Json) -> SiteCheck:
    """Read such a row; nobody has to put the barrier right that it makes."""
    place, day = kept.get("lonlat"), kept.get("observed_on")
    values = {name: kept[name] for name in KEPT if kept.get(name) is not None}
    known = ATTRIBUTES.get(values.get("attribute", ""))
    if known is not None and known.kind is Kind.YES_NO:
        values["value"] = bool(kept["value"])
    return SiteCheck(
        **values,
        method=Method(kept["method"]),
        lonlat=(place[0], place[1]) if place else None,
        observed_on=date.fromisoformat(day) if day else None,
        is_new=False,
    )
