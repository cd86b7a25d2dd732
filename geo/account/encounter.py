"""Barriers that lie on the pieces of a route, as somebody meets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.account.account import Account, Span
from geo.cue import Cue
from geo.line import point_at
from geo.network import BarrierFact
from geo.spot import find_spot

MET: Final = frozenset({"narrowest_m", "clearance_m", "obstructed"})
"""Barriers that set these stand in the way; the others are facts of the ground."""


def list_met(account: Account, span: Span) -> list[Cue]:
    """List the barriers along an instruction, each once, in order."""
    if not account.touched:
        return []
    found: dict[str, Cue] = {}
    for place in account.touched:
        if not span.first <= place < span.end:
            continue
        for barrier in account.laid.on[account.segments[place]]:
            if barrier.attribute not in MET and not barrier.is_over:
                continue
            for cue in _meet(account, place, barrier):
                found.setdefault(barrier.key, cue)
    return sorted(found.values(), key=lambda cue: cue.at_m)


def _meet(account: Account, place: int, barrier: BarrierFact) -> Iterator[Cue]:
    network, segment = account.network, account.segments[place]
    spot = find_spot(network, segment, barrier)
    low, high = account.along(place)
    if spot is not None and (spot[1] < low or spot[0] > high):
        return
    middle = low if spot is None else min(max(sum(spot) / 2, low), high)
    is_forward = int(account.track.edge[place]) % 2 == 0
    ahead = middle - low if is_forward else high - middle
    length, at_m = float(network.length_m[segment]), account.at_m(place)
    yield Cue(
        kind="barrier",
        at_m=at_m + (0.0 if spot is None else ahead * length),
        position=point_at(network.line(segment), middle),
        value=barrier.kind,
        names=barrier.names,
        method=barrier.evidence.method,
        facts={
            "key": barrier.key,
            "confirmed": barrier.confirmed,
            **({"is_over": True} if barrier.is_over else {}),
            barrier.attribute: barrier.value,
        },
    )
