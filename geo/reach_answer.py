"""What the search for reach answers: areas, streets and places, without words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from geo.answer import LonLat, Policy, Snap
from geo.entrance import Entrance
from geo.reach_area import Area
from geo.reach_piece import Pieces

STOP: Final = "stop"
"""Kind of the stops of public transport, beside the kinds of places."""


class Direction(StrEnum):
    """Which way has to be possible in time."""

    THERE = "there"
    BACK = "back"
    BOTH = "both"


class Use(StrEnum):
    """Whether this person can use a place, the best first."""

    YES = "yes"
    LIMITED = "limited"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True)
class Opportunity:
    """A place or a stop that somebody may want to get to.

    Attributes
    ----------
    key : str
    layer : str
        ``"places"`` or ``"stops"``.
    kind : str
        Id of a kind of place, or ``STOP``.
    group : str
        Service that it belongs to, an id of ``geo.place_kind.place_groups``.
    names : dict of str to str
    lonlat : LonLat
        Degrees, EPSG:4326.
    access : str
        ``"yes"``, ``"limited"``, ``"no"`` or ``"unknown"``, for a wheelchair.
    source : str
    entrances : tuple of Entrance
        Doors of the place; empty where none are known.
    """

    key: str
    layer: str
    kind: str
    group: str
    names: dict[str, str]
    lonlat: LonLat
    access: str
    source: str = ""
    entrances: tuple[Entrance, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Within:
    """A place with the time to it.

    Attributes
    ----------
    place : Opportunity
    there_s, back_s : float, optional
        Seconds by the fastest ways that are not known to be impassable; ``None`` where
        there is none in time.
    use : Use
        Whether this person can use the place.
    surely_s : float, optional
        Seconds, the longer of the directions asked for, by ways on which everything
        that matters is known; ``None`` where there is none in time.
    """

    place: Opportunity
    there_s: float | None
    back_s: float | None
    use: Use
    surely_s: float | None


@dataclass(frozen=True)
class Count:
    """How many places of a kind are within a time.

    Attributes
    ----------
    surely : int
        By a way that is known to be usable, and usable themselves.
    perhaps : int
        These, and those of which something is not known.
    unusable : int
        Within the time, but the person cannot use them.
    walker : int
        For somebody on foot without limits.
    """

    surely: int
    perhaps: int
    unusable: int
    walker: int

    @property
    def worst(self) -> float | None:
        """The least share of what a walker has; ``None`` where that is nothing."""
        return self.surely / self.walker if self.walker else None

    @property
    def best(self) -> float | None:
        """The greatest share of what a walker has."""
        return self.perhaps / self.walker if self.walker else None


@dataclass(frozen=True)
class Category:
    """A kind of place.

    Attributes
    ----------
    kind, group : str
    counts : tuple of Count
        One for each band.
    nearest : Within, optional
        The nearest in time that the person can use, as far as is known.
    """

    kind: str
    group: str
    counts: tuple[Count, ...]
    nearest: Within | None


@dataclass(frozen=True)
class Band:
    """What is within a time.

    Attributes
    ----------
    limit_s : float
    surely_m, perhaps_m, walker_m : float
        Metres of streets: by ways that are known to be usable; that are not known to
        be impassable; for somebody on foot without limits.
    surely_area, perhaps_area : Area, optional
        ``None`` where they were not asked for.
    surely_pieces, perhaps_pieces : Pieces
        Of this build only.
    """

    limit_s: float
    surely_m: float
    perhaps_m: float
    walker_m: float
    surely_area: Area | None
    perhaps_area: Area | None
    surely_pieces: Pieces = field(compare=False)
    perhaps_pieces: Pieces = field(compare=False)


@dataclass(frozen=True)
class Doubt:
    """What is not known on streets that are perhaps reached: rule and metres."""

    rule: str
    length_m: float


@dataclass(frozen=True)
class Stopped:
    """What stops the person at the edge of their reach: rule and pieces of street."""

    rule: str
    streets: int


@dataclass(frozen=True)
class Reach:
    """The whole answer.

    Attributes
    ----------
    profile : str
    policy : Policy
    direction : Direction
    origin : Snap
    can_start : bool
        Whether the person gets off the origin at all.
    bands : tuple of Band
        By time.
    categories : tuple of Category
        Of which the person or the walker has one within the longest time.
    places : tuple of Within
        Within the longest time, nearest first.
    doubts : tuple of Doubt
        Within the longest time, the longest first.
    stops : tuple of Stopped
        On streets that begin within reach and that a walker passes, most often first.
    sources : tuple of str
        Keys of the sources that the answer rests on.
    revision : int
        Of the network.
    at : datetime, optional
        When the person goes, in the town's time; without it no hours are reckoned with.
    """

    profile: str
    policy: Policy
    direction: Direction
    origin: Snap
    can_start: bool
    bands: tuple[Band, ...]
    categories: tuple[Category, ...]
    places: tuple[Within, ...]
    doubts: tuple[Doubt, ...]
    stops: tuple[Stopped, ...]
    sources: tuple[str, ...]
    revision: int
    at: datetime | None = None
