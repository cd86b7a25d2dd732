"""Properties of towns with sidewalks, drawn at random on a small grid."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import csgraph_from_dense, dijkstra

from geo.anchor import node_of
from geo.carriageway import crossing_share, is_crossing
from geo.network import Network
from tests.town import Street, at, draw

CROSSING_M = 1000.0
"""What a crossing weighs here, as metres: nobody overlooks it."""
GRID = {f"{x}{y}": at(100.0 * x, 100.0 * y) for x, y in product(range(3), repeat=2)}
PAIRS = [
    *((f"{x}{y}", f"{x + 1}{y}") for x, y in product(range(2), range(3))),
    *((f"{x}{y}", f"{x}{y + 1}") for x, y in product(range(3), range(2))),
]
KINDS = st.tuples(
    st.sampled_from(["residential", "service", "footway"]),
    st.sampled_from(["both", "left", "right", "unknown", "no"]),
)


def way(pair: tuple[str, ...], kind: tuple[str, str]) -> Street:
    return Street("-".join(pair), pair, kind[0], sidewalks=kind[1])


def distances(network: Network) -> dict[tuple[str, str], float]:
    """Give the weight of the way between each two nodes, by their keys."""
    weight = network.length_m + CROSSING_M * crossing_share(network)
    least = np.full((network.nodes, network.nodes), np.inf)
    np.minimum.at(least, (network.tail, network.head), weight)
    found = dijkstra(csgraph_from_dense(least, null_value=np.inf), directed=False)
    keys = list(network.node_key)
    return {
        (one, two): float(found[i, j])
        for i, one in enumerate(keys)
        for j, two in enumerate(keys)
    }


@st.composite
def towns(make: st.DrawFn) -> list[Street]:
    """Draw some streets of the grid, each with or without sidewalks."""
    pairs = make(st.lists(st.sampled_from(PAIRS), min_size=1, unique=True))
    return [way(pair, make(KINDS)) for pair in sorted(pairs)]


@given(towns(), st.data())
def test_o59_cutting_a_street_at_a_plain_node_changes_no_way(
    streets: list[Street], data: st.DataObject
) -> None:
    cut = data.draw(st.sampled_from(streets))
    (x1, y1), (x2, y2) = (GRID[node] for node in cut.nodes)
    nodes = {**GRID, "cut": ((x1 + x2) / 2, (y1 + y2) / 2)}
    kind = (cut.highway, cut.sidewalks)
    pieces = [way((cut.nodes[0], "cut"), kind), way(("cut", cut.nodes[1]), kind)]
    rest = [street for street in streets if street is not cut]

    whole = distances(draw(streets, nodes=nodes, node_facts={}))
    parted = distances(draw([*rest, *pieces], nodes=nodes, node_facts={}))

    kept = {k: v for k, v in parted.items() if not any(n.startswith("cut") for n in k)}
    assert kept == pytest.approx(whole, rel=1e-6)


@given(towns())
def test_every_way_of_a_town_stays_joined(streets: list[Street]) -> None:
    plain = [way(street.nodes, (street.highway, "unknown")) for street in streets]
    before = distances(draw(plain, nodes=GRID, node_facts={}))
    after = distances(draw(streets, nodes=GRID, node_facts={}))

    for (one, two), weight in after.items():
        joined = np.isfinite(before[node_of(one), node_of(two)])
        assert np.isfinite(weight) == joined


@given(towns())
def test_crossings_lie_only_between_corners_of_one_junction(
    streets: list[Street],
) -> None:
    network = draw(streets, nodes=GRID, node_facts={})

    for segment in np.flatnonzero(is_crossing(network)).tolist():
        ends = network.tail[segment], network.head[segment]
        one, two = (network.node_key[end] for end in ends)
        assert node_of(one) == node_of(two)
        assert one != two


@given(towns())
def test_lines_run_from_node_to_node_and_lengths_are_those_of_the_streets(
    streets: list[Street],
) -> None:
    network = draw(streets, nodes=GRID, node_facts={})

    for segment in range(network.segments):
        line = network.line(segment)
        assert tuple(line[0]) == tuple(network.node_lonlat[network.tail[segment]])
        assert tuple(line[-1]) == tuple(network.node_lonlat[network.head[segment]])
    own = network.length_m[~is_crossing(network)]
    assert own == pytest.approx(np.full(len(own), 100.0), rel=0.01)
