"""Who gets to one of several places and back again, in time."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.network import Floats
from geo.passage import Flags, Labels
from geo.stretch import Arcs

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


def path_edges(arcs: Arcs, *, start: int, targets: Labels) -> list[int]:
    """Give the directed edges of the fastest path to the nearest of some vertices.

    Parameters
    ----------
    arcs : Arcs
    start : int
        Vertex.
    targets : array
        Vertices; the first reached counts.

    Returns
    -------
    list of int
        In order, each once in a row; empty where none is reached.
    """
    graph = arcs.matrix()
    times, before = dijkstra(graph, indices=start, return_predecessors=True)
    near = targets[np.argsort(times[targets], kind="stable")]
    if not len(near) or not np.isfinite(times[near[0]]):
        return []
    vertices = [int(near[0])]
    while vertices[-1] != start:
        vertices.append(int(before[vertices[-1]]))
    vertices.reverse()
    return _edges_between(arcs, vertices)


def _edges_between(arcs: Arcs, vertices: list[int]) -> list[int]:
    edges: list[int] = []
    for start, end in pairwise(vertices):
        between = np.flatnonzero((arcs.start == start) & (arcs.end == end))
        fastest = between[np.argmin(arcs.seconds[between])]
        edge = int(arcs.edge[fastest])
        if not edges or edges[-1] != edge:
            edges.append(edge)
    return edges
