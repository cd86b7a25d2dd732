"""Pages of places and stops: lists, and one thing with all that is known."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from data.queries.layer import get_feature, list_by_keys
from data.queries.observation import iter_observations
from data.queries.service import list_lines_at
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX
from webmap.pages.listing import (
    access_options,
    kind_options,
    list_layer,
    location_options,
)
from webmap.wording.feature import say_feature, say_observations
from webmap.wording.provenance import known_sources

lists = Blueprint("lists", __name__, url_prefix=PREFIX)


@lists.get("/places")
def places() -> str:
    """List the places."""
    return render_template(
        "places/list.html",
        listing=list_layer(read_session(), "places", "kind", "access"),
        args=request.args,
        kinds=kind_options(),
        states=access_options(),
    )


@lists.get("/stops")
def stops() -> str:
    """List the stops."""
    return render_template(
        "stops/list.html",
        listing=list_layer(read_session(), "stops", "access", "location_type"),
        args=request.args,
        kinds=location_options(),
        states=access_options(),
    )


def _known(layer: str, key: str) -> dict[str, Any]:
    session = read_session()
    feature = get_feature(session, layer, key)
    facts = iter_observations(session, subjects=[key])
    return {
        "one": say_feature(layer, feature),
        "facts": say_observations(facts, known_sources(session, runtime().town)),
        "properties": feature.properties,
    }


@lists.get("/places/<path:key>")
def place(key: str) -> str:
    """Show a place."""
    return render_template("places/place.html", **_known("places", key))


@lists.get("/stops/<path:key>")
def stop(key: str) -> str:
    """Show a stop and the lines that serve it."""
    known = _known("stops", key)
    session = read_session()
    serving = list_by_keys(session, "lines", list_lines_at(session, key))
    return render_template(
        "stops/stop.html", **known, lines=[say_feature("lines", one) for one in serving]
    )
