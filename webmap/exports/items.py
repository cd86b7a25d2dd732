"""Gaps and works on a map that travels, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.analysis import kept_profiles
from data.queries.layer import Feature
from data.queries.source import list_sources
from data.queries.street_line import list_street_lines
from webmap.exports.document import Export, MapDocument, MapItem
from webmap.formats import day
from webmap.gaps.wording import say_gap
from webmap.i18n import N_, best_name, gettext
from webmap.measures.section import Section, build_section
from webmap.wording.provenance import known_sources
from webmap.wording.source import SourceTexts, say_texts
from webmap.works.wording import say_work

MOST_ITEMS: Final = 1000
"""On one map; a table holds them all."""

TITLES: Final = {
    "gaps": N_("Gaps: what cannot be reached"),
    "works": N_("Works: what each repair alone opens"),
}
LEADS: Final = {
    "gaps": N_(
        "Where people cannot get to and back from, for whom, and what is in the way."
    ),
    "works": N_(
        "Obstacles by how many people gain a way, there and back, by each repair alone."
    ),
}


def build_document(export: Export, features: Sequence[Feature]) -> MapDocument:
    """Put rows on a map, with their words."""
    say = {"gaps": _gap_items, "works": _work_items}[export.layer]
    town = best_name(export.town.names)
    title = gettext(TITLES[export.layer])
    sources = list_sources(export.session)
    return MapDocument(
        title=f"{title} · {town}" if town else title,
        lead=gettext(LEADS[export.layer]),
        made_on=day(export.today),
        items=say(export, features[:MOST_ITEMS]),
        total=len(features),
        streets=list_street_lines(export.session),
        attributions=[_credit(say_texts(one, export.town)) for one in sources],
        measures=_sections(export) if export.layer == "gaps" else [],
    )


def _sections(export: Export) -> list[Section]:
    """Tell what the profile asked for reaches; all of them where none is."""
    asked = export.filters.get("profile")
    profiles = [asked] if asked else [one.key for one in kept_profiles()]
    found = (build_section(export.session, profile) for profile in profiles)
    return [section for section in found if section is not None]


def _credit(texts: SourceTexts) -> str:
    return f"{texts.attribution} · {texts.licence}"


def _gap_items(export: Export, features: Sequence[Feature]) -> list[MapItem]:
    sources = known_sources(export.session, export.town)
    return [
        MapItem(
            title=said.title,
            facts=(
                f"{said.kind_word} · {said.profile_word}",
                *said.facts,
                *(f"{one.text} · {one.where}".strip(" ·") for one in said.reasons),
            ),
            look=said.look,
            shape=feature.shape,
            is_demonstration=said.is_demonstration,
        )
        for feature in features
        if feature.shape is not None
        for said in (say_gap(feature, sources),)
    ]


def _work_items(export: Export, features: Sequence[Feature]) -> list[MapItem]:
    return [
        MapItem(
            title=f"{said.rank}. {said.title}",
            facts=(said.profile_word, said.opens, *said.services, said.cost),
            look="work" if said.alone else "idle",
            shape=feature.shape,
            is_demonstration=said.is_demonstration,
        )
        for feature in features
        if feature.shape is not None
        for said in (say_work(feature, export.town.currency),)
    ]
