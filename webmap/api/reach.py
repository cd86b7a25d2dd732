"""Reach: areas and places within a time, as facts and in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from apiflask import Schema
from apiflask.fields import Boolean, Float, List, String
from apiflask.validators import Length, OneOf
from flask import Response
from marshmallow import fields

from geo.answer import Policy
from geo.limits import LIMITS
from geo.reach import LONGEST_S, MOST_BANDS, SHORTEST_S, Question, check_limits
from geo.reach_answer import Category, Count, Direction, Reach
from geo.units import minutes
from webmap.api import api
from webmap.api.fresh import private_answer
from webmap.api.question import POINT_DOC, Read, going, limit_doc, point, who
from webmap.api.shape import Shape, shape_of
from webmap.api.spec import GEOMETRY_SHAPE, Responses, content
from webmap.api.trips import locate, read_person
from webmap.context import read_session, runtime
from webmap.i18n import current_language, speaking
from webmap.rate import require_calm
from webmap.reach.answer import compute, say
from webmap.reach.form import MINUTE_S, USUAL_MINUTES, read_minutes
from webmap.reach.shape import AREAS, NOT_PUBLIC, reach_json
from webmap.trips.when import read_at
from webmap.wording.reach import ReachWords

RANGE: Final = (
    f"1 … {MOST_BANDS} times, {minutes(SHORTEST_S):g} … {minutes(LONGEST_S):g} minutes"
)
ORIGIN_SHAPE: Final = {
    "type": "object",
    "required": ["asked", "position", "distance_m", "names"],
    "properties": {
        "asked": {"type": "array", "items": {"type": "number"}},
        "position": {"type": "array", "items": {"type": "number"}},
        "distance_m": {"type": "number"},
        "names": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
AREA_SHAPE: Final = {
    "type": ["object", "null"],
    "required": ["accuracy_m", "geometry"],
    "properties": {"accuracy_m": {"type": "number"}, "geometry": GEOMETRY_SHAPE},
}


def _reach_shape() -> Shape:
    shape = shape_of(Reach, (*NOT_PUBLIC, *AREAS, "origin", "categories"))
    band = shape["properties"]["bands"]["items"]
    band["properties"] |= dict.fromkeys(AREAS, AREA_SHAPE)
    band["required"] += AREAS
    row, count = shape_of(Category, ("counts",)), shape_of(Count)
    share = {"type": ["number", "null"], "minimum": 0}
    count["properties"] |= {"worst": share, "best": share}
    count["required"] += ["worst", "best"]
    row["properties"]["counts"] = {"type": "array", "items": count}
    row["required"].append("counts")
    rows = {"type": "array", "items": row}
    shape["properties"] |= {"origin": ORIGIN_SHAPE, "categories": rows}
    shape["required"] += ["origin", "categories"]
    return shape


REACH_SHAPE: Final = {
    "type": "object",
    "required": ["lang", "reach", "sentences"],
    "properties": {
        "lang": {"type": "string"},
        "reach": _reach_shape(),
        "sentences": shape_of(ReachWords),
    },
}
ANSWERS: Final[Responses] = {
    200: {
        "description": "Areas, streets and places within each time: what is surely "
        "reached, what is perhaps reached, and what somebody on foot reaches",
        **content(REACH_SHAPE),
    }
}


def _asked() -> dict[str, Any]:
    return {
        **who(),
        "way": String(
            load_default=str(Direction.BOTH),
            validate=OneOf([str(one) for one in Direction]),
            metadata={"description": "Which way has to be possible in the time"},
        ),
        "at": going("no hours are reckoned with"),
        "areas": Boolean(
            load_default=True, metadata={"description": "Whether areas are drawn"}
        ),
    }


def _link() -> type[Schema]:
    text = {"type": "string", "description": "'lon,lat' or the name of a place"}
    times = {
        "type": "string",
        "default": USUAL_MINUTES,
        "example": USUAL_MINUTES,
        "description": RANGE,
    }
    asked = {
        "origin": point("from", {**text, "example": "8.7047,36.1822"}),
        "minutes": Read(
            lambda value, _field: read_minutes(str(value)),
            load_default=read_minutes(USUAL_MINUTES),
            metadata=times,
        ),
        **_asked(),
        **{name: fields.Raw(metadata=limit_doc(name)) for name in LIMITS},
    }
    return cast("type[Schema]", Schema.from_dict(asked, name="ReachLink"))


def _body() -> type[Schema]:
    known = {name: limit_doc(name) for name in LIMITS}
    asked = {
        "origin": point("from", dict(POINT_DOC)),
        "minutes": List(
            Float(),
            load_default=[10.0, 20.0, 30.0],
            validate=Length(1, MOST_BANDS),
            metadata={"description": RANGE},
        ),
        **_asked(),
        "limits": fields.Dict(
            keys=fields.String(),
            load_default=dict,
            metadata={"properties": known, "additionalProperties": False},
        ),
    }
    return cast("type[Schema]", Schema.from_dict(asked, name="ReachBody"))


@api.get("/reach")
@api.input(_link(), location="query", unknown="raise", arg_name="asked")
@api.doc(
    summary="What is within reach, asked by a link",
    operation_id="get_reach",
    responses=dict(ANSWERS),
)
def reach_by_link(asked: Mapping[str, Any]) -> Response:
    """Measure reach; every limit is a parameter of its own."""
    require_calm("reach")
    limits = {name: value for name, value in asked.items() if name in LIMITS}
    return _answer(asked, limits, asked["minutes"])


@api.post("/reach")
@api.input(_body(), unknown="raise", arg_name="asked")
@api.doc(
    summary="What is within reach for a person's own limits",
    operation_id="find_reach",
    responses=dict(ANSWERS),
)
def reach(asked: Mapping[str, Any]) -> Response:
    """Measure reach; nothing of the question is kept."""
    require_calm("reach")
    limits_s = check_limits([one * MINUTE_S for one in asked["minutes"]])
    return _answer(asked, asked["limits"], limits_s)


def _answer(
    asked: Mapping[str, Any], limits: Mapping[str, object], limits_s: tuple[float, ...]
) -> Response:
    question = Question(
        origin=locate(asked["origin"], "from"),
        profile=read_person(asked.get("profile", ""), limits),
        limits_s=limits_s,
        policy=Policy(asked["unknown"]),
        direction=Direction(asked["way"]),
        areas=asked["areas"],
        at=read_at(runtime(), asked.get("at", "")),
    )
    found = compute(runtime(), read_session(), question)
    lang = asked.get("lang", current_language())
    with speaking(lang):
        words = say(runtime(), read_session(), found)
    return private_answer(
        {"lang": lang, "reach": reach_json(found), "sentences": words}
    )
