"""One thing on the map, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from data.queries.layer import Feature
from geo.barrier_kind import barrier_kinds
from webmap.formats import day
from webmap.gaps.wording import say_gap
from webmap.i18n import best_name, gettext
from webmap.wording.feature import say_feature
from webmap.wording.provenance import Sources
from webmap.wording.values import attribute_word, labelled, value_words

LOOKS: Final = {"bad": "no", "doubt": "unknown", "other": "limited"}
"""How a gap looks → the shape of access that says the same."""


@dataclass(frozen=True)
class Item:
    """A thing of a list beside the map.

    Attributes
    ----------
    layer, key, title : str
    facts : tuple of str
        Short texts under the title.
    access : str
        A state of access; empty where a thing has none.
    word : str
        What that state is called here; empty where it is called as everywhere.
    href : str
        Its own page; empty where it has none.
    lonlat : tuple of float, optional
        Where the map goes to show it.
    is_demonstration : bool
    """

    layer: str
    key: str
    title: str
    facts: tuple[str, ...]
    access: str
    href: str
    lonlat: tuple[float, float] | None
    is_demonstration: bool
    word: str = ""


def say_item(layer: str, feature: Feature, sources: Sources) -> Item:
    """Say one thing of a layer that the map shows."""
    title, facts, access, word = _SAY.get(layer, _named)(layer, feature, sources)
    return Item(
        layer=layer,
        key=feature.key,
        title=title,
        facts=facts,
        access=access,
        href=_page(layer, feature.key),
        lonlat=_middle(feature),
        is_demonstration=bool(feature.properties.get("is_demonstration")),
        word=word,
    )


_PAGES: Final = {
    "places": ("lists.place", "key"),
    "stops": ("lists.stop", "key"),
    "lines": ("lists.line", "key"),
    "reports": ("reports.show", "tracking"),
}
"""Layer → endpoint of the page of one of its things, and what it calls the key."""


def _page(layer: str, key: str) -> str:
    endpoint, name = _PAGES.get(layer, ("", ""))
    named: dict[str, Any] = {name: key}
    return url_for(endpoint, **named) if endpoint else ""


Said = tuple[str, tuple[str, ...], str, str]


def _middle(feature: Feature) -> tuple[float, float] | None:
    if feature.shape is None or feature.shape.is_empty:
        return None
    point = feature.shape.representative_point()
    return (round(point.x, 6), round(point.y, 6))


def _named(layer: str, feature: Feature, _sources: Sources) -> Said:
    said = say_feature(layer, feature)
    return said.name, (said.kind,), said.access, ""


def _barrier(_layer: str, feature: Feature, _sources: Sources) -> Said:
    row = feature.properties
    kind = _kind_word(row["kind"])
    name = best_name(row["names"])
    facts = [kind] if name else []
    value = row["value_text"] if row["value_text"] is not None else row["value_number"]
    if value is not None:
        said = value_words(row["attribute"], value)
        facts.append(labelled(attribute_word(row["attribute"]), said))
    return name or kind, tuple(facts), "", ""


def _report(_layer: str, feature: Feature, _sources: Sources) -> Said:
    row = feature.properties
    told = gettext("reported on %(date)s", date=day(row["created_at"]))
    where = (row["where_text"],) if row["where_text"] else ()
    return _kind_word(row["category"]), (*where, told), "", ""


def _gap(_layer: str, feature: Feature, sources: Sources) -> Said:
    said = say_gap(feature, sources)
    facts = (said.profile_word, *said.facts)
    return said.title, facts, LOOKS[said.look], said.look_word


def _kind_word(kind: str) -> str:
    known: Any = barrier_kinds().get(kind)
    return best_name(known.label) if known else kind


_SAY: Final[dict[str, Callable[[str, Feature, Sources], Said]]] = {
    "barriers": _barrier,
    "reports": _report,
    "gaps": _gap,
}
