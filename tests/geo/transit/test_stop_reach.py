"""Which stops a person gets to on foot and back, and how much of the town is near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.answer import Policy, Snap
from geo.cut import build_passage
from geo.network import BarrierFact, Network
from geo.passage import build_homes
from geo.pricing import ProfilePrice
from geo.profile import get_profile
from geo.reach_view import open_anyhow
from geo.service_reach import Access
from geo.stop_gap import find_stop_gaps
from geo.transit.foot import find_access
from geo.transit.stop_reach import (
    Reached,
    StopReaches,
    find_stop_reaches,
    measure_near,
)
from tests.geo.transit.walks import doors_at, footing
from tests.ride import TOWN
from tests.town import at, barrier, draw, segments_of, street

STOPS = at(50, 0), at(150, 205), at(50, 701), at(290, 0), at(9000, 0)
MAIN, STEPS, ISLAND, QUAY, NOWHERE = range(5)


def reach(
    profile: str = "manual_wheelchair",
    *,
    town: Network = TOWN,
    barriers: tuple[BarrierFact, ...] = (),
) -> StopReaches:
    return find_stop_reaches(
        town, barriers, doors=doors_at(town, *STOPS), profile=get_profile(profile)
    )


def test_a_stop_is_reached_perhaps_reached_or_not_and_that_is_told_apart() -> None:
    chair, walker = reach(), reach("walker")

    assert chair.states[MAIN] is Reached.YES
    assert chair.states[QUAY] is Reached.UNKNOWN
    assert chair.states[STEPS] is Reached.NO
    assert walker.states[STEPS] is Reached.YES
    for found in (chair, walker):
        assert found.states[ISLAND] is Reached.OFF
        assert found.states[NOWHERE] is Reached.OFF


@pytest.mark.parametrize("profile", ["manual_wheelchair", "rollator", "white_cane"])
def test_what_is_not_reached_is_what_the_gaps_tell(profile: str) -> None:
    doors = doors_at(TOWN, *STOPS)
    price = {p: ProfilePrice(get_profile(profile), p) for p in Policy}
    walker = build_passage(TOWN, (), ProfilePrice(get_profile("walker"), Policy.OPEN))
    hopeful = build_passage(TOWN, (), price[Policy.OPEN])
    sites = doors.choose(open_anyhow(hopeful))
    access = Access(build_passage(TOWN, (), price[Policy.STRICT]), hopeful, walker)

    gaps = find_stop_gaps(TOWN, sites.sites, access)

    told = {int(sites.place[gap.site]): gap.unknown for gap in gaps}
    states = reach(profile).states
    missed = {Reached.NO: False, Reached.UNKNOWN: True}
    assert {i: missed[s] for i, s in enumerate(states) if s in missed} == told


def test_a_confirmed_barrier_cuts_a_stop_off_and_its_end_opens_it_again() -> None:
    town = draw([street("main", "n1", "m1"), street("bridge", "m1", "b1", "b2", "u1")])
    shut = barrier(town, "bridge", "kerb_height_m", 0.3)

    def state(barriers: tuple[BarrierFact, ...]) -> Reached:
        found = find_stop_reaches(
            town,
            barriers,
            doors=doors_at(town, at(195, 5)),
            profile=get_profile("manual_wheelchair"),
        )
        return found.states[0]

    # The whole bridge is shut, so the stop on it has no way out on either side.
    assert (state(()), state((shut,)), state(())) == (
        Reached.YES,
        Reached.NO,
        Reached.YES,
    )


def test_near_is_the_sum_of_the_homes_that_are_in_time_one_by_one() -> None:
    people = np.arange(1.0, TOWN.segments + 1)
    town = replace(TOWN, residents=people)
    profile, limit_s = "manual_wheelchair", 200.0
    doors = doors_at(town, *STOPS)

    found = measure_near(
        town, (), doors=doors, profile=get_profile(profile), limit_s=limit_s
    )

    expected = np.zeros(len(STOPS))
    stops, homes = footing(town, STOPS, profile), build_homes(town)
    for home in range(town.segments):
        place = Snap((0, 0), (0, 0), 0.0, int(homes.segment[home]), 0.5)
        # A home is on its own side of the street, where a trip may begin on either.
        place = replace(place, either=False)
        near = find_access(stops, place, limit_s=limit_s)
        expected[near.stop] += people[home]
    assert found.counts_people
    assert found.near == pytest.approx(expected)
    assert found.near[MAIN] > 0
    assert found.near[NOWHERE] == 0


def test_without_residents_metres_of_streets_are_counted() -> None:
    found = reach()
    walker = reach("walker")

    assert not found.counts_people
    assert 0 < found[MAIN].near <= found[MAIN].near_walker
    assert walker[MAIN].near == walker[MAIN].near_walker
    assert found[STEPS].near <= walker[STEPS].near
    assert segments_of(TOWN, "main")
