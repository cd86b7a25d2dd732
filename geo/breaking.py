"""The ways that break the fewest limits, where none keeps them all.

First come the fewest different limits, what is only not known after what is broken,
then the fewest places, again in this order, then the least weight.
A limit that is broken on along one street is one place, in however many pieces the
street is cut; therefore the search goes from edge to edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.breaking_search import BreakingSearch, list_stays
from geo.breaking_set import (
    BrokenSets,
    Gate,
    count_limits,
    find_broken_sets,
    least_sets,
    limits_at,
    limits_of,
)
from geo.network import Network
from geo.part import Parts, Piece
from geo.route import Weights, list_exits

ALL: Final = -1
"""Every limit may be broken."""
MOST_WAYS: Final = 4
MOST_SETS: Final = 8
"""Of more sets, the smallest are looked at."""


@dataclass(frozen=True)
class Broken:
    """A way that breaks limits.

    Attributes
    ----------
    limits : int
        Those that may be broken, one bit a limit (``geo.breaking_set.limits_of``);
        ``ALL`` where the smallest set was not found.
    weight : float
        Places, those that are not known less than the others, and the rank.
    pieces : tuple of Piece
    """

    limits: int
    weight: float
    pieces: tuple[Piece, ...]


def find_breaking_route(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> list[Piece] | None:
    """Find the way that breaks the fewest limits and, of these, weighs least.

    Parameters
    ----------
    network : Network
    parts : Parts
        Costs of the person; refused edges are open here.
    origin, destination : Snap

    Returns
    -------
    list of Piece or None
        ``None`` where nothing joins the two positions for anybody.
    """
    ways = find_breaking_ways(network, parts, origin, destination)
    return list(ways[0].pieces) if ways else None


def find_breaking_ways(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> list[Broken]:
    """Find a way for each of the smallest sets of limits, the best first.

    Parameters
    ----------
    network : Network
    parts : Parts
        Costs of the person; refused edges are open here.
    origin, destination : Snap

    Returns
    -------
    list of Broken
        At most ``MOST_WAYS``; by the number of limits, of places, and the weight.
        Where the sets were not found in time, the way with the fewest places.
    """
    found = list_broken_sets(network, parts, origin, destination)
    tried = (
        _within(network, parts, origin, destination, limits=limits)
        for limits in found.sets[:MOST_SETS]
    )
    ways = [way for way in tried if way is not None]
    if not ways:
        fewest = find_fewest_places(network, parts, origin, destination)
        return [] if fewest is None else [fewest]
    ways.sort(key=lambda way: (*count_limits(way.limits), way.weight))
    return ways[:MOST_WAYS]


def find_fewest_places(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> Broken | None:
    """Find the way that breaks limits at the fewest places, whatever the limits."""
    return _within(network, parts, origin, destination, limits=ALL)


def list_broken_sets(
    network: Network, parts: Parts, origin: Snap, destination: Snap
) -> BrokenSets:
    """List the smallest sets of limits that open a way between two positions."""
    weights = Weights(parts, closed=False)

    def gates(place: Snap, *, reverse: bool) -> list[Gate]:
        exits = list_exits(network, weights, place, reverse=reverse)
        return [(end.node, _limits_on(parts, end.pieces)) for end in exits]

    limits = limits_of(parts.whole)
    found = find_broken_sets(
        network,
        limits,
        gates(origin, reverse=False),
        gates(destination, reverse=True),
    )
    alone = (_limits_on(parts, (p,)) for p in list_stays(network, origin, destination))
    return BrokenSets(least_sets([*found.sets, *alone]), found.complete)


def _limits_on(parts: Parts, pieces: Sequence[Piece]) -> int:
    limits = 0
    for piece in pieces:
        costs = parts.of(piece)
        limits |= limits_at(costs, piece.edge)
    return limits


def _within(
    network: Network, parts: Parts, origin: Snap, destination: Snap, *, limits: int
) -> Broken | None:
    """Find the best way that breaks no limits but these."""
    search = BreakingSearch(network, parts, limits)
    best, pieces = search.stay(origin, destination)
    ends = list(list_exits(network, search.weights, destination, reverse=True))
    starts = list(list_exits(network, search.weights, origin, reverse=False))
    search.settle(starts, ends)
    for end in ends:
        weight, found = search.finish(end)
        if weight < best:
            best, pieces = weight, found
    if not np.isfinite(best):
        return None
    return Broken(limits, best, tuple(pieces))
