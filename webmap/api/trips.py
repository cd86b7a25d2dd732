"""Trips: the facts of an answer, and the same in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request

from data.search import resolve_place
from geo.answer import Change, LonLat, Note, Path, Policy, Trip
from geo.errors import InputError
from geo.goal import Goal
from geo.limits import LIMITS
from geo.profile import Profile, get_profile, with_limits
from geo.trip import plan_trip
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.question import trip_body, trip_link
from webmap.api.shape import shape_of
from webmap.api.spec import Responses, content
from webmap.context import read_session, runtime
from webmap.i18n import current_language, speaking
from webmap.trips.guide import guide, wording_of
from webmap.trips.spot import make_goal
from webmap.trips.terms import terms_of
from webmap.wording.provenance import known_sources
from webmap.wording.trip import TripWords, say_trip

UNIMPEDED: Final = "walker"
CHOICES: Final = 4
NOT_PUBLIC: Final = ("edges", "segment")
"""Numbers of this build only: nothing outside may hold on to them."""

TRIP_SHAPE: Final = {
    "type": "object",
    "required": ["lang", "trip", "sentences"],
    "properties": {
        "lang": {"type": "string"},
        "trip": shape_of(Trip, NOT_PUBLIC),
        "sentences": shape_of(TripWords),
    },
}
ANSWERS: Final[Responses] = {
    200: {
        "description": "There and back, with the reasons and the doubts; where there "
        "is no way, why not and what would have to change",
        **content(TRIP_SHAPE),
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
    return _answer(asked, asked["limits"])


def _answer(asked: Mapping[str, Any], limits: Mapping[str, object]) -> Response:
    person = read_person(asked.get("profile", ""), limits)
    wording = wording_of(person, asked.get("wording", ""))
    trip = guide(read_session(), _plan(asked, person), wording)
    lang = asked.get("lang", current_language())
    with speaking(lang):
        words = say_trip(
            trip,
            known_sources(read_session(), runtime().town),
            is_older=runtime().graphs.is_older(),
            wording=wording,
        )
    body = {"lang": lang, "trip": trip_json(trip), "sentences": words}
    return private_answer(body)


def _plan(asked: Mapping[str, Any], profile: Profile) -> Trip:
    network, barriers = runtime().graphs.current()
    return plan_trip(
        network,
        barriers,
        origin=locate(asked["origin"], "from"),
        destination=locate(asked["destination"], "to"),
        profile=profile,
        policy=Policy(asked["unknown"]),
        terms=terms_of(runtime(), asked.get("norm", "")),
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


def trip_json(trip: Trip) -> dict[str, Any]:
    """Write the facts of a trip, without numbers that only this build knows."""
    return {
        **vars(trip),
        "out": _path_json(trip.out),
        "back": _path_json(trip.back),
        "origin": _without(vars(trip.origin)),
        "destination": _without(vars(trip.destination)),
        "refused": _notes(trip.refused),
        "changes": _changes(trip.changes),
        "changes_back": _changes(trip.changes_back),
    }


def _changes(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [{**vars(one), "notes": _notes(one.notes)} for one in changes]


def _path_json(path: Path) -> dict[str, Any]:
    steps = [{**vars(step), "notes": _notes(step.notes)} for step in path.steps]
    notes = {n: _notes(getattr(path, n)) for n in ("watch", "unknown", "broken")}
    weakest = path.weakest and _without(vars(path.weakest))
    told = {**vars(path), **notes, "steps": steps, "weakest": weakest}
    return _without(told)


def _notes(notes: tuple[Note, ...]) -> list[dict[str, Any]]:
    return [_without(vars(note)) for note in notes]


def _without(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if k not in NOT_PUBLIC}
