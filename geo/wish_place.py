"""Which toilet, which parking space: the place that costs the least on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from geo.answer import Policy, Snap
from geo.crs import distance_m
from geo.errors import InputError
from geo.goal import Ground, snap_goal
from geo.network import Floats
from geo.route import Weights, list_exits, stay
from geo.search import grow_tree
from geo.wish import PARKING, TOILET, Facility, is_usable

MOST_LOOKED_AT: Final = 60
"""Of more places, those with the smallest detour as the crow flies."""
DOUBT_S: Final = {
    ("unknown", Policy.CAUTIOUS): 300.0,
    ("limited", Policy.CAUTIOUS): 60.0,
    ("limited", Policy.STRICT): 60.0,
}
"""So much farther a place may be that is known to be better; ours, to be reviewed."""


@dataclass(frozen=True)
class Halt:
    """A position that a way comes by; an end of it has no kind."""

    snap: Snap
    kind: str = ""
    facility: Facility | None = None


@dataclass(frozen=True, eq=False)
class Finder:
    """Looks among places for one person.

    Attributes
    ----------
    ground : Ground
    weights : Weights
    policy : Policy
    facilities : tuple of Facility
    """

    ground: Ground
    weights: Weights
    policy: Policy
    facilities: tuple[Facility, ...]

    def add_toilet(self, halts: Sequence[Halt]) -> list[Halt] | None:
        """Put a toilet between two of the halts, where it costs the least.

        Parameters
        ----------
        halts : sequence of Halt
            At least two, in order.

        Returns
        -------
        list of Halt or None
            ``None`` where no usable toilet is known on a way that the person can go.
        """
        found = self._look(TOILET, [halt.snap for halt in halts])
        best, chosen = np.inf, None
        for place, (one, other) in enumerate(pairwise(halts)):
            straight = self._reach(one.snap, [other], reverse=False)[0]
            if not np.isfinite(straight):
                continue
            there = self._reach(one.snap, found, reverse=False)
            onwards = self._reach(other.snap, found, reverse=True)
            extra = there + onwards + self._doubts(found) - straight
            if len(found) and extra.min() < best:
                best = float(extra.min())
                chosen = place + 1, found[int(extra.argmin())]
        if chosen is None:
            return None
        return [*halts[: chosen[0]], chosen[1], *halts[chosen[0] :]]

    def find_parking(self, destination: Snap) -> Halt | None:
        """Find the reserved parking space from which the destination is nearest.

        Parameters
        ----------
        destination : Snap

        Returns
        -------
        Halt or None
            Only one that the person can also come back to.
        """
        found = self._look(PARKING, [destination])
        there = self._reach(destination, found, reverse=True)
        back = self._reach(destination, found, reverse=False)
        usable = np.where(np.isfinite(back), there, np.inf)
        if not len(found) or not np.isfinite(usable.min()):
            return None
        return found[int(usable.argmin())]

    def _look(self, kind: str, on_the_way: Sequence[Snap]) -> list[Halt]:
        fit = [
            facility
            for facility in self.facilities
            if facility.kind == kind
            and is_usable(facility, self.ground.profile, self.policy)
        ]
        points = [snap.position for snap in on_the_way]
        fit.sort(key=lambda one: sum(distance_m(one.lonlat, p) for p in points))
        return [
            halt
            for one in fit[:MOST_LOOKED_AT]
            if (halt := self._place(one)) is not None
        ]

    def _place(self, facility: Facility) -> Halt | None:
        try:
            snap = snap_goal(self.ground, facility.lonlat, field=facility.kind)
        except InputError:
            return None
        return Halt(snap, facility.kind, facility)

    def _doubts(self, halts: Iterable[Halt]) -> Floats:
        if not self.ground.profile.wheels:
            return np.zeros(1)
        access = (halt.facility.access if halt.facility else "" for halt in halts)
        return np.array([DOUBT_S.get((word, self.policy), 0.0) for word in access])

    def _reach(self, place: Snap, halts: Sequence[Halt], *, reverse: bool) -> Floats:
        """Weigh the ways from a position to halts (from them to it, if reversed)."""
        network, weights = self.ground.network, self.weights
        gates = list_exits(network, weights, place, reverse=reverse)
        sources = [(gate.node, gate.weight) for gate in gates]
        tree = grow_tree(network, weights.by_share, sources, reverse=reverse)
        total = []
        for halt in halts:
            pair = (halt.snap, place) if reverse else (place, halt.snap)
            ways = [stay(network, weights, *pair)[0]]
            ends = list_exits(network, weights, halt.snap, reverse=not reverse)
            ways += [float(tree.distance[end.node]) + end.weight for end in ends]
            total.append(min(ways))
        return np.array(total)
