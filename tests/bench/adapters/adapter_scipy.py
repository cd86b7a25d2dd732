"""scipy.sparse.csgraph."""

from graph import Graph, finite
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra


class Adapter(Graph):
    """Dijkstra over a sparse matrix."""

    def weigh(self, weights):
        """Make the matrix."""
        tail, head, own = self.open_edges(weights)
        shape = (self.nodes, self.nodes)
        self.web = csr_matrix((own.astype(float), (tail, head)), shape=shape)

    def route(self, source, target):
        """Measure one way."""
        return finite(dijkstra(self.web, indices=source)[target])

    def tree(self, source):
        """Measure the ways to all."""
        return dijkstra(self.web, indices=source)

    def table(self, sources, targets):
        """Search backward from the fewer targets."""
        return dijkstra(self.web.T.tocsr(), indices=targets)[:, sources].T
