"""Pages of places and stops: lists, and one thing with all that is known."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, render_template, request

from data.queries.layer import get_feature
from data.queries.observation import iter_observations
from webmap.context import read_session, runtime
from webmap.i18n import PREFIX, gettext
from webmap.pages.listing import (
    access_options,
    kind_options,
    list_layer,
    location_options,
)
from webmap.stops.choose import CHOICES, choice_options, choose_stops, person_of
from webmap.stops.listing import list_people, people_options
from webmap.stops.map import map_stops
from webmap.stops.page import read_stop
from webmap.wording.feature import say_feature, say_observations
from webmap.wording.provenance import known_sources

STOP_FILTERS: Final = ("access", "location_type")

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
    """List the stops, and what each is to one person, where one is asked for."""
    chosen = choose_stops(runtime(), read_session(), request.args)
    listing = list_layer(read_session(), "stops", *STOP_FILTERS, keys=chosen)
    keys = [one.key for one in listing.rows]
    person = person_of(request.args)
    return render_template(
        "stops/list.html",
        listing=listing,
        told=list_people(runtime(), read_session(), keys, {"profile": person}),
        person=person,
        choices={name: choice_options(name) for name in CHOICES},
        page_data=map_stops(person, request.args) if person else {},
        people=[("", gettext("Everybody")), *people_options()],
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
        "feature": feature,
    }


@lists.get("/places/<path:key>")
def place(key: str) -> str:
    """Show a place."""
    return render_template("places/place.html", **_known("places", key))


@lists.get("/stops/<path:key>")
def stop(key: str) -> str:
    """Show a stop for one person: the way there, getting aboard, what leaves."""
    known = _known("stops", key)
    told = read_stop(runtime(), read_session(), known["feature"], request)
    return render_template("stops/stop.html", **known, **told)
