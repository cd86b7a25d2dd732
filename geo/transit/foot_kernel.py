"""Kernel: from each of many places to all others near it, along one person's way.

What is lightest decides (``geo.cost.Costs.rank_s``, as for a trip); how long it takes
and whether it rests on the unknown is carried along.
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
Label = tuple[int, int, int, int]
"""Weight and time in milliseconds, 1 where something of the way is not known, and the
number of the search."""

RANK, SPENT, DARK, NUMBER = 0, 1, 2, 3
"""Columns of what was seen: a label each."""
TO = 3
"""Column of a link beside ``RANK``, ``SPENT`` and ``DARK``."""
SIZE, WAITING, SEEN, MOST = 0, 1, 2, 3
"""Of a search: keys in the heap, those of them in time, places that were seen, and
the greatest weight of one of these in time."""
LOW = (1 << 32) - 1


class Links(NamedTuple):
    """What leads from each of some things to others.

    ``start``, shape (k + 1,); ``rows``, shape (p, 4): weight, time, doubt and to what.
    """

    start: Longs
    rows: Ints


class Room(NamedTuple):
    """Arrays of one run: labels of nodes, shape (n, 4), and of places, shape (k, 4).

    ``seen``, shape (k,), lists the places that have a label of this search; ``heap``
    holds keys, ``tally`` four numbers.
    """

    nodes: Ints
    places: Ints
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
def _follow(row: Ints, label: Label) -> Label:
    """Go on along a link."""
    rank, spent, dark, number = label
    return rank + row[RANK], spent + row[SPENT], dark | row[DARK], number


@kernel
def _is_better(one: Ints, label: Label) -> bool:
    """Tell whether a label is better than what was seen in the same search."""
    if one[NUMBER] != label[3]:
        return True
    if one[RANK] != label[0]:
        return bool(label[0] < one[RANK])
    if one[SPENT] != label[1]:
        return bool(label[1] < one[SPENT])
    return bool(label[2] < one[DARK])


@kernel
def _write(one: Ints, label: Label) -> None:
    one[RANK], one[SPENT], one[DARK], one[NUMBER] = label


@kernel
def _reach(room: Room, links: Links, thing: int, label: Label, limit: int) -> None:
    """Reach the nodes to which links lead from a thing."""
    for i in range(links.start[thing], links.start[thing + 1]):
        row = links.rows[i]
        new, node = _follow(row, label), row[TO]
        if new[0] >= CLOSED or not _is_better(room.nodes[node], new):
            continue
        _write(room.nodes[node], new)
        in_time = 1 if new[1] <= limit else 0
        push(room.heap, room.tally[SIZE], (new[0] << 32) | (node << 1) | in_time)
        room.tally[SIZE] += 1
        room.tally[WAITING] += in_time


@kernel
def _call(room: Room, links: Links, thing: int, label: Label, limit: int) -> None:
    """Offer the places to which links lead from a thing a way there."""
    for i in range(links.start[thing], links.start[thing + 1]):
        row = links.rows[i]
        new, place = _follow(row, label), row[TO]
        if room.places[place, NUMBER] != new[3]:
            room.seen[room.tally[SEEN]] = place
            room.tally[SEEN] += 1
        if _is_better(room.places[place], new):
            _write(room.places[place], new)
        if new[1] <= limit:
            room.tally[MOST] = max(room.tally[MOST], new[0])


@kernel
def _search(ask: Ask, room: Room, source: int, number: int) -> None:
    """Find the places near one source.

    Nodes that are too far in time are gone on from as long as any other waits: they
    may be on the lightest way to a place, which then is too far as well.
    """
    tally, heap = room.tally, room.heap
    tally[SIZE], tally[WAITING], tally[SEEN], tally[MOST] = 0, 0, 0, -1
    begin = (0, 0, 0, number)
    _call(room, ask.beside, source, begin, ask.limit)
    _reach(room, ask.seeds, source, begin, ask.limit)
    while tally[SIZE] > 0 and (tally[WAITING] > 0 or (heap[0] >> 32) <= tally[MOST]):
        key = heap[0]
        tally[SIZE] -= 1
        drop(heap, tally[SIZE])
        tally[WAITING] -= key & 1
        node = (key & LOW) >> 1
        own = room.nodes[node]
        if (key >> 32) > own[RANK]:
            continue
        label = (int(own[RANK]), int(own[SPENT]), int(own[DARK]), number)
        _call(room, ask.calls, node, label, ask.limit)
        _reach(room, ask.arcs, node, label, ask.limit)


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
        _search(ask, room, source, source - first + 1)
        most = total + room.tally[SEEN]
        place, spent = _longer(place, most), _longer(spent, most)
        dark = _longer(dark, most)
        for other in np.sort(room.seen[: room.tally[SEEN]]):
            if room.places[other, SPENT] <= ask.limit:
                place[total] = other
                spent[total] = room.places[other, SPENT]
                dark[total] = room.places[other, DARK]
                total += 1
        start[source - first + 1] = total
    return Found(start, place[:total], spent[:total], dark[:total])


@kernel
def sum_all(ask: Ask, room: Room, weight: Floats) -> Floats:
    """Add up the weights of the places near each of the sources."""
    found = np.zeros(len(ask.seeds.start) - 1)
    for source in range(len(found)):
        _search(ask, room, source, source + 1)
        for other in room.seen[: room.tally[SEEN]]:
            if room.places[other, SPENT] <= ask.limit:
                found[source] += weight[other]
    return found
