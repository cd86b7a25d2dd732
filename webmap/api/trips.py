"""Trips: the facts of an answer, and the same in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request

from data.search import is_position, resolve_place
from geo.answer import LonLat, Policy, Snap, Trip
from geo.errors import InputError
from geo.goal import Goal
from geo.limits import LIMITS
from geo.profile import Profile, get_profile, with_limits
from geo.tell import EVERYTHING
from geo.trip import plan_trip
from geo.wish import Wishes
from webmap.api import api
from webmap.api.fresh import JSON, private_answer
from webmap.api.rides import RIDES_SHAPE, TRANSIT, answer_rides
from webmap.api.shape import shape_of
from webmap.api.spec import Responses
from webmap.api.trip_json import NOT_PUBLIC, trip_json, words_json
from webmap.api.trip_question import trip_body, trip_link
from webmap.api.wish import WISHES
from webmap.context import read_session, runtime
from webmap.i18n import best_name, current_language, speaking
from webmap.rate import require_calm
from webmap.trips.file import FORMS
from webmap.trips.guide import guide, wording_of
from webmap.trips.spot import make_goal
from webmap.trips.telling import Telling
from webmap.trips.terms import terms_of
from webmap.trips.told import OPTIONAL, worked_out
from webmap.trips.when import finder_at, ground_at, read_at
from webmap.trips.wish import Points, complete_wishes
from webmap.wording.provenance import known_sources
from webmap.wording.trip import TripWords, say_trip

UNIMPEDED: Final = "walker"
CHOICES: Final = 4

TRIP_SHAPE: Final = {
    "type": "object",
    "required": ["lang", "trip", "sentences"],
    "properties": {
        "lang": {"type": "string"},
        "trip": shape_of(Trip, NOT_PUBLIC, OPTIONAL),
        "sentences": shape_of(TripWords, optional=OPTIONAL),
    },
}
ANSWERS: Final[Responses] = {
    200: {
        "description": "There and back, with the reasons and the doubts; where there "
        "is no way, why not and what would have to change; what 'tell' does not name "
        "is left out",
        "content": {
            JSON: {"schema": {"oneOf": [TRIP_SHAPE, RIDES_SHAPE]}},
            **{form.mimetype: {"schema": form.shape} for form in FORMS.values()},
        },
    }
}


@api.get("/trips")
@api.input(trip_link(), location="query", unknown="raise", arg_name="asked")
@api.doc(
    summary="Plan a trip, asked by a link",
    operation_id="get_trip",
    responses=dict(ANSWERS),
)
def plan_by_link(asked: Mapping[str, Any]) -> Response:
    """Plan a trip; every limit is a parameter of its own."""
    require_calm("trip")
    return _answer(asked, {k: v for k, v in asked.items() if k in LIMITS})


@api.post("/trips")
@api.input(trip_body(), unknown="raise", arg_name="asked")
@api.doc(
    summary="Plan a trip for a person's own limits",
    operation_id="plan_trip",
    responses=dict(ANSWERS),
)
def plan(asked: Mapping[str, Any]) -> Response:
    """Plan a trip; nothing of the question is kept."""
    require_calm("trip")
    return _answer(asked, asked["limits"])


def _answer(asked: Mapping[str, Any], limits: Mapping[str, object]) -> Response:
    person = read_person(asked.get("profile", ""), limits)
    if TRANSIT in asked.get("modes", ()):
        return answer_rides(asked, person, _points(asked))
    wording = wording_of(person, asked.get("wording", ""))
    trip = guide(read_session(), _plan(asked, person), wording)
    lang, tell = asked.get("lang", current_language()), asked.get("tell", EVERYTHING)
    with speaking(lang):
        words = say_trip(
            trip,
            known_sources(read_session(), runtime().town),
            is_older=runtime().graphs.is_older(),
            wording=wording,
            tell=tell,
        )
        if asked["format"] in FORMS:
            return _file(asked["format"], _telling(asked, trip, words))
    facts, said = trip_json(trip, tell), words_json(words, tell)
    return private_answer({"lang": lang, "trip": facts, "sentences": said})


def _telling(asked: Mapping[str, Any], trip: Trip, words: TripWords) -> Telling:
    """Name the ends as they were asked, bare positions after their street."""
    ends = (("origin", trip.origin), ("destination", trip.destination))
    start, end = (_name(asked[key], snap) for key, snap in ends)
    now = runtime().clock().astimezone(runtime().town.zone)
    return Telling(trip, words, start=start, end=end, now=now)


def _name(point: str | LonLat, snap: Snap) -> str:
    if isinstance(point, str) and not is_position(point):
        return point
    return best_name(snap.names) or "{:.5f},{:.5f}".format(*snap.asked)


def _file(suffix: str, telling: Telling) -> Response:
    form = FORMS[suffix]
    response = Response(form.write(telling), mimetype=form.mimetype)
    response.cache_control.no_store = True
    return response


def _plan(asked: Mapping[str, Any], profile: Profile) -> Trip:
    at = read_at(runtime(), asked.get("at", ""))
    ground = ground_at(runtime(), at)
    told = asked.get("tell", EVERYTHING)
    known = worked_out(told, alternatives=asked["alternatives"])
    points = _points(asked)
    wishes = Wishes(**{name: asked[name] for name in WISHES if name in asked})
    return plan_trip(
        *ground,
        origin=points.origin,
        destination=points.destination,
        profile=profile,
        policy=Policy(asked["unknown"]),
        terms=terms_of(runtime(), asked.get("norm", ""), at, tell=known),
        wishes=complete_wishes(read_session(), wishes, points, profile),
        finder=finder_at(runtime(), at, ground),
    )


def _points(asked: Mapping[str, Any]) -> Points:
    return Points(
        origin=locate(asked["origin"], "from"),
        destination=locate(asked["destination"], "to"),
        via=tuple(locate(point, "via") for point in asked["via"]),
    )


def read_person(name: str, limits: Mapping[str, object]) -> Profile:
    """Lay limits over a profile; what is wrong is named as it was asked."""
    if not name and not limits:
        raise InputError("profile", "is missing: give a profile, limits, or both")
    try:
        return with_limits(get_profile(name or UNIMPEDED), limits)
    except InputError as wrong:
        if request.method == "GET" or wrong.field == "profile":
            raise
        raise InputError(f"limits.{wrong.field}", wrong.reason) from wrong


def locate(point: str | LonLat, field: str) -> LonLat | Goal:
    """Find where somebody means, with the doors that it has."""
    if isinstance(point, tuple):
        return point
    try:
        hits = resolve_place(read_session(), point, current_language())
    except InputError as wrong:
        raise InputError(field, wrong.reason) from wrong
    if not hits:
        raise InputError(field, f"nothing here is called {point!r}")
    if len(hits) > 1:
        named = [f"{hit.name} ({hit.lonlat[0]},{hit.lonlat[1]})" for hit in hits]
        raise InputError(field, f"may be {'; '.join(named[:CHOICES])}")
    return make_goal(read_session(), hits[0].lonlat, hits[0].key)
