"""Ways between positions along segments, beside trying every pair of ends."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy, Snap
from geo.cost import edge_costs
from geo.engine.arc import CLOSED
from geo.network import Network
from geo.part import Parts, Piece
from geo.profile import get_profile
from geo.route import Weights, find_route, list_exits, stay
from geo.star import edge_ends
from tests.geo.engine.maps import Sketch, distances, sketches
from tests.geo.sketch import kerb, sketch

CHAIR = get_profile("manual_wheelchair")
SHARES = st.sampled_from([0.0, 0.2, 0.5, 1.0])


def place(network: Network, segment: int, share: float) -> Snap:
    lon, lat = network.node_lonlat[network.tail[segment]]
    spot = float(lon), float(lat)
    return Snap(spot, spot, 0.0, segment, share)


def drawn(town: Sketch) -> tuple[Network, Weights]:
    """Draw a network in which closed segments have a high kerb."""
    pairs = zip(town.tail.tolist(), town.head.tolist(), strict=True)
    lengths = town.weights[::2] % 97 + 1.0
    network = sketch(town.nodes, list(pairs), length_m=lengths.tolist())
    shut = np.flatnonzero(town.weights[::2] == CLOSED).tolist()
    barriers = [kerb(f"k{segment}", network, segment) for segment in shut]
    costs = edge_costs(network, CHAIR, Policy.OPEN, barriers)
    return network, Weights(Parts(network, costs), closed=True)


@given(sketches().filter(lambda s: len(s.tail) > 0), st.data())
@settings(max_examples=200)
def test_the_best_of_all_pairs_of_ends_is_found(
    town: Sketch, data: st.DataObject
) -> None:
    network, weights = drawn(town)
    segment = st.integers(0, network.segments - 1)
    one = place(network, data.draw(segment), data.draw(SHARES))
    other = place(network, data.draw(segment), data.draw(SHARES))
    whole = weights.parts.whole.weights_ms
    table = distances(town, whole)

    found = find_route(network, weights, one, other)

    best, _ = stay(network, weights, one, other)
    for start in list_exits(network, weights, one, reverse=False):
        for end in list_exits(network, weights, other, reverse=True):
            between = table[start.node, end.node]
            if between < CLOSED:
                best = min(best, start.weight + between / 1000 + end.weight)
    assert (found is None) == (not np.isfinite(best))
    if found is not None:
        assert sum(map(weights.of, found)) == pytest.approx(best, abs=0.02)
        check_joined(network, found)


def check_joined(network: Network, pieces: list[Piece]) -> None:
    """Each piece begins where the one before ends; only the ends are parts."""
    leave, enter = edge_ends(network)
    for before, after in pairwise(pieces):
        assert enter[before.edge] == leave[after.edge]
        assert before.end == 1
        assert after.start == 0


def test_own_weights_are_searched_instead_of_the_judgement() -> None:
    network = sketch(3, [(0, 1), (1, 2), (0, 2)], length_m=[10, 10, 50])
    costs = edge_costs(network, CHAIR, Policy.OPEN, ())
    usual = Weights(Parts(network, costs), closed=True)
    longer = Weights(Parts(network, costs), closed=True)
    longer.by_share = np.array([9.0, 9.0, 9.0, 9.0, 1.0, 1.0])
    ends = place(network, 0, 0.0), place(network, 1, 1.0)

    first = find_route(network, usual, *ends)
    second = find_route(network, longer, *ends)

    assert [piece.edge for piece in first or []] == [0, 2]
    assert [piece.edge for piece in second or []] == [4]


def test_refused_edges_are_open_to_who_asks_for_them() -> None:
    network = sketch(2, [(0, 1)])
    shut = [kerb("k", network, 0)]
    costs = edge_costs(network, CHAIR, Policy.OPEN, shut)
    parts = Parts(network, costs)
    ends = place(network, 0, 0.0), place(network, 0, 1.0)

    closed = find_route(network, Weights(parts, closed=True), *ends)
    opened = find_route(network, Weights(parts, closed=False), *ends)

    assert closed is None
    assert [piece.edge for piece in opened or []] == [0]
