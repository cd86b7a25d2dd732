"""Who says so, how they know, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sqlalchemy.orm import Session

from data.kept import Kept
from data.models import Source
from data.queries.source import list_sources
from data.towns import Town
from webmap.formats import day, percent
from webmap.i18n import KEPT, N_, current_language, gettext
from webmap.wording.source import say_texts
from webmap.wording.values import isolate

METHODS: Final = {
    "measured": N_("measured"),
    "surveyed": N_("seen on the spot"),
    "tagged": N_("from the map data"),
    "modelled": N_("estimated from heights"),
    "inferred": N_("assumed from the street around it"),
    "reported": N_("reported, not yet confirmed"),
    "demonstration": N_("made up for the demonstration"),
}
CERTAIN: Final = 0.95


@dataclass(frozen=True)
class SourceWord:
    """What a reader is told of a source."""

    name: str
    is_demonstration: bool


Sources = dict[str, SourceWord]


def known_sources(session: Session, town: Town) -> Sources:
    """Read the sources: key → what to say of it in the language that is spoken."""
    texts = _KEPT.get(session)
    return {
        source.key: SourceWord(say_texts(source, town).name, source.is_demonstration)
        for source in texts
    }


def _read(session: Session) -> list[Source]:
    found = list_sources(session)
    for source in found:
        session.expunge(source)
    return found


_KEPT: Final = Kept(_read)


def is_made_up(sources: Sources, key: str, method: str = "") -> bool:
    """Tell whether a value comes from a demonstration."""
    return method == "demonstration" or (
        key in sources and sources[key].is_demonstration
    )


def say_source(
    sources: Sources,
    key: str,
    *,
    method: str,
    observed_on: date | None,
    confidence: float,
) -> str:
    """Say where a value comes from, in one line."""
    name = sources[key].name if key in sources else key
    return _say(name, method, observed_on, confidence, current_language())


@lru_cache(maxsize=KEPT)
def _say(
    name: str, method: str, observed_on: date | None, confidence: float, _language: str
) -> str:
    parts = [isolate(name)]
    if method in METHODS:
        parts.append(gettext(METHODS[method]))
    parts.append(day(observed_on))
    if confidence < CERTAIN:
        parts.append(gettext("%(share)s certain", share=percent(confidence)))
    return " · ".join(part for part in parts if part)
