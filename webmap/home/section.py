"""The lists beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.queries.layer import list_features
from webmap.context import runtime
from webmap.home.item import Item, say_item
from webmap.home.question import Question
from webmap.home.toggle import LISTED
from webmap.wording.provenance import known_sources

SHORT: Final = 8
LONG: Final = 40


@dataclass(frozen=True)
class Section:
    """The list of one layer.

    Attributes
    ----------
    layer : str
    items : list of Item
    total : int
        How many there are in all.
    next_cursor : str
        Empty where the list ends.
    """

    layer: str
    items: list[Item]
    total: int
    next_cursor: str


def list_sections(session: Session, question: Question) -> list[Section]:
    """List what a question asks for, layer by layer."""
    return [_section(session, question, layer) for layer in question.layers]


def _section(session: Session, question: Question, layer: str) -> Section:
    filters = dict(LISTED.get(layer, {}))
    if layer == "places":
        filters |= question.filters
    page = list_features(
        session,
        layer,
        bbox=question.bbox,
        filters=filters,
        limit=LONG if question.only else SHORT,
        cursor=question.cursor if question.only else "",
    )
    sources = known_sources(session, runtime().town)
    items = [say_item(layer, feature, sources) for feature in page.features]
    return Section(layer, items, page.total, page.next_cursor)
