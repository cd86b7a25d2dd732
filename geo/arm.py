"""What meets at a junction with sidewalks, and what it is taken apart into."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a way is to a junction with sidewalks."""

    SIDED = "sided"
    """A street with sidewalks of its own."""
    BARE = "bare"
    """A street that says nothing of sidewalks, or has none."""
    PATH = "path"
    """A way that interrupts no sidewalk."""
    CROSSING = "crossing"
    """A crossing that is mapped by itself."""


@dataclass(frozen=True)
class Arm:
    """One end of an edge at a junction.

    Attributes
    ----------
    edge : int
    at_tail : bool
        Whether the edge begins here.
    bearing : float
        Degrees from north, clockwise, leaving the junction.
    role : Role
    sides : tuple of bool
        Whether there is a left and a right sidewalk, seen leaving the junction.
    width_m : float
        Of the carriageway.
    length_m : float
        Of the edge.
    crossed : bool
        Whether the street is crossed a few metres from here, at a place of its own.
    """

    edge: int
    at_tail: bool
    bearing: float
    role: Role
    sides: tuple[bool, bool] = (False, False)
    width_m: float = 0.0
    length_m: float = math.inf
    crossed: bool = False

    @property
    def end(self) -> tuple[int, bool]:
        """Which end of which edge it is."""
        return self.edge, self.at_tail


@dataclass(frozen=True)
class Link:
    """A crossing between two places of a junction, or half of one.

    Attributes
    ----------
    first, last : int
        Places; leaving the junction, ``first`` is on the left of the street.
    arm : Arm
        The street that is crossed.
    share : float
        1 for a whole crossing; 0.5 from a sidewalk to the middle of the street.
    kerbs : tuple of bool
        Whether there is a sidewalk, and so perhaps a kerb, at the first and the last.
    """

    first: int
    last: int
    arm: Arm
    share: float = 1.0
    kerbs: tuple[bool, bool] = (True, True)


@dataclass
class Layout:
    """What becomes of a junction.

    Attributes
    ----------
    places : list of tuple of float
        Where each place is: metres east and north of the junction.
    sidewalks : dict of ((edge, at_tail), side) to int
        Place at which a sidewalk ends; side 0 is left and 1 right, leaving.
    others : dict of (edge, at_tail) to int
        Place at which a way without sidewalks ends.
    links : list of Link
    """

    places: list[tuple[float, float]] = field(default_factory=list)
    sidewalks: dict[tuple[tuple[int, bool], int], int] = field(default_factory=dict)
    others: dict[tuple[int, bool], int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def add(self, east_m: float = 0.0, north_m: float = 0.0) -> int:
        """Add a place."""
        self.places.append((east_m, north_m))
        return len(self.places) - 1

    def used(self) -> set[int]:
        """Give the places at which a way or a sidewalk ends."""
        return {*self.sidewalks.values(), *self.others.values()}
