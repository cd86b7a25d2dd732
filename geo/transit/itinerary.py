"""What the search for whole trips answers: legs with times, doubts and reasons.

Every text is made later, from these facts, in the language of the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from geo.answer import Path, Policy, Snap
from geo.fact import fact
from geo.transit.on_demand import OnDemand
from geo.transit.span import Told
from geo.transit.walk_leg import Between, Halting, InsideStep, WalkLeg

__all__ = [
    "UNKNOWN_ACCESS",
    "Aim",
    "Between",
    "Doubt",
    "Ended",
    "Halting",
    "Home",
    "InsideStep",
    "Itineraries",
    "Itinerary",
    "Passed",
    "RideLeg",
    "WalkLeg",
]


class Aim(StrEnum):
    """What the time of a question is the time of."""

    DEPART = "depart"
    ARRIVE = "arrive"


class Doubt(StrEnum):
    """What of a ride is not certain."""

    VEHICLE = "vehicle"
    STOP_ON = "stop_on"
    STOP_OFF = "stop_off"
    PHONE = "phone"
    DRIVER = "driver"
    ESTIMATED = "estimated"
    WAIT = "wait"
    CATCH = "catch"


UNKNOWN_ACCESS = frozenset({Doubt.VEHICLE, Doubt.STOP_ON, Doubt.STOP_OFF})
"""Doubts that somebody who rolls aboard must ask about."""


@fact
class Passed:
    """A vehicle that would have been better and is not taken.

    It comes earlier; to who has to be there by a time, it leaves later and is in time.

    Attributes
    ----------
    line : str
        Key.
    name : str
        Short name of the line.
    departs : datetime
    access : int
        GTFS: 0 nobody knows whether a wheelchair gets aboard, 2 it does not.
    """

    line: str
    name: str
    departs: datetime
    access: int


@fact
class RideLeg:
    """A ride by one vehicle.

    Attributes
    ----------
    line, trip : str
        Keys.
    short_name : str
    names : dict of str to str
        Of the line.
    route_type : int
        GTFS.
    headsign : str
    headsigns : dict of str to str
        The same in other languages.
    start, end : Halting
    departs, arrives : Between
    wait_low_s, wait_high_s : int
        How long one waits for it; equal where it leaves by the clock.
    fills : bool
        Whether it leaves when it is full.
    calls : int
        Stops from getting on to getting off, that one included.
    access : int
        GTFS ``wheelchair_accessible``.
    is_live : bool
        Whether the operator has said something of this very vehicle just now.
    doubts : tuple of Doubt
    passed : tuple of Passed
        Vehicles that leave earlier for the same stop and are not for this person.
    stays : bool
        Whether one stays aboard from the ride before: the same vehicle goes on.
    """

    line: str
    trip: str
    short_name: str
    names: dict[str, str]
    route_type: int
    headsign: str
    headsigns: dict[str, str]
    start: Halting
    end: Halting
    departs: Between
    arrives: Between
    wait_low_s: int
    wait_high_s: int
    fills: bool
    calls: int
    access: int
    is_live: bool = False
    doubts: tuple[Doubt, ...] = ()
    passed: tuple[Passed, ...] = ()
    stays: bool = False


@fact
class Itinerary:
    """One way of getting there.

    Attributes
    ----------
    leaves : datetime
    arrives : Between
    legs : tuple
    only_if : bool
        Whether it comes off only if a wait is short: it is not to be relied on.
    doubts : int
        Stops and vehicles of which it is not known whether this person gets aboard.
    only_full : bool
        Whether all its vehicles leave when they are full.
    until : datetime, optional
        One may leave at any time from ``leaves`` to then: nobody tells a minute, and
        one arrives so much later. ``None`` where one leaves at that time.
    """

    leaves: datetime
    arrives: Between
    legs: tuple[WalkLeg | RideLeg, ...]
    only_if: bool = False
    doubts: int = 0
    only_full: bool = False
    until: datetime | None = None

    @property
    def rides(self) -> tuple[RideLeg, ...]:
        """The legs by vehicle."""
        return tuple(leg for leg in self.legs if isinstance(leg, RideLeg))

    @property
    def walks(self) -> tuple[WalkLeg, ...]:
        """The legs on foot."""
        return tuple(leg for leg in self.legs if isinstance(leg, WalkLeg))


@dataclass(frozen=True)
class Home:
    """The way back on the same day.

    Attributes
    ----------
    first : Itinerary, optional
        The earliest after the arrival.
    last : Itinerary, optional
        The last of the day, leaving as late as one can.
    walk : Path, optional
        The way back without any vehicle, if there is one.
    is_missed : bool
        Whether there is none on foot, and the last one leaves before one has arrived.
    """

    first: Itinerary | None = None
    last: Itinerary | None = None
    walk: Path | None = None
    is_missed: bool = False


@dataclass(frozen=True)
class Ended:
    """A source whose timetable does not hold on the day of the question."""

    source: str
    told: Told
    day: date | None


@dataclass(frozen=True)
class Itineraries:
    """The whole answer by public transport.

    Attributes
    ----------
    profile : str
    policy : Policy
    aim : Aim
    at : datetime
    origin, destination : Snap, optional
        ``None`` where it is a stop that no street on our map leads to.
    found : tuple of Itinerary
        The most useful first.
    walk : Path, optional
        The way without any vehicle, if there is one.
    of_others : tuple of Itinerary
        Where there is no way at all: how others go, the ways on foot as they are for
        this person, with the limits that they break.
    home : Home
    ended : tuple of Ended
        Timetables that do not hold on this day.
    runs : bool
        Whether anything at all runs on this day.
    near_origin, near_destination : int
        How many stops this person reaches on foot from one end, and to the other.
    revision : int
        Of the timetable.
    walk_limit_s : float
        How long this person goes on foot to a stop, or from one: as they say, or as is
        usual for them.
    beyond_s : int, optional
        Where there is no way by vehicle within the limit on foot, and there would be
        with a longer one: how long one would have to go at a time.
    on_demand : tuple of OnDemand
        Services that come to both ends where one books them: information, no trips.
    """

    profile: str
    policy: Policy
    aim: Aim
    at: datetime
    origin: Snap | None
    destination: Snap | None
    found: tuple[Itinerary, ...]
    walk: Path | None
    of_others: tuple[Itinerary, ...]
    home: Home
    ended: tuple[Ended, ...]
    runs: bool
    near_origin: int
    near_destination: int
    revision: int
    walk_limit_s: float = 0.0
    beyond_s: int | None = None
    on_demand: tuple[OnDemand, ...] = ()
