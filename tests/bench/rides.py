"""Our side of the bench by public transport: people with questions in Porto Alegre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from geo.answer import LonLat, Policy
from geo.errors import DataError, InputError
from geo.network import Network
from geo.profile import get_profile
from geo.transit.aboard import Belief
from geo.transit.foot_keep import FootKeeper
from geo.transit.itinerary import Itineraries
from geo.transit.journey import (
    MOST_RIDES,
    find_journeys,
    find_journeys_within,
)
from geo.transit.manner import Journey
from geo.transit.plan import plan_itineraries
from geo.transit.rider import Question, Rider, Town
from geo.transit.room import LATE
from geo.transit.ruled import Ruled
from geo.transit.timetable import Timetable
from geo.transit.timing import Clock, Timed
from importers.osm.routable import read_network
from tests.bench.connections import Scan
from tests.porto_alegre import ZONE, read_timetable

PAIRS: Final = 200
SEED: Final = 5
BESIDE: Final = np.array([0.0008, 0.0005])
"""Degrees: the ends of trips stand some hundred metres from a stop that is served."""
AT: Final = datetime(2019, 5, 15, 14, tzinfo=ZoneInfo(ZONE))
HOUR_S: Final = 3600
ANY_RIDES: Final = 14
"""More than any best journey of this city takes: then a scan finds the same."""
BELIEF: Final = Belief(sure=False, certain=True)
"""Peers take what is not known as fine unless told otherwise."""

Ends = tuple[LonLat, LonLat]


@dataclass(frozen=True, eq=False)
class City:
    """Porto Alegre on a Wednesday, with who asks there."""

    folder: Path
    network: Network
    timetable: Timetable
    keeper: FootKeeper

    @property
    def osm(self) -> str:
        """The OSM file, which peers read themselves."""
        return str(self.folder / "poa_osm.pbf")

    @cached_property
    def town(self) -> Town:
        """What our search is given."""
        return Town(self.network, (), self.timetable, self.keeper)

    def ask(self, ends: Ends, profile: str, policy: Policy = Policy.OPEN) -> Rider:
        """Let somebody ask, as if for the first time."""
        question = Question(*ends, get_profile(profile), AT, policy=policy)
        return Rider(self.town, question)

    @cached_property
    def pairs(self) -> list[Ends]:
        """Ends from which and to which a wheelchair gets to a stop on our map."""
        chance = np.random.default_rng(SEED)
        served = np.unique(self.timetable.call_stop)
        found: list[Ends] = []
        while len(found) < PAIRS:
            places = self.timetable.stop_lonlat[chance.choice(served, 2)] + BESIDE
            one, other = ((float(lon), float(lat)) for lon, lat in places)
            if self._can_ask((one, other)):
                found.append((one, other))
        return found

    def _can_ask(self, ends: Ends) -> bool:
        rider = self.ask(ends, "manual_wheelchair")
        try:
            on_map = rider.origin is not None and rider.destination is not None
        except InputError:
            return False
        return on_map and len(rider.access().stop) > 0 and len(rider.egress().stop) > 0


def load_city(folder: Path) -> City:
    """Read streets and timetables."""
    network = read_network(folder / "poa_osm.pbf").network
    return City(folder, network, read_timetable(folder.parent), FootKeeper())


def find_with_legs(city: City, ends: Ends, profile: str) -> list[list[Timed]]:
    """Find the journeys from door to door, each with the times of its rides."""
    rider = city.ask(ends, profile)
    ground = rider.ruled(rider.manner(BELIEF), back=False)
    found = _leave_at_once(ground, rider.at_s)
    clock = Clock(rider.day, ground, rider.access(), rider.egress())
    return [clock.list_rides(journey) for journey in found]


def find_in_an_hour(city: City, ends: Ends, profile: str) -> list[Journey]:
    """Find the journeys of one hour of departures, from door to door."""
    rider = city.ask(ends, profile)
    ground = rider.ruled(rider.manner(BELIEF), back=False)
    search = ground.day, ground.manner, ground.access, ground.egress
    return find_journeys_within(*search, start=rider.at_s, end=rider.at_s + HOUR_S)


def make_search(city: City, ends: Ends, profile: str) -> Callable[[], list[Journey]]:
    """Make all ready but the search by vehicle itself."""
    rider = city.ask(ends, profile)
    ground = rider.ruled(rider.manner(BELIEF), back=False)
    return lambda: _leave_at_once(ground, rider.at_s)


def tell_all(city: City, ends: Ends, profile: str) -> Itineraries:
    """Answer as the page does: ways on foot with their steps, and the way home."""
    rider = city.ask(ends, profile, Policy.CAUTIOUS)
    return plan_itineraries(city.town, rider.question)


def _leave_at_once(ground: Ruled, at_s: int, rides: int = MOST_RIDES) -> list[Journey]:
    leaves = np.array([at_s], dtype=np.int32)
    search = ground.day, ground.manner, ground.access, ground.egress
    return find_journeys(*search, leaves=leaves, rides=rides)


def check_arrivals(city: City, pairs: Sequence[Ends], profile: str) -> None:
    """Hold our arrivals against a scan of all connections.

    Raises
    ------
    DataError
        Naming the first pair of which the answers differ.
    """
    first = city.ask(pairs[0], profile)
    scan = Scan(first.day, first.manner(BELIEF), first.at_s)
    for number, ends in enumerate(pairs):
        rider = city.ask(ends, profile)
        ground = rider.ruled(rider.manner(BELIEF), back=False)
        wanted = scan.arrive(rider.access(), rider.egress())
        once = _leave_at_once(ground, rider.at_s, rides=ANY_RIDES)
        hour = find_in_an_hour(city, ends, profile)
        _require(number, "we", _earliest(once), wanted)
        usual = _earliest(_leave_at_once(ground, rider.at_s))
        _require(number, "our window", _earliest(hour), usual)


def _earliest(journeys: Sequence[Journey]) -> int:
    return min((journey.arrive_s for journey in journeys), default=LATE)


def _require(number: int, who: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise DataError(f"{who} arrive at {found} in pair {number}, not at {wanted}")
