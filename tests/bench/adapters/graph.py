"""What the adapters of graph libraries share; costs are whole milliseconds."""

import time

import numpy as np

CLOSED = 1 << 30


class Graph:
    """A network as arrays of directed edges.

    Subclasses say how they build from weights, and how they search.
    """

    def load(self, path):
        """Read the arrays and build once."""
        with np.load(path) as kept:
            self.tail, self.head = kept["tail"], kept["head"]
            self.x, self.y = kept["x"], kept["y"]
            weights = kept["weights"]
        self.nodes = len(self.x)
        begun = time.perf_counter()
        self.prepare()
        self.weigh(weights)
        return {"seconds": [time.perf_counter() - begun]}

    def prepare(self):
        """Do what does not depend on the weights."""

    def reweigh(self, path):
        """Take other weights."""
        self.weigh(np.load(path))

    def routes(self, pairs):
        """Find the way between some pairs of nodes, one by one."""
        times, costs = [], []
        for source, target in pairs:
            begun = time.perf_counter()
            cost = self.route(source, target)
            times.append(time.perf_counter() - begun)
            costs.append(cost)
        return {"seconds": times, "costs": costs}

    def new_weights(self, paths, pairs):
        """Take weights that were never seen, and find one way; for each pair."""
        rows = [np.load(path) for path in paths]
        times, costs = [], []
        for weights, (source, target) in zip(rows, pairs, strict=True):
            begun = time.perf_counter()
            self.weigh(weights)
            cost = self.route(source, target)
            times.append(time.perf_counter() - begun)
            costs.append(cost)
        return {"seconds": times, "costs": costs}

    def trees(self, sources, out):
        """Measure the way from some nodes to all, one by one; keep the last."""
        times = []
        for source in sources:
            begun = time.perf_counter()
            found = self.tree(source)
            times.append(time.perf_counter() - begun)
        np.save(out, self.as_array(found))
        return {"seconds": times}

    def as_array(self, found):
        """Give distances to all nodes as an array, infinite where there is no way."""
        return np.asarray(found, dtype=float)

    def matrix(self, sources, targets, out):
        """Measure the ways from some nodes to others, all with all."""
        begun = time.perf_counter()
        found = self.table(np.asarray(sources), np.asarray(targets))
        taken = time.perf_counter() - begun
        np.save(out, np.asarray(found, dtype=float))
        return {"seconds": [taken]}

    def open_edges(self, weights):
        """Give the open edges, of parallel ones the lightest: tail, head, weight."""
        index = np.flatnonzero(weights < CLOSED)
        tail, head, own = self.tail[index], self.head[index], weights[index]
        order = np.lexsort((own, head, tail))
        tail, head, own = tail[order], head[order], own[order]
        first = np.ones(len(order), bool)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        return tail[first], head[first], own[first]


def finite(cost):
    """Give a cost as a whole number, nothing where there is no way."""
    return None if cost is None or not cost < CLOSED else round(float(cost))
