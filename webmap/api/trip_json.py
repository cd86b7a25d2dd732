"""The facts of a trip as JSON, without numbers that only this build knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from geo.answer import Change, Note, Path, Snap, Trip
from geo.tell import EVERYTHING, Told
from webmap.trips.told import prune, untold, without
from webmap.wording.trip import TripWords

NOT_PUBLIC: Final = ("edges", "segment")
"""Numbers of this build only: nothing outside may hold on to them."""
NOTES: Final = ("watch", "unknown", "broken", "hours")
"""Of a path."""
Json = dict[str, Any]


def trip_json(trip: Trip, tell: Told = EVERYTHING) -> Json:
    """Write the facts that are told of a trip.

    Parameters
    ----------
    trip : Trip
    tell : frozenset of Tell
        What is not told has no keys.
    """
    hidden = untold(tell)
    told = {
        **vars(trip),
        "out": _path(trip.out, hidden),
        "back": trip.back,
        "origin": _bare(trip.origin),
        "destination": _bare(trip.destination),
        "refused": _notes(trip.refused),
        "avoided": _notes(trip.avoided),
        "alternatives": [
            {**vars(one), "path": _path(one.path, hidden)} for one in trip.alternatives
        ],
        "changes": _changes(trip.changes),
        "changes_back": _changes(trip.changes_back),
    }
    if "back" not in hidden:
        told["back"] = _path(trip.back, hidden)
    return without(told, hidden) if hidden else told


def words_json(words: TripWords, tell: Told = EVERYTHING) -> Json | TripWords:
    """Write the sentences that are told of a trip, as the facts are written."""
    return prune(vars(words), tell) if untold(tell) else words


def _changes(changes: Iterable[Change]) -> list[Json]:
    return [{**vars(one), "notes": _notes(one.notes)} for one in changes]


def _path(path: Path, hidden: frozenset[str]) -> Json:
    told = _bare(path)
    for name in NOTES:
        told[name] = _notes(told[name])
    told["steps"] = [{**vars(step), "notes": _notes(step.notes)} for step in path.steps]
    told["weakest"] = path.weakest and _bare(path.weakest)
    return without(told, hidden) if hidden else told


def _notes(notes: Iterable[Note]) -> list[Json]:
    return [_bare(note) for note in notes]


def _bare(fact: Note | Path | Snap) -> Json:
    told = dict(vars(fact))
    for name in NOT_PUBLIC:
        told.pop(name, None)
    return told
