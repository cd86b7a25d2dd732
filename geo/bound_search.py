"""Finds what a trip is at best and at worst."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from geo.answer import Path, Policy, Snap, Verdict
from geo.bound import Bound, Bounds
from geo.network import Network
from geo.part import Parts, Piece
from geo.route import Weights, find_route


def has_open_questions(path: Path) -> bool:
    """Tell whether what is not known could change an answer."""
    return path.verdict in (Verdict.NONE, Verdict.ONLY_IF) or bool(path.unknown)


def find_bounds(
    network: Network, stops: Sequence[Snap], price: Callable[[Policy], Parts]
) -> Bounds:
    """Find what a trip is at best and at worst.

    Parameters
    ----------
    network : Network
    stops : sequence of Snap
        Positions in order, at least two.
    price : callable
        Costs of the person under a policy.

    Returns
    -------
    Bounds
        However the attributes that matter to the person turn out: whoever gets there
        at worst gets there, and whoever gets there gets there at best; seconds and
        effort together lie between the two, unless an unknown slope turns out to be a
        gentle descent, which is walked faster than the level ground it is taken for.
    """
    return Bounds(
        best=_bound(network, stops, price(Policy.OPEN)),
        worst=_bound(network, stops, price(Policy.STRICT)),
    )


def _bound(network: Network, stops: Sequence[Snap], parts: Parts) -> Bound:
    weights = Weights(parts, closed=True)
    pieces: list[Piece] = []
    for start, end in pairwise(stops):
        leg = find_route(network, weights, start, end)
        if leg is None:
            return Bound(is_possible=False)
        pieces += leg
    parts.whole.judge(piece.edge for piece in pieces)
    costs = [(parts.of(piece).at(piece.edge), piece.share) for piece in pieces]
    return Bound(
        is_possible=True,
        seconds=sum(cost.seconds * share for cost, share in costs),
        effort_s=sum(cost.effort_s * share for cost, share in costs),
    )
