"""Lists of places, stops and lines: filters, search and pages in the address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from data.queries.layer import Feature, list_by_keys, list_features
from data.search import search
from geo.place_kind import PlaceKind, place_groups, place_kinds
from webmap.context import address
from webmap.i18n import N_, best_name, current_language, gettext
from webmap.wording.feature import LINES, LOCATIONS, FeatureWords, say_feature

SHOWN: Final = 20
FOUND: Final = 50
ACCESS: Final = (
    ("", N_("All")),
    ("yes", N_("Usable with a wheelchair")),
    ("limited", N_("Usable in part, or with effort")),
    ("no", N_("Not usable with a wheelchair")),
    ("unknown", N_("Not known")),
)
Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Listing:
    """One page of a list.

    Attributes
    ----------
    rows : list of FeatureWords
    total : int
        How many there are in all.
    next_href, first_href : str
        Empty where there is nothing further, or where this is the first page.
    """

    rows: list[FeatureWords]
    total: int
    next_href: str
    first_href: str


def asked(*names: str) -> dict[str, str]:
    """Give what the address filters by."""
    return {name: request.args[name] for name in names if request.args.get(name)}


def list_layer(
    session: Session, layer: str, *filters: str, keys: Sequence[str] | None = None
) -> Listing:
    """List a layer as the address asks: by name, or by filters and pages.

    Parameters
    ----------
    session : Session
    layer : str
    *filters : str
        Columns by which the address may filter.
    keys : sequence of str, optional
        Only these, in this order.
    """
    chosen = asked(*filters)
    if text := request.args.get("q", "").strip():
        return _found(session, layer, text, chosen=chosen, keys=keys)
    if keys is not None:
        return _among(session, layer, keys, chosen=chosen)
    cursor = request.args.get("cursor", "")
    page = list_features(session, layer, filters=chosen, limit=SHOWN, cursor=cursor)
    return _paged(layer, page.features, page.total, page.next_cursor)


def _paged(
    layer: str, features: Iterable[Feature], total: int, next_cursor: str
) -> Listing:
    """Give a page of a list with the addresses of the next and of the first one."""
    here = f"lists.{layer}"
    kept = {name: text for name, text in request.args.items() if text}
    cursor = kept.pop("cursor", "")
    following = address(here, {**kept, "cursor": next_cursor}) if next_cursor else ""
    return Listing(
        rows=[say_feature(layer, feature) for feature in features],
        total=total,
        next_href=following,
        first_href=address(here, kept) if cursor else "",
    )


def _among(
    session: Session, layer: str, keys: Sequence[str], *, chosen: Mapping[str, str]
) -> Listing:
    """List a page of what has some keys; the cursor counts those before it."""
    if chosen:
        fitting = list_by_keys(session, layer, keys)
        keys = [one.key for one in fitting if _fits(one, chosen)]
    cursor = request.args.get("cursor", "")
    start = int(cursor) if cursor.isdecimal() else 0
    end = start + SHOWN
    features = list_by_keys(session, layer, keys[start:end])
    return _paged(layer, features, len(keys), str(end) if end < len(keys) else "")


def _fits(feature: Feature, chosen: Mapping[str, str]) -> bool:
    return all(str(feature.properties[name]) == chosen[name] for name in chosen)


def _found(
    session: Session,
    layer: str,
    text: str,
    *,
    chosen: Mapping[str, str],
    keys: Collection[str] | None,
) -> Listing:
    hits = search(session, text, lang=current_language(), limit=FOUND)
    known = None if keys is None else set(keys)
    named = [hit.key for hit in hits if hit.layer == layer]
    wanted = [key for key in named if known is None or key in known]
    features = [
        one for one in list_by_keys(session, layer, wanted) if _fits(one, chosen)
    ]
    return Listing([say_feature(layer, one) for one in features], len(features), "", "")


def access_options() -> Options:
    """Offer the states of access."""
    return [(value, gettext(word)) for value, word in ACCESS]


def kind_options() -> Options:
    """Offer the kinds of places, group by group."""
    language = current_language()
    groups = place_groups()

    def named(kind: PlaceKind) -> str:
        group = best_name(groups[kind.group].label, language)
        return f"{group}: {best_name(kind.label, language)}"

    offered = [(kind.id, named(kind)) for kind in place_kinds().values()]
    return [("", gettext("All")), *sorted(offered, key=lambda option: option[1])]


def location_options() -> Options:
    """Offer the kinds of stops that people ask for."""
    offered = [(str(key), gettext(LOCATIONS[key])) for key in (0, 1)]
    return [("", gettext("All")), *offered]


def line_options() -> Options:
    """Offer the kinds of lines."""
    offered = [(str(key), gettext(word)) for key, word in LINES.items()]
    return [("", gettext("All")), *offered]
