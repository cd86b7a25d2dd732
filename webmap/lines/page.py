"""The public pages of lines: a list, and one line with all that is known of it."""

from __future__ import annotations

import math
from typing import Any, Final

from flask import render_template, request, url_for

from data.queries.hand_line import find_hand_line
from data.queries.layer import Feature, get_feature, list_by_keys
from data.queries.observation import iter_observations
from data.queries.service import list_stops_of
from webmap.context import read_session, runtime
from webmap.i18n import gettext
from webmap.lines.say import LineWords, say_line
from webmap.pages.listing import access_options, line_options, list_layer
from webmap.pages.lists import lists
from webmap.stops.listing import list_people, people_options
from webmap.wording.feature import (
    FeatureWords,
    say_feature,
    say_observations,
    say_runs,
)
from webmap.wording.provenance import known_sources

WORLD: Final = 360.0
"""Degrees that are seen at zoom 0, about."""
NARROWEST: Final = 0.001
CLOSEST: Final = 16.0


@lists.get("/lines")
def lines() -> str:
    """List the lines."""
    return render_template(
        "lines/list.html",
        listing=list_layer(read_session(), "lines", "route_type", "access"),
        args=request.args,
        kinds=line_options(),
        states=access_options(),
    )


@lists.get("/lines/<path:key>")
def line(key: str) -> str:
    """Show a line: what is known of it, and what is not."""
    session = read_session()
    feature = get_feature(session, "lines", key)
    told = _by_hand(key)
    facts = iter_observations(session, subjects=[key])
    stops = _stops(key, told)
    return render_template(
        "lines/line.html",
        one=say_feature("lines", feature),
        told=told,
        facts=say_observations(facts, known_sources(session, runtime().town)),
        runs=say_runs(feature.properties),
        stops=stops,
        people=[("", gettext("Everybody")), *people_options()],
        signs=list_people(runtime(), session, stops, request.args),
        args=request.args,
        map_href=_map_href(feature),
    )


def _map_href(feature: Feature) -> str:
    """Give the address of the map over a line; nothing where it has no place."""
    if feature.shape is None or feature.shape.is_empty:
        return ""
    west, south, east, north = feature.shape.bounds
    widest = max(east - west, north - south, NARROWEST)
    zoom = min(math.log2(WORLD / widest), CLOSEST)
    lon, lat = (west + east) / 2, (south + north) / 2
    shown = url_for("home.index", show="transit")
    return f"{shown}#map={zoom:.1f}/{lat:.5f}/{lon:.5f}"


def _by_hand(key: str) -> LineWords | None:
    kept = find_hand_line(read_session(), key)
    if kept is None:
        return None
    held = runtime()
    return say_line(
        kept.line,
        currency=held.town.currency,
        source=kept.source,
        today=held.today,
    )


def _stops(key: str, told: LineWords | None) -> dict[str, FeatureWords]:
    """Give the stops of a line by key, in the order of its first direction."""
    session = read_session()
    keys = list_stops_of(session, key)
    if told is not None:
        keys = list({call.key: None for way in told.ways for call in way.calls})
    served: dict[str, Any] = {
        one.key: say_feature("stops", one)
        for one in list_by_keys(session, "stops", keys)
    }
    return served
