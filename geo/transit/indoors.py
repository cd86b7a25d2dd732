"""The inside of stations in one person's search: what is laid over, what is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from geo.answer import Policy
from geo.profile import Profile
from geo.transit.inside import Insides
from geo.transit.inside_feet import INSIDE, Links, Through, lay_inside, lay_near
from geo.transit.inside_feet import number_ways as number
from geo.transit.itinerary import InsideStep
from geo.transit.manner import NO_DOOR, Feet, Near
from geo.transit.timetable import Timetable

Find = Callable[[Profile, Policy], Insides]
"""Gives the ways inside stations for a person."""


@dataclass(frozen=True)
class Passage:
    """What of a way on foot is inside stations.

    Attributes
    ----------
    leave, enter : int
        Doors; ``NO_DOOR``.
    out, into : tuple of InsideStep
    """

    leave: int = NO_DOOR
    enter: int = NO_DOOR
    out: tuple[InsideStep, ...] = ()
    into: tuple[InsideStep, ...] = ()


@dataclass(frozen=True, eq=False)
class Indoors:
    """The inside of stations for one question.

    Attributes
    ----------
    timetable : Timetable
    insides : Insides, optional
        ``None`` where nothing is known of any.
    profile : Profile
    laid : dict
        What was laid over, once for each.
    """

    timetable: Timetable
    insides: Insides | None
    profile: Profile
    laid: dict[Feet, Through] = field(default_factory=dict)

    @cached_property
    def _links(self) -> Links | None:
        if self.insides is None or not self.insides.told:
            return None
        return number(self.insides, self._index)

    @cached_property
    def _index(self) -> Mapping[str, int]:
        return {stop.key: at for at, stop in enumerate(self.timetable.stops)}

    def lay(self, feet: Feet, *, limit_s: float) -> Feet:
        """Lay the ways inside over those between stops."""
        if not self._links:
            return feet
        if feet not in self.laid:
            self.laid[feet] = lay_inside(feet, self._links, limit_s=limit_s)
        return self.laid[feet].feet

    def near(self, near: Near, *, limit_s: float, leaving: bool) -> Near:
        """Lay them over the ways between a place and the stops near it."""
        if not self._links:
            return near
        return lay_near(near, self._links, limit_s=limit_s, leaving=leaving)

    def enter(self, near: Near, stop: int) -> Passage:
        """Tell how one gets from a place to a stop."""
        door = near.find_door(stop)
        return Passage(enter=door, into=self._steps(door, stop))

    def leave(self, near: Near, stop: int) -> Passage:
        """Tell how one gets from a stop to a place."""
        door = near.find_door(stop)
        return Passage(leave=door, out=self._steps(stop, door))

    def between(self, start: int, end: int) -> Passage:
        """Tell how one gets from stop to stop."""
        doors = (one.doors(start, end) for one in self.laid.values())
        leave, enter = next(doors, (NO_DOOR, NO_DOOR))
        if enter == INSIDE:
            return Passage(into=self._steps(start, end))
        return Passage(leave, enter, self._steps(start, leave), self._steps(enter, end))

    def again(self, steps: tuple[InsideStep, ...]) -> tuple[InsideStep, ...]:
        """Tell this person what somebody else was told, with what stops them."""
        return self.insides.again(steps) if self.insides else steps

    def is_dark(self, stop: int) -> bool:
        """Tell whether it matters, and is not known, how it is inside at a stop."""
        row = self.timetable.stops[stop]
        told = self.insides.told if self.insides else frozenset()
        matters = self.profile.steps.most is not None
        return matters and row.parent is not None and row.key not in told

    def _steps(self, start: int, end: int) -> tuple[InsideStep, ...]:
        if self.insides is None or NO_DOOR in {start, end}:
            return ()
        stops = self.timetable.stops
        return self.insides.tell(self.insides.ways[stops[start].key, stops[end].key])
