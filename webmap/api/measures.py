"""What people of a profile reach, as numbers with both ends."""

from __future__ import annotations

from typing import Any, Final

from apiflask import Schema
from apiflask.fields import String
from apiflask.validators import OneOf
from flask import Response

from data.analysis import check_kept, kept_profiles
from data.measure_note import pack_measures
from data.queries.measure import MODES, get_measures, list_measured_days
from geo.errors import InputError, MissingError
from geo.evidence import read_day
from webmap.api import api
from webmap.api.fresh import fresh_answer
from webmap.api.spec import Responses, content
from webmap.context import read_session

NUMBERS: Final = {
    "type": "array",
    "description": "by district (last: the town), time, service",
}
SHAPE: Final = {
    "type": "object",
    "required": ["day", "days", "mode", "profile", "revision", "measures"],
    "properties": {
        "day": {"type": "string", "format": "date"},
        "days": {"type": "array", "items": {"type": "string", "format": "date"}},
        "mode": {"type": "string"},
        "profile": {"type": "string"},
        "revision": {"type": "integer"},
        "measures": {
            "type": "object",
            "required": ["services", "districts", "limits_s", "people"],
            "properties": {
                "services": {"type": "array", "items": {"type": "string"}},
                "districts": {"type": "array", "items": {"type": "string"}},
                "limits_s": {"type": "array", "items": {"type": "number"}},
                "people": {"type": "array", "items": {"type": "number"}},
                "served_low": NUMBERS,
                "served_high": NUMBERS,
                "ratio_low": NUMBERS,
                "ratio_high": NUMBERS,
                "lost_low": NUMBERS,
                "lost_high": NUMBERS,
            },
        },
    },
}
ANSWERS: Final[Responses] = {
    200: {"description": "Measures of one profile on one day", **content(SHAPE)}
}


class MeasuresQuery(Schema):
    """Which measures."""

    profile = String(load_default="")
    mode = String(load_default="walk", validate=OneOf(MODES))
    day = String(load_default="", metadata={"description": "the newest by default"})


@api.get("/measures")
@api.input(MeasuresQuery, location="query", arg_name="asked")
@api.doc(
    summary="What people of a profile reach, beside somebody without limits",
    operation_id="get_measures",
    responses=ANSWERS,
)
def get_measures_of_profile(asked: dict[str, str]) -> Response:
    """Give every number with its low and its high end; null where not defined."""
    check_kept(asked["profile"])
    return fresh_answer(read_session(), lambda: _answer(asked))


def _answer(asked: dict[str, str]) -> dict[str, Any]:
    session, mode = read_session(), asked["mode"]
    profile = asked["profile"] or kept_profiles()[0].key
    days = list_measured_days(session, mode)
    if not days:
        raise MissingError("nothing has been measured yet")
    day = read_day("day", asked["day"]) if asked["day"] else days[0]
    held = get_measures(session, mode, day)
    if profile not in held.profiles:
        raise InputError("profile", f"{profile!r} was not measured on {day}")
    return {
        "day": day,
        "days": days,
        "mode": mode,
        "profile": profile,
        "revision": held.revision,
        "measures": pack_measures(held.profiles[profile]),
    }
