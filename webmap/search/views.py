"""The page of search results; as one types, the same answers come from the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request, url_for

from data.search import LONGEST, Hit, search
from webmap.context import read_session
from webmap.i18n import N_, PREFIX, current_language, gettext
from webmap.trips.spot import write_at
from webmap.wording.feature import kind_word

finder = Blueprint("finder", __name__, url_prefix=PREFIX)

SHOWN: Final = 30
LAYER_WORDS: Final = {
    "areas": N_("Part of the town"),
    "places": N_("Place"),
    "stops": N_("Stop"),
    "streets": N_("Street"),
}
PAGES: Final = {"places": "lists.place", "stops": "lists.stop"}
"""Layer → endpoint of the page of one of its things."""


@dataclass(frozen=True)
class Found:
    """One result: what it is, its page, itself on the map, and the way to it."""

    layer: str
    key: str
    name: str
    kind: str
    lonlat: tuple[float, float]
    href: str
    on_map: str
    way: str
    is_demonstration: bool


def say_hit(hit: Hit) -> Found:
    """Say one result."""
    lon, lat = hit.lonlat
    endpoint = PAGES.get(hit.layer)
    at = write_at(hit.lonlat, hit.name)
    kind = gettext(LAYER_WORDS[hit.layer])
    return Found(
        layer=hit.layer,
        key=hit.key,
        name=hit.name,
        lonlat=hit.lonlat,
        kind=kind_word(hit.kind) if hit.layer == "places" else kind,
        href=url_for(endpoint, key=hit.key) if endpoint else "",
        on_map=url_for("home.index", _anchor=f"map=17/{lat}/{lon}"),
        way=url_for("trips.show", to=hit.name, to_at=at),
        is_demonstration=hit.is_demonstration,
    )


@finder.get("/search")
def results() -> str:
    """Show what was found."""
    text = request.args.get("q", "").strip()
    is_too_long = len(text) > LONGEST
    hits = (
        []
        if is_too_long
        else search(read_session(), text, lang=current_language(), limit=SHOWN)
    )
    return render_template(
        "search/results.html",
        text=text[:LONGEST],
        is_too_long=is_too_long,
        longest=LONGEST,
        found=[say_hit(hit) for hit in hits],
    )


@finder.get("/search/options")
def options() -> str:
    """Give suggestions while somebody types."""
    text = request.args.get("q", "")[:LONGEST]
    hits = search(read_session(), text, lang=current_language())
    return render_template("search/options.html", found=[say_hit(hit) for hit in hits])
