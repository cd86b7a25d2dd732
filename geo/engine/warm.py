"""Compiles the kernels of the engine once; they are kept on disk."""

from __future__ import annotations

import numpy as np

from geo.cost import Costs
from geo.engine.hierarchy import Hierarchy, build_hierarchy
from geo.engine.keep import Job, Keeper
from geo.engine.layer import build_layer, list_altered, weigh
from geo.engine.matrix import measure_matrix
from geo.engine.metric import build_metrics, update_metric
from geo.engine.nearest import find_nearest
from geo.engine.order import find_order
from geo.engine.query import Searcher, Seeds
from geo.engine.sweep import reach_all, reach_groups


def compile_all(costs: Costs) -> None:
    """Search a small network in every way.

    Parameters
    ----------
    costs : Costs
        Of anybody in any network of at least two nodes.
    """
    network = costs.facts.network
    order = find_order(network.tail, network.head, network.node_lonlat)
    hierarchy = build_hierarchy(network.tail, network.head, order)
    weights = costs.weights_ms
    metric, *_ = build_metrics(hierarchy, [weights, weights])
    arcs = np.arange(1, dtype=np.int32)
    update_metric(metric, arcs, weights[arcs] + np.int32(1))
    start, end = Seeds.of([(0, 0)]), Seeds.of([(network.nodes - 1, 0)])
    Searcher(hierarchy).measure(metric, start, end)
    reach_all(metric, start)
    reach_groups(metric, [start, end])
    measure_matrix(metric, start.nodes, end.nodes)
    find_nearest(network, weights, [start, end], count=1)
    layer = build_layer(costs.laid)
    segments = np.append(list_altered(layer, layer), np.int32(0))
    weigh(costs.laid, costs.needs, segments)
    _keep(hierarchy, costs)(costs, start, end)


def _keep(hierarchy: Hierarchy, costs: Costs) -> Keeper:
    def at_once(job: Job) -> None:
        job()

    keeper = Keeper(lambda: hierarchy, at_once)
    keeper.make([costs])
    return keeper
