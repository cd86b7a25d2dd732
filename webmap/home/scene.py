"""What the map's script is told: addresses, the town, words, kinds."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from flask import url_for
from markupsafe import escape

from data.models import Source
from data.queries.revision import get_revision
from data.queries.source import list_sources
from data.queries.tile import TILE_LAYERS
from data.runtime import Runtime
from data.towns import Town
from geo.place_kind import place_kinds
from webmap.assets import asset
from webmap.context import read_session
from webmap.home.question import Question
from webmap.home.toggle import HEADINGS, TOGGLES
from webmap.i18n import N_, current_language, gettext, messages
from webmap.tiles.basemap import base_map_path
from webmap.wording.source import say_texts

SENTENCES: Final = (
    N_("Map"),
    N_(
        "Use the arrow keys to move the map, plus and minus to go closer or farther, "
        "Enter to choose what is in the middle."
    ),
    N_("Go closer"),
    N_("Go farther"),
    N_("Go to my position"),
    N_("Your position is not known to this device."),
    N_("Sources"),
    N_("m"),
    N_("km"),
    N_("Stop"),
    N_("Known obstacle"),
    N_("Reported by somebody"),
    N_("The map could not be drawn on this device. The list shows the same."),
)
"""What the map's script says."""


def build_scene(runtime: Runtime, question: Question) -> dict[str, Any]:
    """Tell the map's script all that it needs; it asks for nothing at another host."""
    town = runtime.town
    session = read_session()
    sources = list_sources(session)
    return {
        "lang": current_language(),
        "centre": town.centre,
        "zoom": town.zoom,
        "bbox": town.bbox,
        "tiles": "/tiles/{layer}/{z}/{x}/{y}.mvt",
        "version": get_revision(session).content,
        "base": _base(runtime),
        "features": "/api/v1/",
        "points": url_for("tiles.points", layer="LAYER"),
        "counted": [layer.name for layer in TILE_LAYERS.values() if layer.alike],
        "streets": url_for("tiles.streets"),
        "sources": _attribution(sources, town),
        "demonstration": any(one.is_demonstration for one in sources),
        "listed": {layer: gettext(word) for layer, word in HEADINGS.items()},
        "around": url_for("home.around"),
        "thing": url_for("home.thing", layer="LAYER", key="KEY"),
        "toggles": {toggle.key: toggle.layers for toggle in TOGGLES},
        "on": question.toggles,
        "filters": question.filters,
        "icons": asset("vendor/maki/"),
        "kinds": {kind.id: kind.icon for kind in place_kinds().values()},
        "messages": messages(*SENTENCES),
    }


def _base(runtime: Runtime) -> str:
    """Give the base map's address, which changes with the file; empty without one."""
    path: Path = base_map_path(runtime)
    if not path.exists():
        return ""
    return url_for("tiles.base", v=path.stat().st_mtime_ns)


def _attribution(sources: list[Source], town: Town) -> str:
    """Name whose data the map is drawn from; the footer of the page says the rest."""
    real = [one for one in sources if not one.is_demonstration]
    said = [escape(say_texts(one, town).attribution) for one in real]
    return " · ".join(dict.fromkeys(said))
