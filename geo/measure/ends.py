"""How positions along segments hang on the nodes: homes, doors, stops."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geo.engine.arc import CLOSED, MS_PER_S, Weights
from geo.engine.query import Seeds
from geo.network import Floats, Ints, Network
from geo.passage import Flags, Labels, Passage, Sites
from geo.reach_time import open_segments


@dataclass(frozen=True, eq=False)
class Ends:
    """Both ends of the segments on which positions lie, tail and head.

    Attributes
    ----------
    node : array of int32, shape (k, 2)
    leave, arrive : array of int32, shape (k, 2)
        Milliseconds from the position to the node and back, ``CLOSED`` where there is
        no way along the segment.
    """

    node: Ints
    leave: Weights
    arrive: Weights


@dataclass(frozen=True, eq=False)
class Beside:
    """Pairs of two positions on one segment: the way between them needs no node.

    Attributes
    ----------
    start : array, shape (o + 1,)
        Pairs ``start[i]:start[i + 1]`` are those of the first position ``i``.
    other : array of int32, shape (b,)
        The second position.
    there, back : array of int32, shape (b,)
        Milliseconds, ``CLOSED`` where something lies between.
    """

    start: Labels
    other: Ints
    there: Weights
    back: Weights


def find_ends(network: Network, passage: Passage, sites: Sites) -> Ends:
    """Measure the ways from positions to the ends of their segments, and back.

    A segment with a barrier is left and entered as far as the barrier.

    Parameters
    ----------
    network : Network
    passage : Passage
        What the person can pass, and in which time.
    sites : Sites
    """
    segment, place = sites.segment, sites.fraction
    found = []
    for reverse in (True, False):
        way = open_segments(passage, reverse=reverse)
        tail = np.where(
            place <= way.up_to[segment], way.from_tail_s[segment] * place, np.inf
        )
        head = np.where(
            place >= way.down_to[segment],
            way.from_head_s[segment] * (1 - place),
            np.inf,
        )
        found.append(to_ms(np.column_stack([tail, head])))
    nodes = np.column_stack([network.tail[segment], network.head[segment]])
    return Ends(nodes.astype(np.int32), found[0], found[1])


def list_seeds(ends: Ends, spent: Weights, place: Ints, *, count: int) -> list[Seeds]:
    """Collect the nodes from which each place is left or entered.

    Parameters
    ----------
    ends : Ends
        Of the doors.
    spent : array of int32, shape (k, 2)
        ``ends.leave`` or ``ends.arrive``.
    place : array, shape (k,)
        To which place each door belongs, 0 … ``count - 1``.
    count : int

    Returns
    -------
    list of Seeds
        One a place; empty where it cannot be left or entered.
    """
    owner = np.repeat(place, 2)
    nodes, ms = ends.node.ravel(), spent.ravel()
    kept = np.flatnonzero(ms < CLOSED)
    kept = kept[np.argsort(owner[kept], kind="stable")]
    bounds = np.searchsorted(owner[kept], np.arange(count + 1))
    return [
        Seeds(nodes[kept[first:last]], ms[kept[first:last]])
        for first, last in pairwise(bounds)
    ]


def find_beside(passage: Passage, homes: Sites, doors: Sites, place: Ints) -> Beside:
    """Find the ways between homes and doors on the same segment.

    Parameters
    ----------
    passage : Passage
    homes, doors : Sites
    place : array, shape (k,)
        To which place each door belongs: what ``Beside.other`` names.
    """
    order = np.argsort(doors.segment, kind="stable")
    sorted_s = doors.segment[order]
    first = np.searchsorted(sorted_s, homes.segment, side="left")
    count = np.searchsorted(sorted_s, homes.segment, side="right") - first
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    home = np.repeat(np.arange(len(homes)), count)
    door = order[np.arange(start[-1]) - start[home] + first[home]]
    segment = homes.segment[home].astype(np.int64)
    apart = doors.fraction[door] - homes.fraction[home]
    free = _nothing_between(passage, segment, homes.fraction[home], apart)
    upward = _along(passage, 2 * segment, np.abs(apart), free)
    downward = _along(passage, 2 * segment + 1, np.abs(apart), free)
    ahead = apart >= 0
    return Beside(
        start,
        place[door].astype(np.int32),
        np.where(ahead, upward, downward),
        np.where(ahead, downward, upward),
    )


def to_ms(seconds: Floats) -> Weights:
    """Round seconds to milliseconds, ``CLOSED`` where infinite; 0 stays 0."""
    ms = np.nan_to_num(seconds * MS_PER_S, nan=CLOSED, posinf=CLOSED)
    return np.clip(np.rint(ms), 0, CLOSED).astype(np.int32)


def _nothing_between(
    passage: Passage, segment: Labels, place: Floats, apart: Floats
) -> Flags:
    keys = passage.cuts.keys()
    low = 2.0 * segment + np.minimum(place, place + apart)
    high = 2.0 * segment + np.maximum(place, place + apart)
    return np.asarray(np.searchsorted(keys, high) <= np.searchsorted(keys, low))


def _along(passage: Passage, edge: Labels, share: Floats, free: Flags) -> Weights:
    here = share == 0
    opened = here | passage.usable[edge] | (passage.bare[edge] & free)
    return to_ms(np.where(opened, passage.seconds[edge] * share, np.inf))
