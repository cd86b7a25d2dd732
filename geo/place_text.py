"""What somebody wrote of a place for people with disabilities, in its language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.attribute import DESCRIPTIONS, TEXT_LANGUAGES

SUFFIXES: Final = {f"_{language}": language for language in TEXT_LANGUAGES}


@dataclass(frozen=True)
class PlaceText:
    """A text about a place.

    Attributes
    ----------
    attribute : str
        ``"blind_description"``, ``"deaf_description"``, ``"wheelchair_description"``.
    language : str
        Of the text; empty where nobody told it.
    text : str
    source : str
        Key of the source.
    """

    attribute: str
    language: str
    text: str
    source: str


def read_attribute(name: str) -> tuple[str, str]:
    """Part the name of an attribute: ``blind_description_ar`` is Arabic."""
    for suffix, language in SUFFIXES.items():
        base = name.removesuffix(suffix)
        if base != name and base in DESCRIPTIONS:
            return base, language
    return name, ""


def choose_texts(texts: Iterable[PlaceText], language: str) -> tuple[PlaceText, ...]:
    """Choose one text for each kind of reader.

    Parameters
    ----------
    texts : iterable of PlaceText
    language : str
        That is spoken: a text in it goes before one of no told language, and this
        before those in others.
    """
    order = {language: 0, "": 1}
    ranked = sorted(texts, key=lambda one: order.get(one.language, len(order)))
    chosen: dict[str, PlaceText] = {}
    for one in ranked:
        chosen.setdefault(one.attribute, one)
    return tuple(chosen[name] for name in DESCRIPTIONS if name in chosen)
