"""A whole trip in words: there, back, and why not the direct way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from geo.answer import Path, Trip, Verdict
from geo.tell import EVERYTHING, Tell, Told
from webmap.formats import metres, minutes
from webmap.i18n import N_, gettext
from webmap.wording.change import ChangeWords, say_changes
from webmap.wording.door import DoorWords, is_open, say_door
from webmap.wording.notes import NoteWords, say_notes
from webmap.wording.path import (
    MOST_NOTES,
    SILENCE,
    Manner,
    PathWords,
    is_all_unknown,
    is_here,
    list_counted,
    say_path,
)
from webmap.wording.provenance import Sources
from webmap.wording.times import say_times
from webmap.wording.wish import (
    AlternativeWords,
    say_alternatives,
    say_preference,
)

HARDER: Final = 1.2
FAR_SNAP_M: Final = 20.0
BACK_ONLY_IF: Final = N_("You can come back only if you manage this: %(what)s.")
GOES_ROUND: Final = N_(
    "Your way goes round what nobody has measured on the direct one:"
)
BACK_ONLY_KNOWN: Final = N_("You can come back only if this is fine: %(what)s.")


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
    avoided : list of NoteWords
        What nobody has measured on the direct way, and this one goes round.
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
    avoided: list[NoteWords]
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
    trip: Trip,
    sources: Sources,
    *,
    is_older: bool = False,
    wording: str = "usual",
    tell: Told = EVERYTHING,
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
    tell : frozenset of Tell
        The rest stays empty.
    """
    manner = Manner(sources, wording, tell, trip.norm)
    out = _at_the_door(say_path(trip.out, "out-", manner, trip.bounds), trip)
    back, again = SILENCE, ""
    if Tell.BACK in tell:
        back = say_path(trip.back, "back-", manner, trip.bounds_back)
        again = say_back(trip)
    told = {*trip.out.sources, *trip.back.sources, *_door_sources(trip)}
    used = sorted(told & set(sources))
    made_up = [sources[key].name for key in used if sources[key].is_demonstration]
    return TripWords(
        verdict=f"{out.verdict} {again}".rstrip(),
        out=out,
        back=back,
        back_verdict=again,
        direct=say_direct(trip),
        refused=say_notes(trip.refused, sources, "bad")[:MOST_NOTES],
        avoided=say_notes(trip.avoided, sources, "doubt")[:MOST_NOTES],
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


def say_back(trip: Trip) -> str:
    """Say how going back compares."""
    out, back = trip.out, trip.back
    if is_here(out) and is_here(back):
        return ""
    if back.verdict is Verdict.NONE:
        return gettext("No way back for you is known.")
    if back.verdict is Verdict.ONLY_IF:
        only = BACK_ONLY_KNOWN if is_all_unknown(back) else BACK_ONLY_IF
        return gettext(only, what=list_counted(back.broken))
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
    if not trip.refused and not trip.avoided:
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
