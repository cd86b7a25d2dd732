"""Whole trips by public transport: the facts of an answer, and in sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from geo.answer import Policy
from geo.profile import Profile
from geo.transit.itinerary import Itineraries
from webmap.api.fresh import private_answer
from webmap.api.shape import shape_of
from webmap.api.trip_json import NOT_PUBLIC
from webmap.context import read_session, runtime
from webmap.i18n import current_language, speaking
from webmap.trips.ride import RideAsked, ask_rides, read_when
from webmap.trips.wish import Points
from webmap.wording.provenance import known_sources
from webmap.wording.ride import RideWords, say_rides

TRANSIT: Final = "transit"
RIDES_SHAPE: Final = {
    "type": "object",
    "required": ["lang", "itineraries", "sentences"],
    "properties": {
        "lang": {"type": "string"},
        "itineraries": shape_of(Itineraries, NOT_PUBLIC),
        "sentences": shape_of(RideWords),
    },
}


def answer_rides(asked: Mapping[str, Any], person: Profile, points: Points) -> Response:
    """Answer a question for whole trips."""
    when = read_when(runtime(), asked.get("depart", ""), asked.get("arrive", ""))
    found = ask_rides(
        runtime(),
        read_session(),
        points,
        person,
        asked=RideAsked(
            Policy(asked["unknown"]), when, asked["window"], asked.get("walk_limit_s")
        ),
    )
    lang = asked.get("lang", current_language())
    with speaking(lang):
        words = say_rides(found, known_sources(read_session(), runtime().town))
    told = {"lang": lang, "itineraries": bare(found), "sentences": words}
    return private_answer(told)


def bare(value: Any) -> Any:  # noqa: ANN401
    """Leave out of facts, however deep, the numbers that only this build knows."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: bare(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in NOT_PUBLIC
        }
    if isinstance(value, tuple | list):
        return [bare(one) for one in value]
    return value
