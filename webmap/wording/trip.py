"""A whole trip in words: there, back, and why not the direct way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from geo.answer import Note, Path, Trip, Verdict
from geo.bound import Bounds
from geo.norm_file import get_norm
from webmap.formats import metres, minutes
from webmap.i18n import gettext
from webmap.wording.bounds import say_bounds
from webmap.wording.change import ChangeWords, say_changes
from webmap.wording.confidence import ConfidenceWords, say_confidence
from webmap.wording.door import DoorWords, is_open, say_door
from webmap.wording.figure import Figure, say_figures
from webmap.wording.height import HeightWords, say_heights
from webmap.wording.norm import NormWords, say_norm
from webmap.wording.notes import NoteWords, count_notes, say_notes
from webmap.wording.provenance import Sources
from webmap.wording.steps import StepWords, say_steps
from webmap.wording.times import say_times
from webmap.wording.wish import (
    AlternativeWords,
    StopWords,
    WishWords,
    say_alternatives,
    say_preference,
    say_stops,
    say_wishes,
)

DARK: Final = 0.25
"""Share of a path in doubt from which doubt is what its sign says."""
HARDER: Final = 1.2
FAR_SNAP_M: Final = 20.0
MOST_NOTES: Final = 30

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


@dataclass(frozen=True)
class TripWords:
    """The whole answer, said.

    Attributes
    ----------
    verdict : str
        There and back in two or three sentences.
    out, back : PathWords
    back_verdict : str
    direct : str
        How the way compares with the direct one.
    refused : list of NoteWords
        Why the direct way is not for this person.
    snapped : list of str
        Where the ends lie off the network.
    doors : list of DoorWords
        The doors at both ends.
    made_up : list of str
        Demonstrations that the answer rests on.
    sources : list of str
        Everything that it rests on.
    older : str
        That the streets have changed since; empty where they have not.
    alternatives : list of AlternativeWords
        Other ways there, and what each is better in.
    prefer : str
        What matters most to the person; empty for the usual.
    changes, changes_back : list of ChangeWords
        What would open the way there, and the way back.
    times : list of str
        For which time it holds, and what is open only at times on it.
    """

    verdict: str
    out: PathWords
    back: PathWords
    back_verdict: str
    direct: str
    refused: list[NoteWords]
    snapped: list[str]
    doors: list[DoorWords]
    made_up: list[str]
    sources: list[str]
    older: str
    alternatives: list[AlternativeWords]
    prefer: str
    changes: list[ChangeWords]
    changes_back: list[ChangeWords]
    times: list[str]


def say_trip(
    trip: Trip, sources: Sources, *, is_older: bool = False, wording: str = "usual"
) -> TripWords:
    """Say a trip in the language that is spoken.

    Parameters
    ----------
    trip : Trip
    sources : mapping
        Key of a source → its name and whether it is a demonstration.
    is_older : bool
        Whether the streets have changed since the network was built.
    wording : str
        How the steps are told, a key of ``WORDINGS``.
    """
    out = _at_the_door(_say_path(trip.out, sources, "out-", wording), trip)
    back = _say_path(trip.back, sources, "back-", wording)
    told = {*trip.out.sources, *trip.back.sources, *_door_sources(trip)}
    used = sorted(told & set(sources))
    made_up = [sources[key].name for key in used if sources[key].is_demonstration]
    return TripWords(
        verdict=f"{out.verdict} {say_back(trip)}",
        out=_bounded(_judged(out, trip.out, trip.norm, sources), trip.bounds),
        back=_bounded(_judged(back, trip.back, trip.norm, sources), trip.bounds_back),
        back_verdict=say_back(trip),
        direct=say_direct(trip),
        refused=say_notes(trip.refused, sources, "bad")[:MOST_NOTES],
        snapped=_snapped(trip),
        doors=[*say_door(trip.origin, "from"), *say_door(trip.destination, "to")],
        made_up=made_up,
        sources=[sources[key].name for key in used],
        older=_older() if is_older else "",
        alternatives=say_alternatives(trip.alternatives),
        prefer=say_preference(trip.prefer),
        changes=say_changes(trip.changes, sources),
        changes_back=say_changes(trip.changes_back, sources),
        times=say_times(trip),
    )


def _door_sources(trip: Trip) -> Iterator[str]:
    for snap in (trip.origin, trip.destination):
        if snap.door is not None:
            yield snap.door.entrance.source


def _at_the_door(out: PathWords, trip: Trip) -> PathWords:
    """Add that the person does not get in, where that is known."""
    if is_open(trip.destination) or trip.out.verdict is Verdict.NONE:
        return out
    shut = gettext("You get to the door but not in: no door there is known for you.")
    return replace(out, kind="bad", verdict=f"{out.verdict} {shut}")


def _older() -> str:
    return gettext(
        "The data on the streets has changed since these ways were worked out: what is "
        "new or gone may be missing here."
    )


def _say_path(path: Path, sources: Sources, prefix: str, wording: str) -> PathWords:
    def said(notes: tuple[Note, ...], kind: str) -> list[NoteWords]:
        return say_notes(notes, sources, kind)[:MOST_NOTES]

    return PathWords(
        kind=_kind(path),
        verdict=say_verdict(path),
        figures=say_figures(path) if path.verdict is not Verdict.NONE else [],
        broken=say_notes(path.broken, sources, "bad"),
        watch=said(path.watch, "warn"),
        unknown=said(path.unknown, "doubt"),
        steps=say_steps(path, sources, prefix, wording),
        heights=say_heights(path),
        stops=say_stops(path.stops, sources),
        wishes=say_wishes(path),
        confidence=say_confidence(path, sources),
    )


def _judged(words: PathWords, path: Path, norm: str, sources: Sources) -> PathWords:
    """Add what the norm says, where one is shown and there is a way."""
    if not norm or not path.edges:
        return words
    return replace(words, norm=say_norm(get_norm(norm), path.breaches, sources))


def _bounded(words: PathWords, bounds: Bounds | None) -> PathWords:
    """Add what the way is at best and at worst."""
    return replace(words, bounds=say_bounds(bounds))


def _kind(path: Path) -> str:
    """Give the sign of a path: one that is largely unknown is not shown as good."""
    is_open = path.verdict in (Verdict.USABLE, Verdict.EFFORT)
    if is_open and path.uncertain_m > DARK * path.length_m:
        return "doubt"
    return KINDS[path.verdict]


def say_verdict(path: Path) -> str:
    """Say in one or two sentences what a path is worth."""
    if path.verdict is Verdict.NONE:
        return gettext("No way for you is known.")
    time = minutes(path.seconds)
    if path.verdict is Verdict.ONLY_IF:
        said = gettext(
            "You can get there only if you manage this: %(what)s.",
            what=_listed(path.broken),
        )
    elif path.watch:
        said = gettext(
            "You can get there: %(time)s, with %(what)s.",
            time=time,
            what=_listed(path.watch),
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


def _listed(notes: tuple[Note, ...]) -> str:
    counted = count_notes(notes) or [gettext("something beyond your limits")]
    return gettext(", ").join(counted)


def say_back(trip: Trip) -> str:
    """Say how going back compares."""
    out, back = trip.out, trip.back
    if back.verdict is Verdict.NONE:
        return gettext("No way back for you is known.")
    if back.verdict is Verdict.ONLY_IF:
        return gettext(
            "You can come back only if you manage this: %(what)s.",
            what=_listed(back.broken),
        )
    time = minutes(back.seconds)
    if out.verdict in (Verdict.NONE, Verdict.ONLY_IF):
        return gettext("Coming back would be possible: %(time)s.", time=time)
    return _compare(out, back, time)


def _compare(out: Path, back: Path, time: str) -> str:
    there, again = out.seconds + out.effort_s, back.seconds + back.effort_s
    if again > HARDER * there:
        return gettext("Coming back is harder: %(time)s.", time=time)
    if there > HARDER * again:
        return gettext("Coming back is easier: %(time)s.", time=time)
    return gettext("Coming back takes %(time)s.", time=time)


def say_direct(trip: Trip) -> str:
    """Compare the way with the direct one."""
    if trip.direct_m is None:
        return ""
    direct = metres(trip.direct_m)
    if trip.out.verdict is Verdict.NONE:
        return gettext("The direct way on foot is %(direct)s long.", direct=direct)
    if not trip.refused:
        return gettext("This is the direct way, or nearly.")
    return gettext(
        "The direct way is %(direct)s long, yours is %(length)s.",
        direct=direct,
        length=metres(trip.out.length_m),
    )


def _snapped(trip: Trip) -> list[str]:
    told = []
    if trip.origin.distance_m > FAR_SNAP_M and trip.origin.door is None:
        told.append(
            gettext(
                "The way begins %(length)s from the place that you named.",
                length=metres(trip.origin.distance_m),
            )
        )
    if trip.destination.distance_m > FAR_SNAP_M and trip.destination.door is None:
        told.append(
            gettext(
                "The way ends %(length)s from the place that you named.",
                length=metres(trip.destination.distance_m),
            )
        )
    return told
