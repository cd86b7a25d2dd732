"""Two real cities with tagged sidewalks: their junctions as corners."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.anchor import node_of
from geo.carriageway import crossing_share, is_crossing
from geo.network import Network
from importers.osm.routable import read_network

CITIES = {
    "porto-alegre/poa_osm.pbf": (4_000, 2_500),
    "heidelberg/heidelberg.test.osm.pbf": (3_000, 200),
}
FORBIDDEN = {"osm:n299867706", "osm:n299867768"}
"""Both ends of a street between two carriageways; the map has ``crossing=no`` there."""


@pytest.fixture(scope="module", params=sorted(CITIES))
def city(request: pytest.FixtureRequest, test_data: Path) -> tuple[str, Network]:
    return request.param, read_network(test_data / request.param).network


def test_sides_and_crossings_are_as_many_as_the_map_tells(
    city: tuple[str, Network],
) -> None:
    name, network = city
    sides, told = CITIES[name]
    corner = is_crossing(network) & (network.crosses >= 0)
    known = ~np.isnan(network.columns["crossing"])

    assert np.count_nonzero(network.side) > sides
    assert np.count_nonzero(corner & known) > told
    assert np.count_nonzero(corner & ~known) > told


def test_nobody_is_cut_off_at_a_corner(city: tuple[str, Network]) -> None:
    _, network = city
    ends = (network.tail, network.head)
    shape = (network.nodes, network.nodes)
    graph = coo_array((np.ones(network.segments), ends), shape=shape)
    labels = connected_components(graph, directed=False)[1].tolist()
    parts: dict[str, set[int]] = {}
    for key, label in zip(network.node_key, labels, strict=True):
        parts.setdefault(node_of(key), set()).add(label)

    assert {key for key, found in parts.items() if len(found) > 1} <= FORBIDDEN


def test_a_crossing_has_its_street_and_its_share(city: tuple[str, Network]) -> None:
    _, network = city
    share = crossing_share(network)
    crossing = is_crossing(network)

    assert set(share[~crossing].tolist()) == {0.0}
    assert (share[crossing] > 0).all()
    assert (share <= 1).all()
    assert np.mean(network.crosses[crossing] >= 0) > 0.98
