"""Segments cut at the sites along them, and the arcs that somebody can pass.

The sites of a segment cut it into *stretches*, so that out and back are exact however
people are placed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from geo.network import Floats, Network
from geo.passage import Flags, Labels, Passage, Sites

LEAST_S: Final = 1e-6
"""A sparse graph drops arcs of zero seconds."""
BEFORE: Final = -0.25
AFTER: Final = 1.25
"""Ends of a segment, beyond every position on it, so that a cut at an end counts."""


@dataclass(frozen=True)
class Stretches:
    """Pieces of segments between neighbouring sites and ends.

    Vertices ``0 … n-1`` are the nodes of the network, ``n + i`` is site ``i``.

    Attributes
    ----------
    first, last : array, shape (p,)
        Vertices at both ends, in forward direction.
    segment : array, shape (p,)
    low, high : array, shape (p,)
        Positions of the ends; ``BEFORE`` and ``AFTER`` for nodes.
    vertices : int
        Nodes and sites together.
    """

    first: Labels
    last: Labels
    segment: Labels
    low: Floats
    high: Floats
    vertices: int

    def share(self) -> Floats:
        """Give the share of the segment that each piece covers."""
        return np.clip(self.high, 0, 1) - np.clip(self.low, 0, 1)


def build_stretches(network: Network, sites: Sites) -> Stretches:
    """Cut every segment at its sites.

    Parameters
    ----------
    network : Network
    sites : Sites

    Returns
    -------
    Stretches
        In order of segment and position.
    """
    m, k = network.segments, len(sites)
    ends = np.arange(m)
    segment = np.concatenate([ends, sites.segment, ends]).astype(np.int64)
    place = np.concatenate([np.full(m, BEFORE), sites.fraction, np.full(m, AFTER)])
    vertex = np.concatenate([network.tail, network.nodes + np.arange(k), network.head])
    order = np.lexsort((np.arange(len(place)), place, segment))
    segment, place, vertex = segment[order], place[order], vertex[order]
    here = np.flatnonzero(segment[1:] == segment[:-1])
    return Stretches(
        first=vertex[here].astype(np.int64),
        last=vertex[here + 1].astype(np.int64),
        segment=segment[here],
        low=place[here],
        high=place[here + 1],
        vertices=network.nodes + k,
    )


def open_stretches(pieces: Stretches, passage: Passage) -> tuple[Flags, Flags]:
    """Tell which pieces can be passed forward and backward.

    Parameters
    ----------
    pieces : Stretches
    passage : Passage

    Returns
    -------
    tuple of array of bool, shape (p,)
        Forward and backward.
    """
    keys = passage.cuts.keys()
    base = 2.0 * pieces.segment
    cut = np.searchsorted(keys, base + pieces.high) > np.searchsorted(
        keys, base + pieces.low
    )
    known = np.isin(pieces.segment, passage.cuts.segment)
    partial = known & ~cut
    forward, backward = 2 * pieces.segment, 2 * pieces.segment + 1
    return (
        passage.usable[forward] | (partial & passage.bare[forward]),
        passage.usable[backward] | (partial & passage.bare[backward]),
    )


@dataclass(frozen=True)
class Arcs:
    """Directed arcs between vertices, with time and the edge they lie on."""

    start: Labels
    end: Labels
    seconds: Floats
    edge: Labels
    vertices: int

    def matrix(self) -> csr_array:
        """Give the fastest arc between each two vertices as a sparse graph."""
        order = np.lexsort((self.seconds, self.end, self.start))
        start, end = self.start[order], self.end[order]
        new = np.ones(len(order), dtype=bool)
        new[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
        kept = order[new]
        entries = (self.seconds[kept], (self.start[kept], self.end[kept]))
        return coo_array(entries, shape=(self.vertices, self.vertices)).tocsr()

    def labels(self) -> Labels:
        """Give the strongly connected component of each vertex: out and back."""
        ones = np.ones(len(self.start), dtype=np.int8)
        shape = (self.vertices, self.vertices)
        graph = coo_array((ones, (self.start, self.end)), shape=shape).tocsr()
        found = connected_components(graph, directed=True, connection="strong")
        return np.asarray(found[1], dtype=np.int64)


def build_arcs(pieces: Stretches, passage: Passage) -> Arcs:
    """Lay out the arcs that this person can pass.

    Parameters
    ----------
    pieces : Stretches
    passage : Passage

    Returns
    -------
    Arcs
    """
    forward, backward = open_stretches(pieces, passage)
    share = pieces.share()
    edge = np.concatenate(
        [2 * pieces.segment[forward], 2 * pieces.segment[backward] + 1]
    )
    part = np.concatenate([share[forward], share[backward]])
    return Arcs(
        start=np.concatenate([pieces.first[forward], pieces.last[backward]]),
        end=np.concatenate([pieces.last[forward], pieces.first[backward]]),
        seconds=np.maximum(passage.seconds[edge] * part, LEAST_S),
        edge=edge,
        vertices=pieces.vertices,
    )
