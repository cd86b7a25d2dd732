"""Say where by a list: places, stops and streets near a spot, without any map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.search import Hit, list_near
from geo.answer import LonLat
from geo.crs import distance_m
from webmap.context import read_session, runtime
from webmap.formats import metres
from webmap.i18n import N_, current_language, gettext
from webmap.trips.spot import find_spot, write_at

PICK: Final = "where_pick"
MOST: Final = 8
LAYERS: Final = {
    "places": N_("Places"),
    "stops": N_("Stops"),
    "streets": N_("Streets"),
}


@dataclass(frozen=True)
class Near:
    """Something near that the obstacle can be told by."""

    name: str
    value: str
    away: str


Lists = list[tuple[str, list[Near]]]


def list_around(text: str, at: str) -> Lists:
    """List what is near a place that was typed, else near the centre of the town.

    Parameters
    ----------
    text, at : str
        As in the form: a name or a position, and what was chosen for it.
    """
    session = read_session()
    spot = find_spot(session, text, at) if text else None
    first = spot.choices[0].lonlat if spot and spot.choices else None
    here = (spot.lonlat if spot else None) or first or runtime().town.centre
    found = []
    for layer, heading in LAYERS.items():
        hits = list_near(
            session, here, layer=layer, lang=current_language(), limit=MOST
        )
        if hits:
            found.append((gettext(heading), [_near(hit, here) for hit in hits]))
    return found


def _near(hit: Hit, here: LonLat) -> Near:
    away = gettext("%(length)s from here", length=metres(distance_m(here, hit.lonlat)))
    return Near(hit.name, write_at(hit.lonlat, hit.name), away)


def read_pick(value: str) -> tuple[str, str]:
    """Read what was chosen: the text of the field, and what was chosen for it."""
    return value.partition("|")[2], value
