"""Who gets to one of several places and back again, in time."""

from __future__ import annotations

from itertools import groupby, pairwise, starmap
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.network import Floats
from geo.passage import Flags, Labels
from geo.stretch import Arcs

NOWHERE: Final = -9999
"""What scipy calls the vertex before a source."""
CHUNK: Final = 16
"""Places per search: 16 trees of 100,000 vertices are 13 MB."""


def has_round_trip(
    graph: csr_array, origins: Labels, targets: Labels, *, limit_s: float
) -> Flags:
    """Tell from where one of the targets is there and back in time.

    Parameters
    ----------
    graph : sparse array
        Seconds between vertices, see ``Arcs.matrix``.
    origins : array, shape (k,)
        Vertices to ask for.
    targets : array, shape (t,)
        Vertices of the places.
    limit_s : float
        Seconds allowed out, and again back.

    Returns
    -------
    array of bool, shape (k,)
        The same target serves out and back.

    Notes
    -----
    Two searches settle nearly all: where the nearest target out is the nearest back,
    it is a round trip. Only the others are searched target by target.
    """
    unique = np.unique(targets)
    if not len(unique):
        return np.zeros(len(origins), dtype=bool)
    reverse = graph.T.tocsr()
    there, first = _nearest(reverse, unique, limit_s)
    back, last = _nearest(graph, unique, limit_s)
    first, last = first[origins], last[origins]
    possible = np.isfinite(there[origins]) & np.isfinite(back[origins])
    found: Flags = possible & (first == last)
    doubtful = possible & ~found
    likely = np.concatenate([first[doubtful], last[doubtful], unique])
    order = unique[np.argsort(_rank(likely, unique))]
    for start in range(0, len(order), CHUNK):
        if not (doubtful & ~found).any():
            break
        some = order[start : start + CHUNK]
        out = dijkstra(reverse, indices=some, limit=limit_s)[:, origins]
        home = dijkstra(graph, indices=some, limit=limit_s)[:, origins]
        found |= (np.isfinite(out) & np.isfinite(home)).any(axis=0)
    return found


def _nearest(
    graph: csr_array, targets: Labels, limit_s: float
) -> tuple[Floats, Labels]:
    times, _, source = dijkstra(
        graph,
        indices=targets,
        min_only=True,
        limit=limit_s,
        return_predecessors=True,
    )
    return times, source


def _rank(likely: Labels, unique: Labels) -> Labels:
    """Order the targets by how often one is the nearest, most often first."""
    return -np.bincount(np.searchsorted(unique, likely), minlength=len(unique))


class NearestPaths:
    """The fastest paths from everywhere to the nearest of some vertices.

    Parameters
    ----------
    arcs : Arcs
    targets : array
        Vertices; the nearest one in time counts.
    """

    def __init__(self, arcs: Arcs, targets: Labels) -> None:
        self._arcs = arcs
        order = np.lexsort((arcs.seconds, arcs.end, arcs.start))
        self._order = order
        self._keys = (arcs.start * arcs.vertices + arcs.end)[order]
        reverse = arcs.matrix().T.tocsr()
        if not len(targets):
            self._next = np.full(arcs.vertices, NOWHERE)
            self._times = np.full(arcs.vertices, np.inf)
            return
        times, following, _ = dijkstra(
            reverse, indices=targets, min_only=True, return_predecessors=True
        )
        self._times, self._next = times, following

    def edges(self, start: int) -> list[int]:
        """Give the directed edges of a path, each once in a row.

        Parameters
        ----------
        start : int
            Vertex.

        Returns
        -------
        list of int
            In order; empty where no target is reached or the start is one.
        """
        if not np.isfinite(self._times[start]):
            return []
        vertices = [start]
        while self._next[vertices[-1]] >= 0:
            vertices.append(int(self._next[vertices[-1]]))
        return [edge for edge, _ in groupby(starmap(self._edge, pairwise(vertices)))]

    def _edge(self, start: int, end: int) -> int:
        # Arcs are sorted by time within a pair: the first one is the fastest.
        place = np.searchsorted(self._keys, start * self._arcs.vertices + end)
        return int(self._arcs.edge[self._order[place]])
