"""pyroutingkit: RoutingKit's customizable contraction hierarchies."""

import time

import numpy as np
import pyroutingkit
from graph import CLOSED, Graph, finite


class Adapter(Graph):
    """One hierarchy, customized for every set of weights."""

    def prepare(self):
        """Order and contract."""
        topology = pyroutingkit.CCHTopology()
        topology.build(
            self.tail.astype(np.uint32),
            self.head.astype(np.uint32),
            self.y.astype(np.float32),
            self.x.astype(np.float32),
            self.nodes,
        )
        self.metric = pyroutingkit.CCHMetric(topology)

    def weigh(self, weights):
        """Customize."""
        never = pyroutingkit.INF_WEIGHT
        self.metric.customize(np.where(weights >= CLOSED, never, weights).astype("u4"))

    def route(self, source, target):
        """Find one way."""
        return finite(self.metric.query(source, target)[0])

    def table(self, sources, targets):
        """Measure all with all."""
        found = self.metric.distances_many_to_many(
            sources.astype(np.uint32), targets.astype(np.uint32)
        )
        return np.where(found >= CLOSED, np.inf, found)

    def close(self, pairs, edges, reopened):
        """Close one segment, find one way, open it again; for each pair."""
        times, costs = [], []
        for (source, target), arcs, weights in zip(pairs, edges, reopened, strict=True):
            shut = np.full(len(arcs), pyroutingkit.INF_WEIGHT, np.uint32)
            begun = time.perf_counter()
            self.metric.update_weights(np.array(arcs, np.uint32), shut)
            cost = self.route(source, target)
            times.append(time.perf_counter() - begun)
            costs.append(cost)
            back = np.where(np.array(weights) >= CLOSED, shut, weights)
            self.metric.update_weights(np.array(arcs, np.uint32), back.astype("u4"))
        return {"seconds": times, "costs": costs}
