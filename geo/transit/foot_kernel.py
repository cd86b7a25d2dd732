"""Kernel: from each of many places to all others near it, along one person's way.

What is lightest decides (``geo.cost.Costs.rank_s``, as for a trip); how long it takes
and whether it rests on the unknown is carried along. All three are one number, so the
lesser of two is the better.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.engine.arc import CLOSED
from geo.engine.heap import drop, push
from geo.judge.kernel import kernel
from geo.network import Floats, Ints

Longs = NDArray[np.int64]

LABEL, NUMBER = 0, 1
"""Columns of what was seen: the best label, and the number of the search."""
SEEN, LAST = 0, 1
"""Places of ``Room.tally``: how many places a search has seen, and its number."""
LOW = (1 << 32) - 1


class Links(NamedTuple):
    """What leads from each of some things to others.

    ``start``, shape (k + 1,); ``label`` and to what, both shape (p,).
    """

    start: Longs
    label: Longs
    to: Ints


class Room(NamedTuple):
    """Arrays of one run: labels of nodes, shape (n, 2), and of places, shape (k, 2).

    ``seen``, shape (k,), lists the places that have a label of this search; ``heap``
    holds keys. Rooms are used again: the number of a search is never.
    """

    nodes: Longs
    places: Longs
    seen: Ints
    heap: Longs
    tally: Longs


class Ask(NamedTuple):
    """One question, with the most milliseconds.

    Links lead from sources to nodes, from node to node, from nodes to places, and from
    sources straight to places.
    """

    seeds: Links
    arcs: Links
    calls: Links
    beside: Links
    limit: int


class Found(NamedTuple):
    """Places that were found, one source after the other."""

    start: Longs
    place: Ints
    spent: Ints
    dark: Ints


@kernel
def write_label(rank: int, spent: int, dark: int) -> int:
    """Write weight and time in milliseconds, and a doubt of 0 or 1, as one number."""
    return (rank << 32) | (spent << 1) | dark


@kernel
def read_rank(label: int) -> int:
    """Give the weight of a label."""
    return label >> 32


@kernel
def read_spent(label: int) -> int:
    """Give the time of a label."""
    return (label & LOW) >> 1


@kernel
def join_labels(one: int, other: int) -> int:
    """Give the label of two ways after each other: in doubt if one of them is."""
    return ((one & ~1) + (other & ~1)) | ((one | other) & 1)


@kernel
def _search(  # noqa: C901, PLR0915
    ask: Ask, room: Room, source: int
) -> None:
    """Find the places near one source.

    Nodes that are too far in time are gone on from as long as any other waits: they
    may be on the lightest way to a place, which then is too far as well.
    """
    nodes, places, seen, heap = room.nodes, room.places, room.seen, room.heap
    limit, arcs, arc_to, arc_start = (
        ask.limit,
        ask.arcs.label,
        ask.arcs.to,
        ask.arcs.start,
    )
    calls, call_to, call_start = ask.calls.label, ask.calls.to, ask.calls.start
    offers, offer_to = ask.beside.label, ask.beside.to
    reaches, reach_to = ask.seeds.label, ask.seeds.to
    offer, last_offer = ask.beside.start[source], ask.beside.start[source + 1]
    reach, last_reach = ask.seeds.start[source], ask.seeds.start[source + 1]
    room.tally[LAST] += 1
    number = room.tally[LAST]
    label, size, waiting, count, most = 0, 0, 0, 0, -1
    while True:
        for i in range(offer, last_offer):
            place, new = offer_to[i], join_labels(label, offers[i])
            if places[place, NUMBER] != number:
                seen[count] = place
                count += 1
            elif places[place, LABEL] <= new:
                continue
            places[place, LABEL], places[place, NUMBER] = new, number
            if read_spent(new) <= limit and read_rank(new) > most:
                most = read_rank(new)
        for i in range(reach, last_reach):
            node, new = reach_to[i], join_labels(label, reaches[i])
            seen_before = nodes[node, NUMBER] == number
            if seen_before and nodes[node, LABEL] <= new:
                continue
            if read_rank(new) >= CLOSED:
                continue
            nodes[node, LABEL], nodes[node, NUMBER] = new, number
            in_time = 1 if read_spent(new) <= limit else 0
            push(heap, size, (read_rank(new) << 32) | (node << 1) | in_time)
            size += 1
            waiting += in_time
        offer, last_offer, reach, last_reach = 0, 0, 0, 0
        if size == 0 or (waiting == 0 and (heap[0] >> 32) > most):
            break
        key = heap[0]
        size -= 1
        drop(heap, size)
        waiting -= key & 1
        node = (key & LOW) >> 1
        label = nodes[node, LABEL]
        if (key >> 32) > read_rank(label):
            continue
        offers, offer_to, reaches, reach_to = calls, call_to, arcs, arc_to
        offer, last_offer = call_start[node], call_start[node + 1]
        reach, last_reach = arc_start[node], arc_start[node + 1]
    room.tally[SEEN] = count


@kernel
def _longer(values: Ints, least: int) -> Ints:
    if len(values) >= least:
        return values
    wider = np.empty(max(2 * len(values), least), np.int32)
    wider[: len(values)] = values
    return wider


@kernel
def search_all(ask: Ask, room: Room, first: int, last: int) -> Found:
    """Search from some of the sources, one after the other."""
    start = np.zeros(last - first + 1, np.int64)
    place, spent = np.empty(1024, np.int32), np.empty(1024, np.int32)
    dark, total = np.empty(1024, np.int32), 0
    for source in range(first, last):
        _search(ask, room, source)
        most = total + room.tally[SEEN]
        place, spent = _longer(place, most), _longer(spent, most)
        dark = _longer(dark, most)
        for other in np.sort(room.seen[: room.tally[SEEN]]):
            label = room.places[other, LABEL]
            if read_spent(label) <= ask.limit:
                place[total], spent[total] = other, read_spent(label)
                dark[total] = label & 1
                total += 1
        start[source - first + 1] = total
    return Found(start, place[:total], spent[:total], dark[:total])


@kernel
def sum_all(ask: Ask, room: Room, weight: Floats) -> Floats:
    """Add up the weights of the places near each of the sources."""
    found = np.zeros(len(ask.seeds.start) - 1)
    for source in range(len(found)):
        _search(ask, room, source)
        for other in room.seen[: room.tally[SEEN]]:
            if read_spent(room.places[other, LABEL]) <= ask.limit:
                found[source] += weight[other]
    return found
