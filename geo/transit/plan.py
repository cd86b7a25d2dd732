"""Whole trips by public transport that one person can really ride, there and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import numpy as np

from geo.answer import Path, Policy
from geo.engine.finder import find_lazily
from geo.fact import altered
from geo.goal import Goal
from geo.profile import get_profile
from geo.transit.aboard import list_beliefs, source_of
from geo.transit.itinerary import Aim, Ended, Home, Itineraries, Itinerary
from geo.transit.journey import (
    Journey,
    Manner,
    find_journeys,
    find_journeys_before,
    find_journeys_within,
)
from geo.transit.legs import Teller, add_paths
from geo.transit.on_demand import OnDemand, Spot, find_on_demand
from geo.transit.rider import Question, Rider, Town
from geo.transit.run import DAY_S
from geo.transit.span import Told, tell_span
from geo.transit.timing import Clock
from geo.transit.walk_limit import MOST_S
from geo.transit.window import group_alike, join_alike, leave_out_parts
from geo.traveller import PASSES

MOST: Final = 6
"""So many itineraries are told."""
END_OF_DAY_S: Final = DAY_S + 3 * 3600
"""Who leaves later than this goes home on the next day."""
ALONE_S: Final = 2 * 3600.0
UNIMPEDED: Final = "walker"
FAR_S: Final = 10 * 365 * DAY_S
"""Seconds: later than any arrival."""


def plan_itineraries(town: Town, question: Question) -> Itineraries:
    """Find the whole trips that a person can ride, and the way home.

    Parameters
    ----------
    town : Town
    question : Question

    Returns
    -------
    Itineraries
        Never empty of words: timetables that do not hold on the day are named, with
        the day on which they ended.

    Raises
    ------
    InputError
        If an end is not on the Earth or far from every way: ``"from"`` or ``"to"``.
    """
    rider = Rider(town, question)
    day = rider.day
    walk = _walk(rider, back=False)
    going = _go(rider, question.aim, rider.at_s, back=False)
    found = _choose(rider, _list_quicker(going, walk))
    beyond_s = None if found else _find_beyond(rider, walk)
    services = town.timetable.services
    sources = sorted({source_of(service.key) for service in services})
    spans = {
        source: tell_span(
            (one for one in services if source_of(one.key) == source), day.date
        )
        for source in sources
    }
    return Itineraries(
        profile=question.profile.key,
        policy=question.policy,
        aim=question.aim,
        at=day.time(rider.at_s),
        origin=rider.origin,
        destination=rider.destination,
        found=found,
        walk=walk,
        of_others=() if found or walk or beyond_s else _of_others(rider),
        home=_go_home(rider, found),
        ended=tuple(
            Ended(source, told, other)
            for source, (told, other) in spans.items()
            if told is not Told.WITHIN
        ),
        runs=bool(len(day.patterns.access)),
        near_origin=len(rider.access().stop),
        near_destination=len(rider.egress().stop),
        revision=town.timetable.revision,
        walk_limit_s=rider.walk_limit_s,
        beyond_s=beyond_s,
        on_demand=_list_on_demand(rider) if town.on_demand else (),
    )


def _list_on_demand(rider: Rider) -> tuple[OnDemand, ...]:
    """List the services on demand that come to both ends."""
    stops = rider.town.timetable.stops
    near = rider.access(), rider.egress()
    goals = rider.question.origin, rider.question.destination
    start, end = (
        Spot(
            goal.lonlat if isinstance(goal, Goal) else goal,
            {stops[stop].key for stop in some.stop.tolist()},
        )
        for goal, some in zip(goals, near, strict=True)
    )
    services, at = rider.town.on_demand, rider.question.at
    after = at if rider.question.aim is Aim.DEPART else rider.day.base
    return find_on_demand(services, rider.day, (start, end), after=after)


def _find_beyond(rider: Rider, walk: Path | None) -> int | None:
    """Tell how long one would have to go on foot for a way, if only that stops it."""
    question = replace(rider.question, walk_limit_s=MOST_S)
    wider = Rider(rider.town, question)
    same = len(rider.access().stop) == len(wider.access().stop)
    if same and len(rider.egress().stop) == len(wider.egress().stop):
        return None
    rows = _list_quicker(_go(wider, question.aim, rider.at_s, back=False), walk)
    needs = [max(leg.seconds for leg in one.walks) for one in rows]
    return round(min(needs)) if needs else None


def _of_others(rider: Rider) -> tuple[Itinerary, ...]:
    """Tell how somebody goes whom nothing impedes, with what stops this person."""
    town, question = rider.town, rider.question
    walker = replace(question, profile=get_profile(UNIMPEDED), policy=Policy.OPEN)
    other = Rider(replace(town, finder=find_lazily, boarding=None), walker)
    rows = _go(other, question.aim, rider.at_s, back=False)
    best = sorted(rows, key=lambda one: _rank(other, one))[:1]
    return tuple(add_paths(rider, one) for one in best)


def _go(rider: Rider, aim: Aim, at_s: int, *, back: bool) -> list[Itinerary]:
    """Find itineraries under every belief; those of louages alone among them."""
    found: list[Itinerary] = []
    question = rider.question
    beliefs = list_beliefs(question.profile.transit, question.policy, rider.day)
    full = rider.fills
    for belief in beliefs:
        manner = rider.manner(belief)
        found += _search(rider, manner, aim, at_s, back=back)
        if full.any() and not full.all():
            alone = replace(manner, allowed=manner.allowed & full)
            found += _search(rider, alone, aim, at_s, back=back)
    return found


def _search(
    rider: Rider, manner: Manner, aim: Aim, at_s: int, *, back: bool
) -> list[Itinerary]:
    """Search under one belief, and tell what is found."""
    ground = rider.ruled(manner, back=back)
    search = (ground.day, ground.manner, ground.access, ground.egress)
    ends = rider.access(back=back), rider.egress(back=back)
    due_s = at_s if aim is Aim.ARRIVE else None
    teller = Teller(rider, Clock(rider.day, ground, *ends), at_s, due_s)
    if aim is Aim.ARRIVE:
        before = find_journeys_before(*search, deadline=at_s)
        deadline = rider.day.time(at_s)
        found = [teller.tell(journey) for journey in before]
        return [
            altered(one, only_if=one.only_if or one.arrives.high > deadline)
            for one in found
        ]
    window = rider.question.window_s
    if window and not back:
        journeys = find_journeys_within(*search, start=at_s, end=at_s + window)
    else:
        leaves = np.array([at_s], dtype=np.int32)
        journeys = find_journeys(*search, leaves=leaves)

    def tighten(journey: Journey) -> Journey:
        later = find_journeys_before(
            *search,
            deadline=journey.arrive_s,
            after=journey.leave_s,
            rides=len(journey.rides),
        )
        return max([journey, *later], key=lambda one: one.leave_s)

    by_clock, groups = group_alike(rider.day.patterns, journeys)
    by_clock += [some[0] for some in groups if len(some) == 1]
    alike = [some for some in groups if len(some) > 1]
    if manner.certain:
        by_clock = [tighten(journey) for journey in by_clock]
    found = [teller.tell(journey) for journey in by_clock]
    for some in alike:
        found += join_alike([teller.tell(journey) for journey in some])
    return found


def _rank(rider: Rider, one: Itinerary) -> float:
    """Weigh an itinerary: the arrival it can be relied on, and what must be asked."""
    unknown_s = rider.question.profile.transit.unknown_s
    if rider.question.aim is Aim.ARRIVE:
        when = -one.leaves.timestamp()
    else:
        when = one.arrives.high.timestamp()
    return when + FAR_S * one.only_if + unknown_s * one.doubts


def _choose(rider: Rider, found: Sequence[Itinerary]) -> tuple[Itinerary, ...]:
    """Leave out what others beat in everything; the most useful come first."""
    by_worth = sorted(found, key=lambda one: (not one.only_if, one.leaves))
    unique = {_name(one): one for one in by_worth}
    rows = leave_out_parts(list(unique.values()))
    rows.sort(key=lambda one: _rank(rider, one))
    kept = [one for one in rows if not any(_beats(other, one) for other in rows)]
    shown = kept[:MOST]
    shown += [one for one in _list_alone(rows) if one not in shown]
    return tuple(add_paths(rider, one) for one in shown)


def _list_alone(rows: Sequence[Itinerary]) -> list[Itinerary]:
    """Give the best by louages alone, unless it takes hours more than the best."""
    alone = [one for one in rows if one.only_full and not one.only_if][:1]
    return [
        one
        for one in alone
        if (one.arrives.high - rows[0].arrives.high).total_seconds() <= ALONE_S
    ]


def _walk(rider: Rider, *, back: bool) -> Path | None:
    """Give the way without vehicles, if this person can go it."""
    path = rider.walk(None, None, back=back)
    return path if path is not None and path.verdict in PASSES else None


def _list_quicker(found: Sequence[Itinerary], walk: Path | None) -> list[Itinerary]:
    """Leave out what takes longer than to go on foot, even with short waits."""
    if walk is None:
        return list(found)
    return [
        one
        for one in found
        if (one.arrives.low - one.leaves).total_seconds() < walk.seconds
    ]


def _name(one: Itinerary) -> tuple[object, ...]:
    rides = ((ride.trip, ride.start.key, ride.end.key) for ride in one.rides)
    times = ((ride.departs.low, ride.departs.high) for ride in one.rides)
    return (*rides, *times)


def _beats(one: Itinerary, other: Itinerary) -> bool:
    """Tell whether one is in nothing worse than another, and in something better."""
    mine, theirs = _marks(one), _marks(other)
    return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


def _marks(one: Itinerary) -> tuple[float, ...]:
    arrival = one.arrives.low if one.only_if else one.arrives.high
    return (
        arrival.timestamp(),
        -one.leaves.timestamp(),
        len(one.rides),
        one.doubts,
        one.only_if,
    )


def _go_home(rider: Rider, found: Iterable[Itinerary]) -> Home:
    """Look for a way back after the arrival, and for the last one of the day."""
    reliable = [one for one in found if not one.only_if]
    walk = _walk(rider, back=True)
    if not reliable:
        return Home(walk=walk)
    arrived: datetime = reliable[0].arrives.high
    after = _go(rider, Aim.DEPART, rider.day.seconds(arrived), back=True)
    late = _go(rider, Aim.ARRIVE, END_OF_DAY_S, back=True)
    soon, latest = (_list_sound(_list_quicker(some, walk)) for some in (after, late))
    first = min(soon, key=lambda one: one.arrives.high, default=None)
    last = max(latest, key=lambda one: one.leaves, default=None)
    return Home(
        first and add_paths(rider, first, back=True),
        last and add_paths(rider, last, back=True),
        walk,
        walk is None and (last is None or last.leaves < arrived),
    )


def _list_sound(found: Iterable[Itinerary]) -> list[Itinerary]:
    """Give those that come off whatever the waits are; the sure if there are any."""
    certain = [one for one in found if not one.only_if]
    sure = [one for one in certain if not one.doubts]
    return sure or certain
