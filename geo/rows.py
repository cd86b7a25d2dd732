"""What a network is compiled from: ways, nodes, edges and what is known of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np

from geo.network import Floats, Ints, WayInfo
from geo.observation import Observation, resolve

Known = dict[tuple[str, str], Observation]
"""(attribute, side) → the observation that is used."""


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way as it is stored."""

    info: WayInfo
    oneway: int
    sidewalks: str
    node_keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as it is stored; height and its error in metres."""

    key: str
    lonlat: tuple[float, float]
    height_m: float = math.nan
    sigma_m: float = math.nan
    height_source: str = ""


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A piece of a way as it is stored: indices of way and nodes, vertices, line."""

    way: int
    tail: int
    head: int
    vertices: tuple[int, int]
    length_m: float
    line: Floats


@dataclass(frozen=True)
class Edges:
    """Pieces of ways, column by column, in order of way and sequence.

    Attributes
    ----------
    way, tail, head : array, shape (e,)
        Indices of the way and of the nodes at both ends.
    first, last : array, shape (e,)
        Vertices of the way that the edge runs over.
    length_m : array, shape (e,)
    coordinates : array, shape (k, 2)
        (lon, lat) of every edge, concatenated.
    pointer : array, shape (e + 1,)
        Edge ``i`` owns ``coordinates[pointer[i]:pointer[i + 1]]``.
    """

    way: Ints
    tail: Ints
    head: Ints
    first: Ints
    last: Ints
    length_m: Floats
    coordinates: Floats
    pointer: Ints

    def __len__(self) -> int:
        """How many edges there are."""
        return len(self.way)

    def line(self, edge: int) -> Floats:
        """Give the (lon, lat) points of an edge."""
        return self.coordinates[self.pointer[edge] : self.pointer[edge + 1]]


@dataclass(frozen=True)
class Rows:
    """All that a network is compiled from; edges in order of way and sequence.

    ``crossings`` are keys of nodes at which a street is crossed, whatever is known of
    how; ``known`` may tell of more.
    """

    revision: int
    ways: Sequence[WayRow]
    nodes: Sequence[NodeRow]
    edges: Sequence[EdgeRow] | Edges
    known: dict[str, Known]
    crossings: frozenset[str] = frozenset()


def is_crossed(rows: Rows, key: str) -> bool:
    """Tell whether a node says that a street is crossed there."""
    word = rows.known.get(key, {}).get(("crossing", "both"))
    return word.value != "no" if word is not None else key in rows.crossings


def stack_edges(rows: Sequence[EdgeRow] | Edges) -> Edges:
    """Lay rows of edges out as columns."""
    if isinstance(rows, Edges):
        return rows
    lengths = [len(row.line) for row in rows]
    return Edges(
        way=np.array([row.way for row in rows], dtype=np.int32),
        tail=np.array([row.tail for row in rows], dtype=np.int32),
        head=np.array([row.head for row in rows], dtype=np.int32),
        first=np.array([row.vertices[0] for row in rows], dtype=np.int32),
        last=np.array([row.vertices[1] for row in rows], dtype=np.int32),
        length_m=np.array([row.length_m for row in rows], dtype=np.float64),
        coordinates=np.concatenate([np.zeros((0, 2)), *(row.line for row in rows)]),
        pointer=np.cumsum([0, *lengths], dtype=np.int32),
    )


def resolve_all(observations: Iterable[Observation]) -> dict[str, Known]:
    """Resolve observations that come grouped by subject, attribute and side.

    Returns
    -------
    dict
        Subject → what is used; subjects of which nothing is known are left out.
    """
    known: dict[str, Known] = {}
    grouped = groupby(observations, key=attrgetter("subject", "attribute", "side"))
    for (subject, attribute, side), group in grouped:
        best = resolve(group)
        if best is not None and best.value is not None:
            known.setdefault(subject, {})[attribute, str(side)] = best
    for said in known.values():
        _forget_words(said)
    return known


def _forget_words(known: Known) -> None:
    """Drop the word of a kerb whose height is known."""
    for attribute, side in list(known):
        if attribute == "kerb_height_m":
            known.pop(("kerb", side), None)
