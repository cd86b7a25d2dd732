"""The public pages of lines: a list, and one line with all that is known of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from flask import render_template, request, url_for
from shapely import Point, get_parts
from werkzeug.datastructures import MultiDict

from data.queries.hand_line import find_hand_line
from data.queries.layer import Feature, get_feature, list_by_keys
from data.queries.observation import iter_observations
from data.queries.service import list_stops_of
from webmap.context import read_session, runtime
from webmap.home.question import read_question
from webmap.home.scene import build_scene
from webmap.i18n import best_name, gettext
from webmap.lines.day import read_line_day
from webmap.lines.person import choose_lines, say_stops, sign_lines
from webmap.lines.say import LineWords, say_line
from webmap.pages.listing import access_options, line_options, list_layer
from webmap.pages.lists import lists
from webmap.stops.listing import list_people, people_options
from webmap.wording.feature import (
    is_shared_taxi,
    say_feature,
    say_observations,
    say_runs,
)
from webmap.wording.provenance import known_sources
from webmap.wording.values import attribute_word
from webmap.wording.vehicle import OF_VEHICLES

WORLD: Final = 360.0
"""Degrees that are seen at zoom 0, about."""
NARROWEST: Final = 0.001
CLOSEST: Final = 16.0


@lists.get("/lines")
def lines() -> str:
    """List the lines, and what each is to one person, where one is asked for."""
    held, session = runtime(), read_session()
    person, access = (request.args.get(name, "") for name in ("profile", "access"))
    chosen = choose_lines(held, session, person, access)
    filters = ("route_type", "access") if chosen is None else ("route_type",)
    listing = list_layer(session, "lines", *filters, keys=chosen)
    shown = list_by_keys(session, "lines", [one.key for one in listing.rows])
    return render_template(
        "lines/list.html",
        listing=listing,
        signs=sign_lines(held, session, shown, person),
        args=request.args,
        kinds=line_options(),
        states=access_options(),
        people=[("", gettext("Everybody")), *people_options()],
    )


@lists.get("/lines/<path:key>")
def line(key: str) -> str:
    """Show a line: when it leaves, its stops, what is known of it, and what is not."""
    session, held = read_session(), runtime()
    feature = get_feature(session, "lines", key)
    told = _by_hand(key)
    facts = list(iter_observations(session, subjects=[key]))
    day = read_line_day(held, session, key, request.args)
    stops = _stops(key, told, day.order)
    signs = list_people(held, session, stops, request.args)
    profile = request.args.get("profile", "")
    return render_template(
        "lines/line.html",
        one=say_feature("lines", feature),
        told=told,
        day=day,
        facts=say_observations(facts, known_sources(session, held.town)),
        unknown=_unknown({fact.attribute for fact in facts}),
        runs=say_runs(feature.properties),
        fills=is_shared_taxi(feature.properties["route_type"]),
        for_you=sign_lines(held, session, [feature], profile).get(key),
        use=say_stops(signs.values()),
        stops={one: say_feature("stops", row) for one, row in stops.items()},
        people=[("", gettext("Everybody")), *people_options()],
        signs=signs,
        args=request.args,
        map_href=_map_href(feature),
        page_data={**_scene(), "line": _map_data(feature, stops.values())},
    )


def _unknown(known: set[str]) -> list[str]:
    """Name what nobody has told of the vehicles."""
    return [attribute_word(name) for name in OF_VEHICLES if name not in known]


def _scene() -> dict[str, Any]:
    return build_scene(runtime(), read_question(MultiDict()))


def _map_data(feature: Feature, stops: Iterable[Feature]) -> dict[str, Any]:
    """Give what a map shows of a line."""
    shape = feature.shape
    ways = [] if shape is None else [list(o.coords) for o in get_parts(shape)]
    return {
        "ways": ways,
        "stops": [
            {
                "position": [one.shape.x, one.shape.y],
                "name": best_name(one.properties["names"]),
            }
            for one in stops
            if isinstance(one.shape, Point)
        ],
    }


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


def _stops(
    key: str, told: LineWords | None, order: Iterable[str]
) -> dict[str, Feature]:
    """Give the stops of a line by key, in order."""
    session = read_session()
    keys = [*order, *list_stops_of(session, key)]
    if told is not None:
        keys = [call.key for way in told.ways for call in way.calls]
    found = list_by_keys(session, "stops", list(dict.fromkeys(keys)))
    return {one.key: one for one in found}
