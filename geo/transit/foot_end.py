"""Positions along segments, and the ends of these to which somebody gets from there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, MS_PER_S, Weights, to_weights
from geo.network import Floats, Ints, Network
from geo.part import Parts, Piece
from geo.passage import Flags, Sites
from geo.route import NEXT_TO_M
from geo.star import edge_ends
from geo.transit.foot_kernel import Links, Longs
from geo.transit.foot_piece import cost_pieces

NO_REST: Final = (0, 0, 0)


@dataclass(frozen=True, eq=False)
class Walk:
    """One person's own network, weighed edge by edge.

    Attributes
    ----------
    parts : Parts
        The person's costs, of whole edges and of parts of them.
    rank, spent : array of int32, shape (2m,)
        What a trip chooses by, and physical time, milliseconds; ``CLOSED`` where
        refused.
    dark : array of int32, shape (2m,)
        1 where something that matters is not known.
    """

    parts: Parts
    rank: Weights
    spent: Weights
    dark: Ints

    @property
    def network(self) -> Network:
        """The network on which it is."""
        return self.parts.network

    @property
    def usable(self) -> Flags:
        """Segments that the person can use in some direction, shape (m,)."""
        open_: Flags = np.any((self.rank < CLOSED).reshape(-1, 2), axis=1)
        return open_


def weigh_walk(parts: Parts) -> Walk:
    """Weigh all edges for one person.

    Parameters
    ----------
    parts : Parts
        Of the person and their policy: where it is strict, what is not known is
        refused.
    """
    costs = parts.whole
    refused = costs.refused != 0
    return Walk(
        parts,
        rank=to_weights(costs.weights),
        spent=to_weights(np.where(refused, np.inf, costs.seconds)),
        dark=(costs.doubtful != 0).astype(np.int32),
    )


@dataclass(frozen=True, eq=False)
class Stands:
    """Sites of things: one thing may have several, as on both sides of a street.

    Attributes
    ----------
    count : int
        How many things there are.
    thing : array, shape (s,)
        Whose site it is, in order.
    sites : Sites
    """

    count: int
    thing: Longs
    sites: Sites

    @cached_property
    def by_segment(self) -> tuple[Longs, Longs]:
        """The segments of the sites in order, and the rows in that order."""
        order = np.argsort(self.sites.segment, kind="stable")
        return self.sites.segment[order].astype(np.int64), order

    def on(self, segments: Ints) -> Stands:
        """Give those sites that are on some segments, in order of things."""
        sorted_, order = self.by_segment
        spans = [
            np.searchsorted(sorted_, [one, one + 1]) for one in np.unique(segments)
        ]
        rows = np.sort(np.concatenate([order[slice(*span)] for span in spans]))
        sites = Sites(self.sites.segment[rows], self.sites.fraction[rows])
        return Stands(self.count, self.thing[rows], sites)


@dataclass(frozen=True, eq=False)
class Costed:
    """Pieces of edges from one thing to another, or to a node: arrays, shape (p,)."""

    start: Longs
    to: Longs
    rank: Weights
    spent: Weights
    dark: Ints

    def links(self, count: int) -> Links:
        """Sort them by what they start from, of which there are so many."""
        order = np.lexsort((self.to, self.start))
        start = np.searchsorted(self.start[order], np.arange(count + 1))
        rank, spent = self.rank.astype(np.int64), self.spent.astype(np.int64)
        label = (rank << 32) | (spent << 1) | self.dark
        return Links(
            start.astype(np.int64), label[order], self.to[order].astype(np.int32)
        )

    def turned(self) -> Costed:
        """Give them by what they lead to."""
        return Costed(self.to, self.start, self.rank, self.spent, self.dark)


def list_ends(walk: Walk, stands: Stands, *, entering: bool) -> Costed:
    """List the ways between things and the nodes at the ends of their segments.

    Parameters
    ----------
    walk : Walk
    stands : Stands
    entering : bool
        Whether ways from the nodes to the things are asked for.

    Returns
    -------
    Costed
        From things to nodes, whichever way it is gone.
    """
    here, segment = stands.sites.fraction, stands.sites.segment.astype(np.int64)
    edge = np.concatenate([2 * segment, 2 * segment + 1])
    place = np.concatenate([here, 1 - here])
    low, high = (0 * place, place) if entering else (place, 0 * place + 1)
    found = _cost(walk, edge, low, high)
    thing = np.concatenate([stands.thing, stands.thing])
    ends = walk.network.tail[segment], walk.network.head[segment]
    node = np.concatenate(ends if entering else ends[::-1]).astype(np.int64)
    return _open(thing, node, found)


def list_beside(walk: Walk, stands: Stands, others: Stands) -> Costed:
    """List the ways between things on the same segment, along it.

    Parameters
    ----------
    walk : Walk
    stands, others : Stands
        From each of the first to each of the second.
    """
    sorted_, order = others.by_segment
    first = np.searchsorted(sorted_, stands.sites.segment, side="left")
    many = np.searchsorted(sorted_, stands.sites.segment, side="right") - first
    row = np.repeat(np.arange(len(many)), many)
    step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    other = order[first[row] + step]
    here, there = stands.sites.fraction[row], others.sites.fraction[other]
    back = there < here
    edge = 2 * stands.sites.segment[row].astype(np.int64) + back
    low, high = np.where(back, 1 - here, here), np.where(back, 1 - there, there)
    return _open(stands.thing[row], others.thing[other], _cost(walk, edge, low, high))


def list_arcs(walk: Walk, *, reverse: bool) -> Costed:
    """List the edges that are open, from node to node (the other way, if reversed)."""
    leave, enter = edge_ends(walk.network)
    near, far = (enter, leave) if reverse else (leave, enter)
    open_ = walk.rank < CLOSED
    return Costed(
        near[open_], far[open_], walk.rank[open_], walk.spent[open_], walk.dark[open_]
    )


def _open(start: Longs, to: Longs, found: tuple[Floats, Floats, Ints]) -> Costed:
    rank, spent, dark = found
    open_ = np.isfinite(rank)
    return Costed(
        start[open_], to[open_], _ms(rank[open_]), _ms(spent[open_]), dark[open_]
    )


def _ms(seconds: Floats) -> Weights:
    return np.asarray(np.rint(seconds * MS_PER_S), dtype=np.int32)


def _cost(
    walk: Walk, edge: Longs, low: Floats, high: Floats
) -> tuple[Floats, Floats, Ints]:
    """Cost pieces of edges: rank and time in seconds, infinite if refused; dark."""
    costs, share = walk.parts.whole, high - low
    refused = costs.refused[edge] != 0
    rank = np.where(refused, np.inf, costs.rank_s[edge] * share)
    spent = costs.seconds[edge] * share
    dark = walk.dark[edge].copy()
    rows = _with_barriers(walk.parts, edge)
    pieces = [Piece(int(edge[i]), float(low[i]), float(high[i])) for i in rows]
    for row, cost in zip(rows, cost_pieces(walk.parts, pieces), strict=True):
        rank[row] = np.inf if cost.refused else cost.rank_s * share[row]
        spent[row], dark[row] = cost.seconds * share[row], int(cost.doubtful != 0)
    near = share * walk.network.length_m[edge >> 1] <= NEXT_TO_M
    rank[near], spent[near], dark[near] = NO_REST
    return rank, spent, dark


def _with_barriers(parts: Parts, edge: Longs) -> list[int]:
    if not parts.whole.laid.on:
        return []
    on = np.fromiter(parts.whole.laid.on, dtype=np.int64)
    rows: list[int] = np.flatnonzero(np.isin(edge >> 1, on)).tolist()
    return rows
