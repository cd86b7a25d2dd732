"""What would open a way that is closed to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from geo.answer import Change, Note
from geo.breaking import Broken, find_fewest_places
from geo.change_limit import Closed, find_least_limits
from geo.need import Profile
from geo.part import Parts
from geo.path import Journey, list_notes
from geo.profile import with_limits
from geo.reason import REFUSED
from geo.route import Weights, find_route, route_length_m
from geo.timed import TIMED

LIMITS, REPAIR, SURVEY, TIME = "limits", "repair", "survey", "time"
MOST_LIMITS: Final = 3
UNKNOWN: Final = "_unknown"
"""Ending of the rule of a note about something that is not known."""

Reprice = Callable[[Profile], Parts]
"""Costs the network for the same person with other limits."""


def list_changes(
    case: Closed, ways: Sequence[Broken], reprice: Reprice
) -> tuple[Change, ...]:
    """List what would open a way: limits of one's own, a repair, somebody's look.

    Parameters
    ----------
    case : Closed
    ways : sequence of Broken
        A way for each of the smallest sets of limits, the best first.
    reprice : callable
        Gives the costs of the person with other limits.

    Returns
    -------
    tuple of Change
        First at most ``MOST_LIMITS`` sets of limits, each tried by planning with it;
        then what to mend at the fewest places, and where a look might be enough.
    """
    found = [
        change for way in ways if (change := _by_limits(case, way, reprice)) is not None
    ]
    return (*found[:MOST_LIMITS], *_by_works(case, ways))


def _by_limits(case: Closed, way: Broken, reprice: Reprice) -> Change | None:
    limits = find_least_limits(case, way.limits)
    if not limits:
        return None
    profile = with_limits(case.profile, limits)
    parts = reprice(profile)
    usable = Weights(parts, closed=True)
    pieces = find_route(case.network, usable, case.origin, case.destination)
    if pieces is None:
        return None
    met = Journey(case.network, case.parts, case.profile, pieces)
    gone = Journey(case.network, parts, profile, pieces)
    return Change(
        kind=LIMITS,
        limits=limits,
        notes=list_notes(met, REFUSED),
        length_m=route_length_m(case.network, pieces),
        seconds=gone.totals()[0],
    )


def _by_works(case: Closed, ways: Sequence[Broken]) -> Iterator[Change]:
    fewest = find_fewest_places(case.network, case.parts, case.origin, case.destination)
    tried = ways if fewest is None else [fewest, *ways]
    told: set[str] = set()
    for way in tried:
        journey = Journey(case.network, case.parts, case.profile, way.pieces)
        notes = list_notes(journey, REFUSED)
        kind = _kind(notes)
        if kind not in told:
            told.add(kind)
            length = route_length_m(case.network, way.pieces)
            yield Change(kind, {}, notes, length, journey.totals()[0])


def _kind(notes: Sequence[Note]) -> str:
    """Say what would help against everything that is in the way."""
    if all(is_unknown(note) for note in notes):
        return SURVEY
    is_time = all(is_unknown(note) or note.attribute in TIMED for note in notes)
    return TIME if is_time else REPAIR


def is_unknown(note: Note) -> bool:
    """Tell whether a note is about something that is not known."""
    return note.rule.endswith(UNKNOWN)
