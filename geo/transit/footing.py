"""The stops of a town on one person's own network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import local
from typing import Final

import numpy as np

from geo.answer import Snap
from geo.part import Parts
from geo.passage import Flags, Sites
from geo.reach_door import Doors
from geo.transit.foot_core import Core, build_core
from geo.transit.foot_end import (
    Costed,
    Stands,
    Walk,
    list_arcs,
    list_ends,
    weigh_walk,
)
from geo.transit.foot_kernel import Ask, Links, Room


@dataclass(frozen=True, eq=False)
class Footing:
    """The stops on one person's own network; made once for a person.

    Attributes
    ----------
    walk : Walk
    stops : Stands
    exits, entries : Costed
        From the stops to nodes, and (turned) from nodes to the stops.
    """

    walk: Walk
    stops: Stands
    exits: Costed
    entries: Costed

    @property
    def on_network(self) -> Flags:
        """Stops that are near some way, shape (k,)."""
        found = np.zeros(self.stops.count, dtype=np.bool_)
        found[self.stops.thing] = True
        return found

    @cached_property
    def ahead(self) -> Links:
        """Edges by the node that they leave."""
        return list_arcs(self.walk, reverse=False).links(self.walk.network.nodes)

    @cached_property
    def back(self) -> Links:
        """Edges by the node that they enter."""
        return list_arcs(self.walk, reverse=True).links(self.walk.network.nodes)

    @cached_property
    def core(self) -> Core:
        """Fewer links that lead between stops, and to and from anywhere, as well."""
        kept = np.zeros(self.walk.network.nodes, dtype=np.bool_)
        kept[self.exits.to], kept[self.entries.to] = True, True
        return build_core(self.walk, kept)

    @cached_property
    def calls(self) -> Links:
        """Ways from nodes to the stops."""
        return self.entries.turned().links(self.walk.network.nodes)

    @cached_property
    def calls_back(self) -> Links:
        """Ways from the stops to nodes, by node."""
        return self.exits.turned().links(self.walk.network.nodes)


def place_stops(parts: Parts, doors: Doors) -> Footing:
    """Put stops on one person's network.

    Parameters
    ----------
    parts : Parts
        Costs of the person under a policy, with the barriers that act now.
    doors : Doors
        Of the stops, found once for everybody (``geo.reach_door.find_doors``).

    Returns
    -------
    Footing
        Each stop at the nearest way that the person can use.
    """
    walk = weigh_walk(parts)
    chosen = doors.choose(_usable(walk, doors))
    order = np.argsort(chosen.place, kind="stable")
    sites = Sites(chosen.sites.segment[order], chosen.sites.fraction[order])
    stops = Stands(doors.count, chosen.place[order], sites)
    exits, entries = (
        list_ends(walk, stops, entering=entering) for entering in (False, True)
    )
    return Footing(walk, stops, exits, entries)


def _usable(walk: Walk, doors: Doors) -> Flags:
    """Tell which segments can be used, on this side of a barrier at least."""
    usable = walk.usable.copy()
    segments = doors.sites.segment
    shut = ~usable[segments] & np.isin(segments, list(walk.parts.whole.laid.on))
    for row in np.flatnonzero(shut).tolist():
        nowhere = (0.0, 0.0)
        segment, fraction = int(segments[row]), float(doors.sites.fraction[row])
        place = Snap(nowhere, nowhere, 0.0, segment, fraction)
        usable[segment] |= walk.parts.leaves(place)
    return usable


class _Rooms(local):
    """The arrays of each thread; a label of an earlier search counts for nothing."""

    def __init__(self) -> None:
        self.room = _make_room(0, 0, 0)


def take_room(ask: Ask, places: int) -> Room:
    """Give the arrays of this thread for a run of the kernel, large enough."""
    sizes = (
        len(ask.arcs.start) - 1,
        places,
        len(ask.arcs.to) + len(ask.seeds.to) + 1,
    )
    room = _ROOMS.room
    held = len(room.nodes), len(room.places), len(room.heap)
    if any(size > own for size, own in zip(sizes, held, strict=True)):
        _ROOMS.room = _make_room(*map(max, sizes, held))
    return _ROOMS.room


def _make_room(nodes: int, places: int, keys: int) -> Room:
    return Room(
        np.zeros((nodes, 2), dtype=np.int64),
        np.zeros((places, 2), dtype=np.int64),
        np.empty(places, dtype=np.int32),
        np.empty(keys, dtype=np.int64),
        np.zeros(2, dtype=np.int64),
    )


_ROOMS: Final = _Rooms()
