"""Search by name, and the profiles that there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from data.search import Hit, search
from geo.limits import LIMITS, Limit
from geo.profile import Profile, Threshold, load_profiles
from webmap.api import api
from webmap.api.fresh import fresh_answer
from webmap.api.question import NoQuestion, SearchQuestion
from webmap.api.shape import shape_of
from webmap.api.spec import kept
from webmap.context import read_session
from webmap.i18n import current_language

SEARCH_SHAPE = {
    "type": "object",
    "required": ["hits"],
    "properties": {"hits": {"type": "array", "items": shape_of(Hit)}},
}
PROFILE_SHAPE = {
    "type": "object",
    "required": ["key", "thresholds"],
    "properties": {
        "key": {"type": "string"},
        "thresholds": {
            "type": "object",
            "additionalProperties": shape_of(Threshold),
        },
    },
}
PROFILES_SHAPE = {
    "type": "object",
    "required": ["profiles", "limits"],
    "properties": {
        "profiles": {"type": "array", "items": PROFILE_SHAPE},
        "limits": {"type": "object", "additionalProperties": shape_of(Limit)},
    },
}


@api.get("/search")
@api.input(SearchQuestion, location="query", unknown="raise")
@api.doc(
    summary="Find places, stops, streets and areas by name",
    operation_id="search",
    responses=kept("Best first", SEARCH_SHAPE),
)
def find(query_data: Mapping[str, Any]) -> Response:
    """Find things by name."""
    session = read_session()
    asked = {k: v for k, v in query_data.items() if k in ("limit", "near")}
    text, lang = query_data["q"], current_language()
    return fresh_answer(
        session, lambda: {"hits": search(session, text, lang=lang, **asked)}
    )


def _profile_json(profile: Profile) -> dict[str, Any]:
    return {"key": profile.key, "thresholds": profile.thresholds}


@api.get("/profiles")
@api.input(NoQuestion, location="query", unknown="raise")
@api.doc(
    summary="List the profiles, their numbers with sources, and the limits",
    operation_id="list_profiles",
    responses=kept("Every profile, and every limit to be set", PROFILES_SHAPE),
)
def profiles(query_data: Mapping[str, Any]) -> Response:  # noqa: ARG001
    """List the profiles."""
    known = [_profile_json(profile) for profile in load_profiles().values()]
    return fresh_answer(read_session(), lambda: {"profiles": known, "limits": LIMITS})
