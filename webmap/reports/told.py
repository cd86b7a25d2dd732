"""What the page of a report tells besides its story: answers, severity, votes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from data.queries.question import get_answers
from data.queries.report import ReportRecord
from data.queries.vote import Votes, count_votes, find_own_votes
from geo.asked import WHERE
from geo.life_cycle import OPEN
from geo.question import Answers
from geo.severity import Level, find_severities
from webmap.i18n import N_, gettext
from webmap.reports.answer_words import Said, say_answers
from webmap.reports.voter import known_voter
from webmap.wording.profile import PROFILE_WORDS, profile_word

SAID: Final = {
    "me_too": N_("I’ve met it too"),
    "still_there": N_("It is still there"),
    "gone": N_("It is gone"),
}
"""Vote → words of its button."""
LEVELS: Final = {
    Level.STOPS: ("no", N_("It stops")),
    Level.MAY_STOP: ("unknown", N_("It may stop; not enough is known")),
    Level.SLOWS: ("limited", N_("It makes the way harder for")),
    Level.MAY_SLOW: ("unknown", N_("It may make the way harder for")),
    Level.FREE: ("yes", N_("It hinders hardly or not at all")),
}
"""Level → shape of its status, and words; the worst first."""
THANKS: Final = {
    "me_too": N_("Thank you. That you have met it too is counted."),
    "still_there": N_("Thank you. That it is still there is counted."),
    "gone": N_("Thank you. That it is gone is noted; somebody else verifies it."),
    "back": N_("Your word is taken back, and counts no more."),
    "mine": N_("This report is from this device: it counts already."),
}


@dataclass(frozen=True)
class Hit:
    """Profiles for which an obstacle is equally bad."""

    shape: str
    label: str
    profiles: list[str]


@dataclass(frozen=True)
class Told:
    """What is told of a public report, or to staff of any.

    Attributes
    ----------
    where, answers : list of Said
    severity : list of Hit
        The worst first; empty for what is no obstacle on a street.
    votes : Votes
    can_vote, has_lapsed : bool
    mine : list of str
        What this device has said, in words.
    has_voted : bool
        Whether a vote has just been given.
    thanks : str
        Said to who has just voted.
    """

    where: list[Said] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)
    severity: list[Hit] = field(default_factory=list)
    votes: Votes = field(default_factory=Votes)
    can_vote: bool = False
    has_lapsed: bool = False
    mine: list[str] = field(default_factory=list)
    has_voted: bool = False
    thanks: str = ""


def tell_more(
    session: Session, record: ReportRecord, *, for_staff: bool = False
) -> Told:
    """Tell what was answered, whom it stops, and what others say.

    Parameters
    ----------
    session : Session
    record : ReportRecord
    for_staff : bool
        Whether private answers are told, and of reports that are not public.
    """
    if not (record.is_public or for_staff):
        return Told()
    answers = get_answers(session, record.tracking)
    said = [one for one in say_answers(answers) if for_staff or not one.is_private]
    lapsed = record.state == "lapsed"
    now = request.args.get("said", "")
    is_open = record.standing.open311 == OPEN
    return Told(
        where=say_answers(answers, part=WHERE),
        answers=said,
        severity=list_hits(record.category, answers),
        votes=count_votes(session, record.tracking),
        can_vote=is_open or lapsed,
        has_lapsed=lapsed,
        mine=_mine(session, record.tracking),
        has_voted=now in SAID,
        thanks=gettext(THANKS[now]) if now in THANKS else "",
    )


def _mine(session: Session, tracking: str) -> list[str]:
    said = find_own_votes(session, tracking, known_voter(tracking))
    return [gettext(SAID[kind]) for kind in said]


def list_hits(category: str, answers: Answers) -> list[Hit]:
    """List for whom an obstacle is how bad, the worst first."""
    found = find_severities(category, answers)
    hits = []
    for level, (shape, words) in LEVELS.items():
        keys = [key for key in PROFILE_WORDS if key in found]
        bad = [profile_word(key) for key in keys if found[key].level == level]
        if bad:
            hits.append(Hit(shape, gettext(words), bad))
    return hits
