"""Compiles the kernels of measures once; they are kept on disk."""

from __future__ import annotations

import numpy as np

from geo.answer import Policy
from geo.cut import build_passage
from geo.engine.hierarchy import build_hierarchy
from geo.engine.order import find_order
from geo.measure.sidewalk import Streets, sidewalk_reach
from geo.measure.town import count_town
from geo.measure.trips import Supply, build_walks
from geo.network import Network
from geo.passage import Sites, build_homes
from geo.pricing import ProfilePrice
from geo.profile import get_profile


def compile_measures(network: Network) -> None:
    """Count one place that homes reach, and metres of street.

    Parameters
    ----------
    network : Network
    """
    price = ProfilePrice(get_profile("walker"), Policy.OPEN)
    passage = build_passage(network, (), price)
    order = find_order(network.tail, network.head, network.node_lonlat)
    hierarchy = build_hierarchy(network.tail, network.head, order)
    (walk,) = build_walks(network, hierarchy, [passage])
    door = Sites(np.zeros(1, dtype=np.int32), np.full(1, 0.5))
    supply = Supply(door, np.zeros(1, dtype=np.int32), np.ones((1, 1)))
    count_town(walk, build_homes(network), supply, limits_s=(600.0,))
    ways = walk.metric.weights.reshape(-1, 2).T.copy()
    streets = Streets(network.tail, network.head, network.length_m, ways[0], ways[1])
    spent = np.zeros((network.nodes, 1), dtype=np.int32)
    sidewalk_reach(spent, streets, limit_s=600.0)
