"""What the map of the list of stops is told: how one person gets to each on foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from data.queries.layer import MOST
from webmap.context import runtime
from webmap.home.question import read_question
from webmap.home.scene import build_scene
from webmap.i18n import gettext
from webmap.stops.choose import CHOICES
from webmap.stops.listing import ON_FOOT_SIGNS
from webmap.stops.words import ON_FOOT

BOARDED: Final = 0
"""GTFS location type of what people board at."""


def map_stops(person: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Tell the script where it finds the stops, what their signs and words are.

    Parameters
    ----------
    person : str
        Profile.
    asked : mapping of str to str
        The address, which may narrow the list.
    """
    layer = url_for("api.list_stops", profile=person, location_type=BOARDED, limit=MOST)
    return {
        **build_scene(runtime(), read_question(MultiDict())),
        "stops": {
            "address": layer,
            "signs": ON_FOOT_SIGNS,
            "words": {reach: gettext(word) for reach, word in ON_FOOT.items()},
            "wanted": {name: asked[name] for name in CHOICES if asked.get(name)},
        },
    }
