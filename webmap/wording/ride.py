"""Whole trips by public transport in words: a minute only where somebody told one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from data.queries.ride_course import Ride, RideCourse
from geo.answer import Verdict
from geo.boarding import IMPOSSIBLE
from geo.transit.itinerary import (
    Doubt,
    Ended,
    Halting,
    Home,
    Itineraries,
    Itinerary,
    Passed,
    RideLeg,
    WalkLeg,
)
from geo.transit.span import Told
from webmap.formats import day, minutes
from webmap.i18n import N_, best_name, gettext, ngettext
from webmap.wording.departure import ACCESS, BY_PHONE, BY_SIGN, ON_CALL
from webmap.wording.feature import line_word
from webmap.wording.notes import NoteWords, say_notes
from webmap.wording.on_demand import OnDemandWords, say_on_demand
from webmap.wording.passage import say_passage
from webmap.wording.provenance import Sources
from webmap.wording.ride_time import say_head, say_span
from webmap.wording.values import isolate

PLAIN_DOUBTS: Final = {
    Doubt.VEHICLE: ACCESS[0][1],
    Doubt.PHONE: ON_CALL[BY_PHONE],
    Doubt.DRIVER: ON_CALL[BY_SIGN],
    Doubt.ESTIMATED: N_(
        "The time at one of these stops is about right: "
        "the timetable gives no exact one."
    ),
    Doubt.CATCH: N_("You catch it only if the wait before is short."),
}
STOP_DOUBT: Final = N_("Not known whether you get on or off at %(stop)s: ask.")
ENDED: Final = {
    Told.ENDED: N_("The timetable of %(source)s ended on %(day)s."),
    Told.BEFORE: N_("The timetable of %(source)s begins on %(day)s."),
    Told.NEVER: N_("The timetable of %(source)s names no days."),
}


@dataclass(frozen=True)
class LegWords:
    """One leg, said.

    Attributes
    ----------
    kind : str
        ``"walk"`` or ``"ride"``.
    text : str
    notes : tuple of str
        What is not certain, what one waits, what is passed over.
    obstacles : tuple of NoteWords
        On the way: what this person cannot do, or what nobody knows.
    stops : str
        How many stops one rides; empty for a way on foot.
    passes : tuple of str
        The names of those on the way, in order, where they are known.
    """

    kind: str
    text: str
    notes: tuple[str, ...] = ()
    obstacles: tuple[NoteWords, ...] = ()
    stops: str = ""
    passes: tuple[str, ...] = ()


Courses = Mapping[Ride, RideCourse]


@dataclass(frozen=True)
class ItineraryWords:
    """One way of getting there, said."""

    text: str
    kind: str
    notes: tuple[str, ...]
    legs: tuple[LegWords, ...]


@dataclass(frozen=True)
class RideWords:
    """The whole answer by public transport, said.

    Attributes
    ----------
    verdict : str
    found, of_others : tuple of ItineraryWords
    walk : str
        How it compares with going without a vehicle.
    home : tuple of str
        What is to be known of the way back.
    ended : tuple of str
        Timetables that do not hold on this day.
    on_demand : tuple of OnDemandWords
        Who comes to both ends if one books.
    """

    verdict: str
    found: tuple[ItineraryWords, ...]
    of_others: tuple[ItineraryWords, ...]
    walk: str
    home: tuple[str, ...]
    ended: tuple[str, ...]
    on_demand: tuple[OnDemandWords, ...] = ()


def say_rides(
    found: Itineraries, sources: Sources, courses: Courses | None = None
) -> RideWords:
    """Put itineraries into words, in the language that is spoken.

    Parameters
    ----------
    found : Itineraries
    sources : mapping
        Key of a source → its name.
    courses : mapping, optional
        The stops that the rides pass, which are named then.
    """
    today = found.at.date()
    told = _Told(sources, courses or {}, today)
    return RideWords(
        verdict=_verdict(found),
        found=tuple(_itinerary(one, told) for one in found.found),
        of_others=tuple(_itinerary(one, told) for one in found.of_others),
        walk=_walk(found),
        home=tuple(_home(found.home, today, has_way=bool(found.found))),
        ended=tuple(_ended(one, sources) for one in found.ended),
        on_demand=tuple(say_on_demand(one) for one in found.on_demand),
    )


@dataclass(frozen=True)
class _Told:
    """What the legs are told with."""

    sources: Sources
    courses: Courses
    today: date


def _verdict(found: Itineraries) -> str:
    if found.found and found.found[0].only_if:
        return gettext("Nothing is certain: it comes off only if a wait is short.")
    if found.found:
        return say_head(found.found[0], found.at.date())
    if found.beyond_s is not None:
        return _beyond(found, found.beyond_s)
    reasons = (
        (not found.runs, N_("Nothing runs on this day.")),
        (not found.near_origin, N_("You reach no stop from where you begin.")),
        (not found.near_destination, N_("From no stop you reach where you are going.")),
        (found.walk is not None, N_("Without a vehicle you are there sooner.")),
        (True, N_("No trip by public transport was found for you at this time.")),
    )
    return gettext(next(reason for is_so, reason in reasons if is_so))


def _beyond(found: Itineraries, seconds: int) -> str:
    """Say that only the limit on foot is in the way."""
    return gettext(
        "There is a way by public transport, with %(needed)s on foot at a time: more "
        "than the %(limit)s that are set. Allow more, and it is told.",
        needed=minutes(seconds),
        limit=minutes(found.walk_limit_s),
    )


def _itinerary(one: Itinerary, told: _Told) -> ItineraryWords:
    notes = []
    if one.only_if:
        notes.append(gettext("Do not rely on it: it needs a short wait."))
    if one.only_full:
        notes.append(gettext("Only by vehicles that leave when they are full."))
    kind = "warn" if one.only_if or one.doubts else "good"
    legs = tuple(
        _ride(leg, told) if isinstance(leg, RideLeg) else _way(leg, told.sources)
        for leg in one.legs
        if isinstance(leg, RideLeg) or leg.seconds
    )
    return ItineraryWords(say_head(one, told.today), kind, tuple(notes), legs)


def _way(leg: WalkLeg, sources: Sources) -> LegWords:
    end = gettext("where you are going") if leg.end is None else _stop(leg.end)
    indoors = tuple(say_passage(leg))
    if leg.path is None and not leg.is_inside:
        text = gettext("Our map knows no way from here to %(place)s.", place=end)
        return LegWords("walk", text, indoors)
    seconds = leg.seconds
    if leg.path is not None and not (leg.out or leg.into):
        seconds = leg.path.seconds or leg.seconds
    text = gettext("Way to %(place)s: %(time)s", place=end, time=minutes(seconds))
    return LegWords("walk", text, (*_barred(leg), *indoors), _obstacles(leg, sources))


def _barred(leg: WalkLeg) -> Iterator[str]:
    barred = leg.path is not None and leg.path.verdict is Verdict.NONE
    if barred or any(step.refused for step in (*leg.out, *leg.into)):
        yield gettext("There is no way here that you can go.")


def _obstacles(leg: WalkLeg, sources: Sources) -> tuple[NoteWords, ...]:
    if leg.path is None:
        return ()
    broken = say_notes(leg.path.broken, sources, "bad")
    return (*broken, *say_notes(leg.path.unknown, sources, "doubt"))


def _stop(stop: Halting) -> str:
    return isolate(best_name(stop.names) or stop.key)


def _ride(leg: RideLeg, told: _Told) -> LegWords:
    line = f"{line_word(leg.route_type)} {leg.short_name or best_name(leg.names)}"
    text = gettext(
        "%(line)s from %(start)s, %(leave)s, to %(end)s, %(arrive)s",
        line=isolate(line),
        start=_stop(leg.start),
        end=_stop(leg.end),
        leave=say_span(leg.departs, told.today),
        arrive=say_span(leg.arrives, told.today),
    )
    passed = (_passed(one) for one in leg.passed)
    notes = [*_stays(leg), *_sign(leg), *_doubts(leg), *passed]
    stops = ngettext("%(num)s stop", "%(num)s stops", leg.calls)
    passes = _passes(told.courses.get((leg.trip, leg.start.key, leg.end.key)))
    return LegWords("ride", text, tuple(notes), stops=stops, passes=passes)


def _passes(course: RideCourse | None) -> tuple[str, ...]:
    stops = course.stops[1:-1] if course else ()
    return tuple(best_name(stop.names) or stop.key for stop in stops)


def _stays(leg: RideLeg) -> Iterator[str]:
    if leg.stays:
        yield gettext("Stay aboard: the same vehicle goes on.")


def _sign(leg: RideLeg) -> Iterator[str]:
    if leg.headsign:
        towards = best_name({"": leg.headsign, **leg.headsigns})
        yield gettext("Towards %(sign)s", sign=isolate(towards))
    if leg.access == IMPOSSIBLE and not leg.passed:
        yield gettext(ACCESS[IMPOSSIBLE][1])


def _doubts(leg: RideLeg) -> Iterator[str]:
    if leg.is_live:
        yield gettext("As the operator says just now")
    for doubt in leg.doubts:
        if doubt is Doubt.WAIT:
            yield _wait(leg)
        elif doubt in PLAIN_DOUBTS:
            yield gettext(PLAIN_DOUBTS[doubt])
        else:
            stop = leg.start if doubt is Doubt.STOP_ON else leg.end
            yield gettext(STOP_DOUBT, stop=_stop(stop))


def _wait(leg: RideLeg) -> str:
    low, high = minutes(leg.wait_low_s), minutes(leg.wait_high_s)
    if leg.fills:
        return gettext("Leaves when full: %(low)s to %(high)s", low=low, high=high)
    return gettext("Comes about every %(often)s: nobody tells the minute.", often=high)


def _passed(one: Passed) -> str:
    if one.access == IMPOSSIBLE:
        said = N_("The %(time)s, line %(line)s, does not take wheelchairs.")
    else:
        said = N_(
            "The %(time)s, line %(line)s: not known whether it takes wheelchairs, ask."
        )
    return gettext(said, time=f"{one.departs:%H:%M}", line=isolate(one.name))


def _walk(found: Itineraries) -> str:
    if found.walk is None:
        return gettext("Without a vehicle there is no way that you can go.")
    time = minutes(found.walk.seconds)
    return gettext("Without a vehicle it takes %(time)s.", time=time)


def _home(home: Home, today: date, *, has_way: bool) -> Iterator[str]:
    """Say what is to be known of the way back."""
    if not has_way:
        return
    if home.is_missed:
        yield gettext(
            "After you arrive there is no way back by public transport on this day."
        )
    if home.first is not None:
        head = say_head(home.first, today)
        yield gettext("The next way back after you arrive: %(what)s", what=head)
    if home.last is not None and not home.is_missed:
        head = say_head(home.last, today)
        yield gettext("The last way back of the day: %(what)s", what=head)
    if home.walk is not None:
        time = minutes(home.walk.seconds)
        yield gettext("Back without a vehicle it takes %(time)s.", time=time)


def _ended(one: Ended, sources: Sources) -> str:
    name = sources[one.source].name if one.source in sources else one.source
    return gettext(ENDED[one.told], source=isolate(name), day=day(one.day))
