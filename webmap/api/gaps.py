"""Gaps that programs of an association declare and take back; what became of one."""

from __future__ import annotations

from typing import Any, Final

from apiflask import Schema
from apiflask.fields import String
from apiflask.validators import Length
from flask import Response

from data.queries.gap_history import Happened, list_events
from data.queries.layer import get_feature
from geo.gap.declared import TEXT, TITLE, read_declared
from webmap.api import api
from webmap.api.fresh import GEOJSON, JSON, fresh_answer, private_answer
from webmap.api.spec import Responses, content, feature_response
from webmap.context import read_session, runtime
from webmap.gaps.declare import PERMISSION, keep, read_profiles, take_back
from webmap.geojson import feature_json
from webmap.people.who import needs

LETTERS: Final = 200
EVENT_SHAPE: Final = {
    "type": "object",
    "required": ["kind", "day", "revision", "standing"],
    "properties": {
        "kind": {"type": "string"},
        "day": {"type": "string", "format": "date"},
        "revision": {"type": "integer"},
        "standing": {"type": "object", "description": "What it was from then on"},
    },
}
HISTORY: Final[Responses] = {
    200: {
        "description": "What became of the gap, the oldest event first",
        **content({"type": "array", "items": EVENT_SHAPE}),
    }
}


class GapBody(Schema):
    """A gap that is declared."""

    title = String(required=True, validate=Length(1, TITLE))
    text = String(required=True, validate=Length(1, TEXT))
    kind = String(required=True)
    profile = String(required=True)
    service = String(load_default="")
    position = String(required=True, metadata={"description": "lon,lat in degrees"})
    lang = String(load_default="ar")
    id = String(load_default="", validate=Length(max=LETTERS))


class ReasonBody(Schema):
    """Why a declared gap is taken back."""

    reason = String(required=True, validate=Length(1, LETTERS))


@api.post("/gaps")
@needs(PERMISSION)
@api.input(GapBody, arg_name="body")
@api.doc(
    summary="Declare a gap in the name of an association",
    operation_id="declare_gap",
    responses=feature_response("gaps"),
)
def declare_gap(body: dict[str, str]) -> Response:
    """Keep it; the same one is kept once."""
    country = runtime().town.country
    declared = read_declared(body, profiles=read_profiles(), country=country)
    return _one(keep(declared))


@api.post("/gaps/<path:key>/withdraw")
@needs(PERMISSION)
@api.input(ReasonBody, arg_name="body")
@api.doc(
    summary="Take back a gap that one's own association has declared",
    operation_id="withdraw_gap",
    responses=feature_response("gaps"),
)
def withdraw_gap(key: str, body: dict[str, str]) -> Response:
    """Close it; its history stays."""
    take_back(key, body["reason"])
    return _one(key)


@api.get("/gaps/<path:key>/history")
@api.doc(
    summary="What became of a gap",
    operation_id="get_gap_history",
    responses=HISTORY,
)
def get_gap_history(key: str) -> Response:
    """List its events; causes are told by their number, not by their keys."""
    session = read_session()

    def answer() -> list[dict[str, Any]]:
        get_feature(session, "gaps", key)
        return [_event(event) for event in list_events(session, key)]

    return fresh_answer(session, answer, mimetype=JSON)


def _event(event: Happened) -> dict[str, Any]:
    standing = dict(event.standing)
    standing["causes"] = len(standing.get("causes", ()))
    standing["repaired"] = len(standing.get("repaired", ()))
    return {
        "kind": event.kind,
        "day": event.day,
        "revision": event.revision,
        "standing": standing,
    }


def _one(key: str) -> Response:
    with runtime().database.read() as session:
        feature = get_feature(session, "gaps", key)
    response = private_answer(feature_json(feature, "gaps"))
    response.mimetype = GEOJSON
    return response
