"""Whether a stop can be reached on foot by a person, and from how many homes.

*Reached* means: there is a way from the main part of the person's own network to the
stop and back, of any length. How much of the town is near is measured apart, in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from geo.answer import Policy
from geo.cost import Costs, edge_costs
from geo.judge.laid import Acting
from geo.network import BarrierFact, Floats, Network
from geo.part import Parts
from geo.passage import Flags, Sites, build_homes
from geo.profile import Profile, get_profile
from geo.reach_door import Attached, Doors
from geo.reach_view import Pricing, open_anyhow, walker_passage
from geo.stop_gap import find_served
from geo.stretch import build_stretches
from geo.transit.foot_end import Stands, list_beside, list_ends
from geo.transit.foot_kernel import Ask, sum_all
from geo.transit.footing import Footing, place_stops, take_room

UNIMPEDED: Final = "walker"
NEAR_S: Final = 10 * 60.0
"""Ten minutes to a stop: beyond, few people go on foot."""


class Reached(StrEnum):
    """Whether a person gets to a stop on foot and back again."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"
    OFF = "off"
    """No way that somebody without limits could take leads there on the map."""


@dataclass(frozen=True)
class StopReach:
    """How one stop is reached by one person.

    Attributes
    ----------
    state : Reached
    near, near_walker : float
        From how many residents' homes the stop is at most ten minutes away, for this
        person and for somebody without limits; metres of streets where nobody knows
        how many people live where. What is not known does not stop the person.
    """

    state: Reached
    near: float
    near_walker: float


@dataclass(frozen=True, eq=False)
class StopReaches:
    """How every stop is reached by one person, in the order of the stops.

    Attributes
    ----------
    states : tuple of Reached
    near, near_walker : array, shape (k,)
    counts_people : bool
        Whether ``near`` is residents; else metres.
    """

    states: tuple[Reached, ...]
    near: Floats
    near_walker: Floats
    counts_people: bool

    def __getitem__(self, stop: int) -> StopReach:
        """Give one stop."""
        near, walker = float(self.near[stop]), float(self.near_walker[stop])
        return StopReach(self.states[stop], near, walker)


@dataclass(frozen=True, eq=False)
class Near:
    """Residents, or metres of streets, near each stop."""

    near: Floats
    counts_people: bool


@dataclass(frozen=True, eq=False)
class Unimpeded:
    """How somebody on foot without limits reaches every stop.

    Attributes
    ----------
    served : array of bool, shape (k,)
        Whether there is a way there and back.
    near : array, shape (k,)
    """

    served: Flags
    near: Floats


def find_stop_reaches(
    network: Network,
    barriers: Sequence[BarrierFact],
    *,
    doors: Doors,
    profile: Profile,
    walker: Unimpeded | None = None,
) -> StopReaches:
    """Tell how every stop is reached by one person.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
        Those that act now.
    doors : Doors
        Of the stops (``geo.reach_door.find_doors``).
    profile : Profile
        Of the person, their own limits laid over.
    walker : Unimpeded, optional
        What ``find_unimpeded`` gives, the same for everybody; found without it.

    Returns
    -------
    StopReaches
    """
    free = walker or find_unimpeded(network, barriers, doors)
    person = Pricing(network, profile, barriers)
    strict, hopeful = person.passage(person.surely), person.passage(person.perhaps)
    at = doors.choose(open_anyhow(hopeful))
    pieces = build_stretches(network, at.sites)
    surely, perhaps = (
        _any(at, find_served(network, pieces, one)) for one in (strict, hopeful)
    )
    rows = zip(surely.tolist(), perhaps.tolist(), free.served.tolist(), strict=True)
    own = measure_near(network, barriers, doors=doors, profile=profile)
    states = tuple(_state(*row) for row in rows)
    return StopReaches(states, own.near, free.near, own.counts_people)


def find_unimpeded(
    network: Network, barriers: Sequence[BarrierFact], doors: Doors
) -> Unimpeded:
    """Tell how somebody on foot without limits reaches every stop."""
    profile = get_profile(UNIMPEDED)
    passage = walker_passage(Acting(network, barriers))
    at = doors.choose(open_anyhow(passage))
    served = find_served(network, build_stretches(network, at.sites), passage)
    near = measure_near(network, barriers, doors=doors, profile=profile)
    return Unimpeded(_any(at, served), near.near)


def _state(surely: bool, perhaps: bool, walker: bool) -> Reached:  # noqa: FBT001
    if surely:
        return Reached.YES
    if perhaps:
        return Reached.UNKNOWN
    return Reached.NO if walker else Reached.OFF


def _any(at: Attached, flags: Flags) -> Flags:
    found = np.zeros(at.count, dtype=np.bool_)
    np.logical_or.at(found, at.place, flags)
    return found


def measure_near(
    network: Network,
    barriers: Sequence[BarrierFact],
    *,
    doors: Doors,
    profile: Profile,
    limit_s: float = NEAR_S,
) -> Near:
    """Add up the residents from whose homes each stop is near.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
    doors : Doors
    profile : Profile
    limit_s : float
        Seconds from the middle of a street to the stop.

    Returns
    -------
    Near
        Metres of streets where no residents are known.
    """

    def price(some: Sequence[BarrierFact]) -> Costs:
        return edge_costs(network, profile, Policy.CAUTIOUS, some)

    footing = place_stops(Parts(network, price(barriers), barriers, price), doors)
    people = np.nan_to_num(network.residents)
    counts_people = bool(people.sum() > 0)
    weight = people if counts_people else network.length_m
    ask = _ask(footing, build_homes(network), int(limit_s * 1000))
    found: Floats = sum_all(ask, take_room(ask, network.segments), weight)
    return Near(found, counts_people)


def _ask(footing: Footing, homes: Sites, limit_ms: int) -> Ask:
    """Ask from which homes one gets to each stop."""
    walk, count = footing.walk, footing.stops.count
    own = np.arange(len(homes), dtype=np.int64)
    stands = Stands(len(homes), own, homes)
    leaving = list_ends(walk, stands, entering=False)
    return Ask(
        footing.entries.links(count),
        footing.back,
        leaving.turned().links(walk.network.nodes),
        list_beside(walk, stands, footing.stops).turned().links(count),
        limit_ms,
    )
