"""What is met along an instruction: the rows of ``geo.account.sight`` as cues."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import attrgetter
from typing import Final

from geo.account.account import Account, Sight, Span
from geo.account.chart import has_kerb_ends
from geo.account.encounter import list_met
from geo.account.sight import KERB, SIGHTS
from geo.account.span import KINDS
from geo.account.stairs import tell_crossing, tell_flight
from geo.column import decode
from geo.cue import Cue
from geo.meeting import corners

STREET_SIDES: Final = ("", "left", "right", "both")
KERB_SIDES: Final = ("", "down", "up")
WHOLE: Final[dict[str, Callable[[Account, Span], Cue]]] = {
    "crossing": tell_crossing,
    "steps": tell_flight,
}
"""What is told of a whole instruction of a kind."""
at_m: Final = attrgetter("at_m")


def list_cues(account: Account, number: int) -> list[Cue]:
    """List what is met along an instruction, in order.

    Parameters
    ----------
    account : Account
    number : int
        Of the instruction.

    Returns
    -------
    list of Cue
        ``at_m`` counts from the start of the route.
    """
    span, found = account.spans[number], []
    whole = WHOLE.get(KINDS[int(span.kind)])
    if whole is not None:
        found.append(whole(account, span))
    kerbs: set[float] = set()
    for sight in account.sights[number]:
        if sight.what == KERB and has_kerb_ends(account.network):
            if round(sight.at_m, 1) in kerbs:
                continue
            kerbs.add(round(sight.at_m, 1))
        found.append(TOLD[int(sight.what)](account, sight))
    if len(found) > 1:
        found.sort(key=at_m)
    met = list_met(account, span)
    return sorted((*found, *met), key=at_m) if met else found


def _street(account: Account, sight: Sight) -> Cue:
    names = corners(account.network).info(int(sight.way)).names
    kind, side = SIGHTS[int(sight.what)], STREET_SIDES[int(sight.side)]
    place = sight.lon, sight.lat
    return Cue(kind, sight.at_m, place, 0.0, None, side, names, "", {})


def _kerb(_account: Account, sight: Sight) -> Cue:
    height = None if math.isnan(sight.value) else sight.value
    side, facts = KERB_SIDES[int(sight.side)], {"kerb": decode("kerb", sight.other)}
    place = sight.lon, sight.lat
    return Cue("kerb", sight.at_m, place, 0.0, height, side, {}, "", facts)


def _surface(_account: Account, sight: Sight) -> Cue:
    value, facts = (decode("surface", n) for n in (sight.value, sight.other))
    place, before = (sight.lon, sight.lat), {"surface": facts}
    return Cue("surface", sight.at_m, place, sight.length_m, value, "", {}, "", before)


def _slope(account: Account, sight: Sight) -> Cue:
    names = corners(account.network).info(int(sight.way)).names
    segment = account.segments[int(sight.piece)]
    said = account.laid.facts.evidence("incline", segment)
    method = "" if said is None else said.method
    place = sight.lon, sight.lat
    return Cue(
        *("slope", sight.at_m, place, sight.length_m, sight.value, "", names, method),
        facts={},
    )


def _lasting(_account: Account, sight: Sight) -> Cue:
    kind, place, is_so = (
        SIGHTS[int(sight.what)],
        (sight.lon, sight.lat),
        sight.value > 0,
    )
    return Cue(kind, sight.at_m, place, sight.length_m, is_so, "", {}, "", {})


OTHERS: Final = {
    "crossed": _street,
    "joins": _street,
    "kerb": _kerb,
    "surface": _surface,
    "slope": _slope,
}
TOLD: Final = tuple(OTHERS.get(kind, _lasting) for kind in SIGHTS)
"""How each of ``SIGHTS`` is told; others hold over a length, or do not."""
