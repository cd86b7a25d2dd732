"""The public pages of lines: a list, and one line with all that is known of it."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from data.queries.hand_line import find_hand_line
from data.queries.layer import get_feature, list_by_keys
from data.queries.observation import iter_observations
from data.queries.service import list_stops_of
from webmap.context import read_session, runtime
from webmap.lines.say import LineWords, say_line
from webmap.pages.listing import access_options, line_options, list_layer
from webmap.pages.lists import lists
from webmap.wording.feature import (
    FeatureWords,
    say_feature,
    say_observations,
    say_runs,
)
from webmap.wording.provenance import known_sources


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
    return render_template(
        "lines/line.html",
        one=say_feature("lines", feature),
        told=told,
        facts=say_observations(facts, known_sources(session, runtime().town)),
        runs=say_runs(feature.properties),
        stops=_stops(key, told),
    )


def _by_hand(key: str) -> LineWords | None:
    kept = find_hand_line(read_session(), key)
    if kept is None:
        return None
    currency = runtime().town.currency
    return say_line(kept.line, currency=currency, source=kept.source)


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
