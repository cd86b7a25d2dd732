"""Footpaths kept for people who ask again, always as the barriers are now."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Final

from geo.judge.laid import Laid
from geo.network import Floats, Network
from geo.part import Parts
from geo.reach_door import Doors, find_doors
from geo.transit.foot import Footpaths, find_footpaths
from geo.transit.footing import Footing, place_stops
from geo.transit.manner import Feet

THREADS: Final = 2
"""So many share the search for a new person; more would keep others waiting."""
MOST: Final = 24
"""So many people's footpaths are kept; those asked for longest ago go first."""

Key = tuple[Doors, Laid, bytes, float]


@dataclass(frozen=True, eq=False)
class OnFoot:
    """The stops on a person's network, and the ways between them.

    Attributes
    ----------
    footing : Footing
    paths : Footpaths
    """

    footing: Footing
    paths: Footpaths

    @cached_property
    def feet(self) -> Feet:
        """The same ways as a search takes them."""
        return Feet(self.paths.start, self.paths.stop, self.paths.seconds)


class FootKeeper:
    """Finds footpaths once for a person, as long as network and barriers stay."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._doors: tuple[Network, Floats, Doors] | None = None
        self._kept: OrderedDict[Key, OnFoot] = OrderedDict()

    def doors(self, network: Network, lonlat: Floats) -> Doors:
        """Find the segments to which stops may belong, once for the same array.

        Parameters
        ----------
        network : Network
        lonlat : array, shape (k, 2)
            Degrees, EPSG:4326; the same object as long as the stops are the same.
        """
        with self._lock:
            held = self._doors
        if held is not None and held[0] is network and held[1] is lonlat:
            return held[2]
        found = find_doors(network, lonlat)
        with self._lock:
            self._doors = network, lonlat, found
            self._kept.clear()
        return found

    def get(self, parts: Parts, doors: Doors, *, limit_s: float) -> OnFoot:
        """Find the footpaths of a person, or give those found before.

        Parameters
        ----------
        parts : Parts
            Costs of the person under a policy; with other barriers all is found anew.
        doors : Doors
        limit_s : float

        Raises
        ------
        InputError
            If the limit is out of range.
        """
        whole = parts.whole
        key = doors, whole.laid, whole.needs.tobytes(), limit_s
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        footing = place_stops(parts, doors)
        found = OnFoot(
            footing, find_footpaths(footing, limit_s=limit_s, threads=THREADS)
        )
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found
