"""networkx: a graph of dictionaries, made anew for every set of weights."""

import networkx as nx
import numpy as np
from graph import Graph, finite


class Adapter(Graph):
    """Bidirectional Dijkstra."""

    def weigh(self, weights):
        """Build the graph."""
        tail, head, own = self.open_edges(weights)
        self.web = nx.DiGraph()
        self.web.add_nodes_from(range(self.nodes))
        rows = zip(tail.tolist(), head.tolist(), own.tolist(), strict=True)
        self.web.add_weighted_edges_from(rows)

    def route(self, source, target):
        """Find one way."""
        try:
            return finite(nx.bidirectional_dijkstra(self.web, source, target)[0])
        except nx.NetworkXNoPath:
            return None

    def tree(self, source):
        """Measure the ways to all."""
        return nx.single_source_dijkstra_path_length(self.web, source)

    def as_array(self, found):
        """Turn a dictionary into an array."""
        array = np.full(self.nodes, np.inf)
        array[list(found)] = list(found.values())
        return array
