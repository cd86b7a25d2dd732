"""From a question to an answer in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from data.queries.ride_course import load_ride_courses
from data.runtime import Runtime
from geo.answer import Trip
from geo.errors import DataError, InputError, MissingError
from geo.goal import Goal
from geo.trip import plan_trip
from webmap.i18n import best_name, gettext
from webmap.rate import require_calm
from webmap.trips.form import TripForm
from webmap.trips.guide import guide, wording_of
from webmap.trips.ride import RideAsked, ask_rides, read_when
from webmap.trips.ride_map import draw_itineraries, list_rides
from webmap.trips.spot import Spot, find_spot, make_goal
from webmap.trips.terms import terms_of
from webmap.trips.when import finder_at, ground_at, read_at
from webmap.trips.wish import Points, complete_wishes
from webmap.wording.provenance import known_sources
from webmap.wording.ride import RideWords, say_rides
from webmap.wording.trip import TripWords, say_trip


@dataclass
class Answer:
    """What the page says to a question.

    Attributes
    ----------
    spots : dict
        ``"from"`` and ``"to"`` → where that is.
    trip : Trip, optional
    words : TripWords, optional
    rides : RideWords, optional
        The same by public transport, where that is asked for.
    drawn : list of dict
        The lines and stops of these, one by one, for the map.
    problem : str
        Why no trip can be planned here at all.
    """

    spots: dict[str, Spot] = field(default_factory=dict)
    trip: Trip | None = None
    words: TripWords | None = None
    rides: RideWords | None = None
    drawn: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""

    @property
    def choices(self) -> dict[str, Spot]:
        """Ends of the trip that must be chosen."""
        return {end: spot for end, spot in self.spots.items() if spot.choices}


def answer(runtime: Runtime, session: Session, form: TripForm) -> Answer:
    """Answer a question; what is wrong with it is added to ``form.errors``."""
    found = Answer()
    if not form.is_asked:
        return found
    for end in form.points:
        if form.typed[end]:
            spot = find_spot(session, form.typed[end], form.typed[f"{end}_at"])
            found.spots[end] = spot
            if spot.problem:
                form.errors.setdefault(end, spot.problem)
    if not form.errors:
        require_calm("trip")
        _plan(runtime, session, form, found)
    return found


def _plan(runtime: Runtime, session: Session, form: TripForm, found: Answer) -> None:
    goals = [_goal(session, spot) for spot in found.spots.values()]
    known = [goal for goal in goals if goal is not None]
    if len(known) < len(goals):
        return
    points = Points(known[0], known[1], tuple(known[2:]))
    try:
        at = read_at(runtime, form.typed["at"])
        ground = ground_at(runtime, at)
        found.trip = plan_trip(
            *ground,
            origin=points.origin,
            destination=points.destination,
            profile=form.profile,
            policy=form.policy,
            terms=terms_of(runtime, at=at),
            wishes=complete_wishes(session, form.wishes, points, form.profile),
            finder=finder_at(runtime, at, ground),
        )
    except (MissingError, DataError):
        found.problem = gettext("The streets of this town are not ready for trips yet.")
    except InputError as error:
        is_end = error.field in form.points
        form.errors[error.field] = _far() if is_end else str(error)
    if form.rides is not None and "at" not in form.errors:
        _ride(runtime, session, form, found, points)
    if found.trip is not None:
        _tell(runtime, session, form, found)
        _name_points(found, found.trip)


def _ride(
    runtime: Runtime, session: Session, form: TripForm, found: Answer, points: Points
) -> None:
    """Ask for whole trips; an end may be a stop that no street of ours leads to."""
    try:
        when = read_when(runtime, *(form.rides or ("", "")))
        answer = ask_rides(
            runtime,
            session,
            points,
            form.profile,
            asked=RideAsked(form.policy, when, form.window_min, form.walk_limit_s),
        )
    except (MissingError, DataError, InputError):
        return
    courses = load_ride_courses(session, list_rides(answer))
    sources = known_sources(session, runtime.town)
    found.rides = say_rides(answer, sources, courses)
    found.drawn = draw_itineraries(answer, courses)
    for end in ("from", "to"):
        form.errors.pop(end, None)


def _tell(runtime: Runtime, session: Session, form: TripForm, found: Answer) -> None:
    """Put the trip into words."""
    if found.trip is None:
        return
    wording = wording_of(form.profile, form.typed["wording"])
    found.trip = guide(session, found.trip, wording)
    found.words = say_trip(
        found.trip,
        known_sources(session, runtime.town),
        is_older=runtime.graphs.is_older(),
        wording=wording,
    )


def _goal(session: Session, spot: Spot) -> Goal | None:
    return spot.lonlat and make_goal(session, spot.lonlat, spot.key)


def _name_points(found: Answer, trip: Trip) -> None:
    """Name bare positions after the street that they lie on."""
    for end, snap in (("from", trip.origin), ("to", trip.destination)):
        if found.spots[end].is_bare:
            near = best_name(snap.names)
            name = gettext("A point near %(name)s", name=near) if near else ""
            found.spots[end] = replace(
                found.spots[end], name=name or gettext("A point on the map")
            )


def _far() -> str:
    return gettext(
        "This place is too far from every street and path that we know. Please choose "
        "a place nearer to one."
    )


def map_data(found: Answer) -> dict[str, Any]:
    """Give what a map shows of the answer."""
    told: dict[str, Any] = {"rides": found.drawn} if found.drawn else {}
    ends = ((end, found.spots.get(end)) for end in ("from", "to"))
    told |= {end: spot.lonlat for end, spot in ends if spot and spot.lonlat}
    if found.trip is None or found.words is None:
        return told if found.drawn else {}
    words = found.words
    notes = (*words.out.broken, *words.out.watch, *words.out.unknown)
    return told | {
        "out": found.trip.out.line,
        "back": found.trip.back.line,
        "from": found.trip.origin.position,
        "to": found.trip.destination.position,
        "notes": [
            {"position": note.position, "kind": note.kind, "text": note.text}
            for note in notes
        ],
        "stops": [
            {"position": stop.position, "text": stop.text} for stop in words.out.stops
        ],
    }
