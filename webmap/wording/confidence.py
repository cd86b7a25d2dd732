"""How far a path can be believed, in words, and its weakest link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from geo.answer import Note, Path
from webmap.formats import metres, percent
from webmap.i18n import best_name, gettext
from webmap.wording.notes import say_note
from webmap.wording.provenance import Sources
from webmap.wording.values import isolate

WELL: Final = 0.75
PARTLY: Final = 0.4


@dataclass(frozen=True)
class ConfidenceWords:
    """How sure an answer is.

    Attributes
    ----------
    share : str
        Per cent.
    text : str
        In one sentence.
    weakest : str
        What takes the most from it, where, and who says so; empty where nothing does.
    """

    share: str
    text: str
    weakest: str = ""


def say_confidence(path: Path, sources: Sources) -> ConfidenceWords | None:
    """Say how far a path can be believed; ``None`` where there is no way."""
    if path.confidence is None:
        return None
    share = percent(path.confidence)
    text = gettext("%(words)s (%(share)s).", words=_words(path.confidence), share=share)
    weakest = "" if path.weakest is None else _weakest(path.weakest, sources)
    return ConfidenceWords(share, text, weakest)


def _words(confidence: float) -> str:
    if confidence >= WELL:
        return gettext("What matters to you here is well known")
    if confidence >= PARTLY:
        return gettext("What matters to you here is known in part, or from long ago")
    return gettext("Little of what matters to you here is known for sure")


def _weakest(note: Note, sources: Sources) -> str:
    kind = "warn" if note.rule.endswith("_confidence") else "doubt"
    said = say_note(replace(note, limit=None), sources, kind)
    parts = [
        gettext("Least sure: %(what)s", what=said.text),
        gettext("%(length)s in all", length=metres(note.length_m)),
        isolate(best_name(note.names)),
        said.source,
    ]
    return " · ".join(part for part in parts if part)
