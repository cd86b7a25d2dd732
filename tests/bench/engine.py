"""Our own engine, as the bench asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from geo.answer import Policy
from geo.cost import edge_costs
from geo.engine.arc import CLOSED, Weights
from geo.engine.finder import find_lazily
from geo.engine.hierarchy import Hierarchy, build_hierarchy
from geo.engine.matrix import measure_matrix
from geo.engine.metric import Metric, build_metric, update_metric
from geo.engine.order import find_order
from geo.engine.query import Searcher, Seeds
from geo.engine.sweep import reach_all, reach_groups
from geo.network import Network
from geo.profile import Profile

THREADS: Final = 2

Pair = tuple[int, int]


def _at(node: int) -> Seeds:
    return Seeds.of([(node, 0)])


@dataclass(frozen=True, eq=False)
class Engine:
    """A hierarchy with the metric of one person."""

    network: Network
    weights: Weights

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """The hierarchy of the network."""
        network = self.network
        order = find_order(network.tail, network.head, network.node_lonlat)
        return build_hierarchy(network.tail, network.head, order)

    @cached_property
    def metric(self) -> Metric:
        """The metric of the person."""
        return build_metric(self.hierarchy, self.weights)

    @cached_property
    def searcher(self) -> Searcher:
        """Finds ways."""
        return Searcher(self.hierarchy)

    def route(self, source: int, target: int) -> int | None:
        """Find one way with its edges; gives its cost."""
        found = self.searcher.find(self.metric, _at(source), _at(target))
        return None if found is None else found.cost

    def tree(self, source: int) -> Weights:
        """Measure the ways to all."""
        return reach_all(self.metric, _at(source))

    def trees(self, sources: Sequence[int]) -> Weights:
        """Measure the ways from several nodes to all, together."""
        seeds = [_at(source) for source in sources]
        return reach_groups(self.metric, seeds, threads=THREADS)

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> Weights:
        """Measure all with all."""
        ends = (np.array(nodes, dtype=np.int32) for nodes in (sources, targets))
        return measure_matrix(self.metric, *ends, threads=THREADS)

    def close(self, segment: int) -> None:
        """Let nobody through a segment."""
        self._set(segment, np.full(2, CLOSED, dtype=np.int32))

    def reopen(self, segment: int) -> None:
        """Let through again whoever got through before."""
        self._set(segment, self.weights[2 * segment : 2 * segment + 2])

    def _set(self, segment: int, weights: Weights) -> None:
        edges = np.array([2 * segment, 2 * segment + 1], dtype=np.int32)
        update_metric(self.metric, edges, weights)


def find_for(network: Network, profile: Profile, pair: Pair) -> int | None:
    """Find the way of a person never seen before, from limits to edges."""
    costs = edge_costs(network, profile, Policy.CAUTIOUS, ())
    found = find_lazily(costs, _at(pair[0]), _at(pair[1]))
    return None if found is None else found.cost
