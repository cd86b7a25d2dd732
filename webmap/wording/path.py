"""One direction of a trip in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.answer import Note, Path, Verdict
from geo.bound import Bounds
from geo.norm_file import get_norm
from geo.tell import Tell, Told
from webmap.formats import metres, minutes
from webmap.i18n import N_, gettext
from webmap.wording.bounds import say_bounds
from webmap.wording.confidence import ConfidenceWords, say_confidence
from webmap.wording.figure import Figure, say_figures
from webmap.wording.height import HeightWords, say_heights
from webmap.wording.norm import NormWords, say_norm
from webmap.wording.notes import NoteWords, count_notes, is_unknown, say_notes
from webmap.wording.provenance import Sources
from webmap.wording.steps import StepWords, say_steps
from webmap.wording.wish import (
    StopWords,
    WishWords,
    say_stops,
    say_wishes,
)

DARK: Final = 0.25
"""Share of a path in doubt from which doubt is what its sign says."""
MOST_NOTES: Final = 30
HERE_M: Final = 0.5
ONLY_IF: Final = N_(
    "You can get there only if you manage this: %(what)s. It takes %(time)s."
)
ONLY_KNOWN: Final = N_(
    "You can get there only if this is fine: %(what)s. It takes %(time)s."
)
KINDS: Final = {
    Verdict.USABLE: "good",
    Verdict.EFFORT: "warn",
    Verdict.ONLY_IF: "bad",
    Verdict.NONE: "bad",
}


@dataclass(frozen=True)
class PathWords:
    """One direction, said."""

    kind: str
    verdict: str
    figures: list[Figure]
    broken: list[NoteWords]
    watch: list[NoteWords]
    unknown: list[NoteWords]
    steps: list[StepWords]
    heights: HeightWords
    stops: list[StopWords]
    wishes: list[WishWords]
    confidence: ConfidenceWords | None
    norm: NormWords | None = None
    bounds: str = ""


NO_HEIGHTS: Final = HeightWords("")
SILENCE: Final = PathWords(*("", "", [], [], [], [], []), NO_HEIGHTS, [], [], None)
"""Of a direction that nobody asked for."""


@dataclass(frozen=True)
class Manner:
    """How paths are told: by which sources, in which wording, what, by which norm."""

    sources: Sources
    wording: str
    tell: Told
    norm: str


def say_path(path: Path, prefix: str, how: Manner, bounds: Bounds | None) -> PathWords:
    """Say one direction; ``prefix`` makes the ids of its steps unique on a page."""

    def said(notes: tuple[Note, ...], kind: str) -> list[NoteWords]:
        return say_notes(notes, how.sources, kind)[:MOST_NOTES]

    return PathWords(
        kind=_kind(path),
        verdict=say_verdict(path),
        figures=say_figures(path) if path.verdict is not Verdict.NONE else [],
        broken=say_notes(path.broken, how.sources, "bad"),
        watch=said(path.watch, "warn"),
        unknown=said(path.unknown, "doubt"),
        steps=say_steps(path, how.sources, prefix, how.wording),
        heights=say_heights(path) if Tell.HEIGHTS in how.tell else NO_HEIGHTS,
        stops=say_stops(path.stops, how.sources),
        wishes=say_wishes(path),
        confidence=say_confidence(path, how.sources),
        norm=_judge(path, how),
        bounds=say_bounds(bounds, path.seconds),
    )


def _judge(path: Path, how: Manner) -> NormWords | None:
    """Say what the norm says, where one is shown and there is a way."""
    if not how.norm or not path.edges:
        return None
    return say_norm(get_norm(how.norm), path.breaches, how.sources)


def _kind(path: Path) -> str:
    """Give the sign of a path: one that is largely unknown is not shown as good."""
    if path.verdict is Verdict.ONLY_IF and is_all_unknown(path):
        return "doubt"
    is_open = path.verdict in (Verdict.USABLE, Verdict.EFFORT)
    if is_open and path.uncertain_m > DARK * path.length_m:
        return "doubt"
    return KINDS[path.verdict]


def is_here(path: Path) -> bool:
    """Tell whether there is no way to go because the person is there."""
    return path.verdict is Verdict.USABLE and path.length_m < HERE_M


def is_all_unknown(path: Path) -> bool:
    """Tell whether a path is beyond the limits only by what nobody knows."""
    return bool(path.broken) and all(is_unknown(note) for note in path.broken)


def say_verdict(path: Path) -> str:
    """Say in one or two sentences what a path is worth."""
    if path.verdict is Verdict.NONE:
        return gettext("No way for you is known.")
    if is_here(path):
        return gettext("You are there already: both places lie on the same spot.")
    time = minutes(path.seconds)
    if path.verdict is Verdict.ONLY_IF:
        said = gettext(
            ONLY_KNOWN if is_all_unknown(path) else ONLY_IF,
            what=list_counted(path.broken),
            time=time,
        )
    elif path.watch:
        said = gettext(
            "You can get there: %(time)s, with %(what)s.",
            time=time,
            what=list_counted(path.watch),
        )
    else:
        said = gettext("You can get there: %(time)s.", time=time)
    if path.unknown:
        doubt = gettext(
            "For %(length)s something that matters to you is not known.",
            length=metres(path.uncertain_m),
        )
        said = f"{said} {doubt}"
    return said


def list_counted(notes: tuple[Note, ...]) -> str:
    """Count notes by what they are, in one phrase."""
    counted = count_notes(notes) or [gettext("something beyond your limits")]
    return gettext(", ").join(counted)
