"""Islands: parts of the network that a person cannot reach and leave again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.network import Floats, Network
from geo.passage import Flags, Labels
from geo.stretch import Arcs

LEAST_NODES: Final = 2
LEAST_M: Final = 30.0
"""Shorter than this and without residents, a part is a stub, not an island."""


@dataclass(frozen=True)
class Block:
    """A directed edge at the shore of an island that this person cannot pass.

    Attributes
    ----------
    edge : int
    leaves : bool
        Whether it leads out of the island; else into it.
    one_way : bool
        Whether the same segment can be passed in the other direction.
    """

    edge: int
    leaves: bool
    one_way: bool


@dataclass(frozen=True)
class Island:
    """A strongly connected part besides the main one.

    Attributes
    ----------
    nodes : tuple of int
        Nodes of the network.
    segments : tuple of int
        Segments between its nodes that can be passed there or back.
    homes : tuple of int
        Segments whose residents live on it, or beyond its shore.
    length_m : float
        Of ``segments``.
    residents : float
        People of ``homes``.
    blocks : tuple of Block
        What cuts it off, only where an unimpeded walker passes.
    also_walker : bool
        Whether it is cut off from the walker's main part too.
    """

    nodes: tuple[int, ...]
    segments: tuple[int, ...]
    homes: tuple[int, ...]
    length_m: float
    residents: float
    blocks: tuple[Block, ...]
    also_walker: bool


@dataclass(frozen=True)
class Parts:
    """The strongly connected components of a network for one person.

    Attributes
    ----------
    labels : array, shape (n,)
        Component of each node.
    length_m, residents : array, shape (components,)
    main : int
        The component with most residents, else with most length.
    home : array, shape (m,)
        Component of those who live on each segment; see ``find_parts``.
    inside : array, shape (m,)
        Component of the segment itself; -1 where it cannot be passed or leads from
        one component to another.
    """

    labels: Labels
    length_m: Floats
    residents: Floats
    main: int
    home: Labels
    inside: Labels


def node_labels(network: Network, usable: Flags) -> Labels:
    """Find the strongly connected components of the usable directed network.

    Parameters
    ----------
    network : Network
    usable : array of bool, shape (2m,)

    Returns
    -------
    array, shape (n,)
        Same number: out and back is possible.
    """
    forward, backward = usable[0::2], usable[1::2]
    start = np.concatenate([network.tail[forward], network.head[backward]])
    end = np.concatenate([network.head[forward], network.tail[backward]])
    nothing = np.zeros(len(start))
    return Arcs(start, end, nothing, nothing.astype(int), network.nodes).labels()


def find_parts(network: Network, usable: Flags) -> Parts:
    """Find the components, their main one and who lives on which.

    Parameters
    ----------
    network : Network
    usable : array of bool, shape (2m,)

    Returns
    -------
    Parts

    Notes
    -----
    Residents of a segment that cannot be passed out and back are counted beyond the
    shore: on the component that is not the main one.
    """
    labels = node_labels(network, usable)
    count = int(labels.max(initial=-1)) + 1
    tail, head = labels[network.tail], labels[network.head]
    passed = usable[0::2] | usable[1::2]
    inside = np.where(passed & (tail == head), tail, -1)
    length = _total(inside, network.length_m, count)
    people = np.nan_to_num(network.residents)
    main = _largest(_total(inside, people, count), length)
    home = np.where(inside >= 0, inside, np.where(tail == main, head, tail))
    residents = _total(home, people, count)
    return Parts(labels, length, residents, main, home, inside)


def _total(group: Labels, amount: Floats, count: int) -> Floats:
    held = group >= 0
    total = np.bincount(group[held], weights=amount[held], minlength=count)
    return np.asarray(total, dtype=np.float64)


def _largest(residents: Floats, length: Floats) -> int:
    if not len(length):
        return -1
    return int(np.lexsort((length, residents))[-1])


def find_islands(network: Network, *, usable: Flags, walker: Flags) -> list[Island]:
    """List the islands of a person.

    Parameters
    ----------
    network : Network
    usable : array of bool, shape (2m,)
        Directed edges that this person can pass.
    walker : array of bool, shape (2m,)
        Those that an unimpeded walker can pass.

    Returns
    -------
    list of Island
        Most residents first, then the longest.
    """
    parts, theirs = find_parts(network, usable), find_parts(network, walker)
    chosen = _chosen(parts)
    members = _group(parts.labels, chosen)
    inner, homes = _group(parts.inside, chosen), _group(parts.home, chosen)
    shore = _shore(network, parts, usable=usable, walker=walker)
    found = [
        Island(
            nodes=tuple(members[label]),
            segments=tuple(inner.get(label, ())),
            homes=tuple(homes.get(label, ())),
            length_m=float(parts.length_m[label]),
            residents=float(parts.residents[label]),
            blocks=tuple(shore.get(label, ())),
            also_walker=bool(np.all(theirs.labels[members[label]] != theirs.main)),
        )
        for label in chosen
    ]
    return sorted(found, key=lambda i: (-i.residents, -i.length_m, i.nodes))


def _chosen(parts: Parts) -> list[int]:
    sizes = np.bincount(parts.labels, minlength=len(parts.length_m))
    wanted = (
        (sizes >= LEAST_NODES) | (parts.length_m >= LEAST_M) | (parts.residents > 0)
    )
    return [int(label) for label in np.flatnonzero(wanted) if label != parts.main]


def _group(labels: Labels, wanted: list[int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for index in np.flatnonzero(np.isin(labels, wanted)).tolist():
        groups.setdefault(int(labels[index]), []).append(index)
    return groups


def _shore(
    network: Network, parts: Parts, *, usable: Flags, walker: Flags
) -> dict[int, list[Block]]:
    tail, head = parts.labels[network.tail], parts.labels[network.head]
    start = np.column_stack([tail, head]).ravel()
    end = np.column_stack([head, tail]).ravel()
    other = usable.reshape(-1, 2)[:, ::-1].ravel()
    found: dict[int, list[Block]] = {}
    for edge in np.flatnonzero((start != end) & ~usable & walker).tolist():
        for label, leaves in ((start[edge], True), (end[edge], False)):
            block = Block(edge, leaves=leaves, one_way=bool(other[edge]))
            found.setdefault(int(label), []).append(block)
    return found
