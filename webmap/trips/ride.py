"""Whole trips by public transport, asked from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from data.flex_book import current_flex
from data.runtime import Runtime
from data.stop_book import get_stop_book
from geo.answer import Policy
from geo.boarding import UNKNOWN
from geo.errors import InputError
from geo.hours import parse_at
from geo.profile import Profile
from geo.tell import Tell
from geo.transit.day import Day
from geo.transit.indoors import Find
from geo.transit.inside import Insides
from geo.transit.itinerary import Aim, Itineraries
from geo.transit.live import list_access_stops
from geo.transit.plan import plan_itineraries
from geo.transit.rider import Question, Town
from geo.transit.rows import Bytes
from geo.transit.timetable import Timetable
from geo.transit.walk_limit import check_limit
from webmap.trips.terms import terms_of
from webmap.trips.when import finder_at, ground_at
from webmap.trips.wish import Points

LONGEST_WINDOW_MIN: Final = 240


def read_when(held: Runtime, depart: str, arrive: str) -> tuple[Aim, datetime]:
    """Read when somebody goes or has to be there; now, if nothing is said.

    Raises
    ------
    InputError
        If both are given, or one is no time: ``"depart"`` or ``"arrive"``.
    """
    if depart.strip() and arrive.strip():
        raise InputError("arrive", "is given together with depart; give one of them")
    for aim, text in ((Aim.DEPART, depart), (Aim.ARRIVE, arrive)):
        if text.strip():
            try:
                return aim, parse_at(text, held.town.zone)
            except InputError as wrong:
                raise InputError(str(aim), wrong.reason) from wrong
    return Aim.DEPART, held.clock().astimezone(held.town.zone)


def read_window(minutes: int) -> int:
    """Give a window of departures in seconds.

    Raises
    ------
    InputError
        If it is out of range.
    """
    if not 0 <= minutes <= LONGEST_WINDOW_MIN:
        reason = f"{minutes} minutes is outside 0 … {LONGEST_WINDOW_MIN}"
        raise InputError("window", reason)
    return minutes * 60


@dataclass(frozen=True)
class RideAsked:
    """How and when somebody wants to ride, and how far they go on foot."""

    policy: Policy
    when: tuple[Aim, datetime]
    window_min: int = 0
    walk_limit_s: float | None = None


def ask_rides(
    held: Runtime,
    session: Session,
    points: Points,
    profile: Profile,
    *,
    asked: RideAsked,
) -> Itineraries:
    """Find the whole trips of a person.

    Raises
    ------
    MissingError
        If the network or the timetable was never built.
    InputError
        If an end is far from every way and stop, or the window or the limit on foot is
        out of range.
    """
    aim, at = asked.when
    check_limit(asked.walk_limit_s, profile)
    window_s = read_window(asked.window_min)
    timetable = held.timetables.current()
    network, barriers = ground_at(held, at)
    told = _boarding(held, session, timetable, profile)
    finder = finder_at(held, at, (network, barriers))

    def tell(day: Day) -> Day:
        return held.live.day(session, day, held.clock())

    return plan_itineraries(
        Town(
            network,
            barriers,
            timetable,
            held.feet,
            finder,
            told,
            tell,
            _inside(held, session, at),
            current_flex(session),
        ),
        Question(
            points.origin,
            points.destination,
            profile,
            at,
            aim,
            asked.policy,
            window_s,
            terms_of(held, at=at, tell=frozenset({Tell.OUT})),
            asked.walk_limit_s,
        ),
    )


def _inside(held: Runtime, session: Session, at: datetime) -> Find | None:
    """Give who finds the ways inside stations, after what operators say just now."""
    book = get_stop_book(session, held.today)
    if not book.told.interior.pathways:
        return None
    live = held.live.current(session, held.clock())
    doubted = frozenset(list_access_stops(live, at))

    def find(profile: Profile, policy: Policy) -> Insides:
        return book.insides(profile, policy, doubted)

    return find


def _boarding(
    held: Runtime, session: Session, timetable: Timetable, profile: Profile
) -> Bytes:
    """Tell of every stop whether this person gets aboard, by all that is known."""
    keys = [stop.key for stop in timetable.stops]
    told = get_stop_book(session, held.today).codes(keys, profile)
    return np.where(told == UNKNOWN, timetable.stop_boarding, told)
