"""Ways on foot between stops: against a plain search, and in the miniature town."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Policy, Snap
from geo.errors import InputError
from geo.network import BarrierFact
from geo.passage import Sites
from geo.snap import segment_index
from geo.transit.foot import (
    LONGEST_S,
    Footing,
    Footpaths,
    find_access,
    find_egress,
    find_footpaths,
)
from tests.geo.transit.walks import Drawn, find_plainly, footing, towns
from tests.ride import TOWN, trip
from tests.town import at, barrier, draw, named, segments_of, street

PROFILES = st.sampled_from(["walker", "manual_wheelchair", "older_person"])
POLICIES = st.sampled_from(list(Policy))


def table(found: Footpaths) -> dict[tuple[int, int], tuple[int, bool]]:
    """Give footpaths as a mapping: (from, to) → seconds, whether they are certain."""
    return {
        (source, int(found.stop[i])): (int(found.seconds[i]), bool(found.certain[i]))
        for source in range(len(found.start) - 1)
        for i in range(int(found.start[source]), int(found.start[source + 1]))
    }


def snapped(place: tuple[float, float], found: Footing) -> Snap:
    index = segment_index(found.walk.network)
    return index.snap(place, index.near(place, 250.0)[0][0])


@given(towns(), PROFILES, POLICIES, st.sampled_from([40.0, 150.0, 400.0, LONGEST_S]))
def test_footpaths_are_those_of_a_plain_search(
    drawn: Drawn, profile: str, policy: Policy, limit_s: float
) -> None:
    found = footing(drawn.town, drawn.stops, profile, policy=policy)

    mine = table(find_footpaths(found, limit_s=limit_s))

    assert mine == {
        ends: (math.ceil(spent / 1000), certain)
        for ends, (_, spent, certain) in find_plainly(found).items()
        if spent <= limit_s * 1000
    }


@given(towns(), PROFILES)
def test_access_and_egress_are_the_footpaths_of_a_stop_at_that_place(
    drawn: Drawn, profile: str
) -> None:
    found = footing(drawn.town, drawn.stops, profile)
    paths = table(find_footpaths(found, limit_s=LONGEST_S))
    first = found.stops.sites
    place = Snap((0, 0), (0, 0), 0.0, int(first.segment[0]), float(first.fraction[0]))

    there = find_access(found, place, limit_s=LONGEST_S)
    back = find_egress(found, place, limit_s=LONGEST_S)

    out = dict(zip(there.stop.tolist(), there.seconds.tolist(), strict=True))
    home = dict(zip(back.stop.tolist(), back.seconds.tolist(), strict=True))
    assert {k: v for k, v in out.items() if k != 0} == {
        b: seconds for (a, b), (seconds, _) in paths.items() if a == 0
    }
    assert {k: v for k, v in home.items() if k != 0} == {
        a: seconds for (a, b), (seconds, _) in paths.items() if b == 0
    }


@settings(max_examples=20)
@given(towns(), PROFILES, st.integers(30, 60))
def test_threads_and_turning_change_nothing(
    drawn: Drawn, profile: str, many: int
) -> None:
    stops = (drawn.stops * many)[:200]
    found = footing(drawn.town, stops, profile)
    alone = find_footpaths(found, limit_s=300)

    shared = find_footpaths(found, limit_s=300, threads=3)

    assert table(shared) == table(alone)
    assert {(a, b): rest for (b, a), rest in table(alone.turned()).items()} == (
        table(alone)
    )


@given(towns(), PROFILES)
def test_every_way_of_a_strict_person_is_certain(drawn: Drawn, profile: str) -> None:
    found = footing(drawn.town, drawn.stops, profile, policy=Policy.STRICT)

    assert find_footpaths(found, limit_s=LONGEST_S).certain.all()


@pytest.mark.parametrize("profile", ["walker", "manual_wheelchair", "white_cane"])
def test_the_seconds_are_those_of_the_trip_on_foot(profile: str) -> None:
    ends = at(20, 0), at(130, 150)
    found = footing(TOWN, ends, profile)

    out = table(find_footpaths(found, limit_s=LONGEST_S))
    told = trip(*ends, profile).out

    assert (0, 1) in out or not told.line or told.broken
    if (0, 1) in out:
        assert out[0, 1][0] == pytest.approx(told.seconds, abs=1.5)
        assert out[0, 1][1] == (not told.unknown)


def test_a_stop_stands_on_its_street_and_not_at_the_next_corner() -> None:
    town = draw([named(street("long", "n1", "m1"), highway="footway")])
    found = footing(town, (at(40, 0), at(60, 0)), "walker")

    seconds, certain = table(find_footpaths(found, limit_s=60))[0, 1]

    assert seconds == pytest.approx(20 / 1.33, abs=4)
    assert certain


def test_the_unknown_is_marked_and_left_out_by_the_strict() -> None:
    ends = at(150, 10), at(290, 0)

    cautious = footing(TOWN, ends, "manual_wheelchair")
    strict = footing(TOWN, ends, "manual_wheelchair", policy=Policy.STRICT)

    assert table(find_footpaths(cautious, limit_s=900))[0, 1][1] is False
    assert (0, 1) not in table(find_footpaths(strict, limit_s=900))


def test_ways_up_a_hill_are_for_those_who_go_down_only() -> None:
    town = draw([street("hill", "n2", "n3", incline=0.09)])
    found = footing(town, (at(0, 110), at(0, 190)), "manual_wheelchair")

    assert table(find_footpaths(found, limit_s=900)).keys() == {(1, 0)}


def test_a_confirmed_barrier_closes_the_way_past_it_and_no_other() -> None:
    kerb = BarrierFact(
        key="drawn:kerb",
        kind="kerb",
        segments=tuple(segments_of(TOWN, "flat")),
        attribute="kerb_height_m",
        value=0.2,
        lonlat=at(0, 50),
        evidence=barrier(TOWN, "flat", "kerb_height_m", 0.2).evidence,
    )
    stops = at(0, 10), at(0, 30), at(0, 90)

    free = table(find_footpaths(footing(TOWN, stops, "walker"), limit_s=200))
    shut = table(
        find_footpaths(
            footing(TOWN, stops, "manual_wheelchair", barriers=(kerb,)), limit_s=200
        )
    )

    assert {(0, 2), (1, 2)} <= free.keys()
    assert {(0, 1), (1, 0)} <= shut.keys()
    assert {(0, 2), (2, 0), (1, 2), (2, 1)}.isdisjoint(shut.keys())


def test_a_stop_far_from_every_way_has_no_ways() -> None:
    found = footing(TOWN, (at(20, 0), at(5000, 0)), "walker")

    assert found.on_network.tolist() == [True, False]
    assert len(find_footpaths(found, limit_s=900)) == 0


def test_a_limit_out_of_range_is_refused() -> None:
    found = footing(TOWN, (at(20, 0),), "walker")

    for limit_s in (-1.0, LONGEST_S + 1, float("nan")):
        with pytest.raises(InputError, match="minutes"):
            find_footpaths(found, limit_s=limit_s)


def test_both_sides_of_a_street_are_one_stop() -> None:
    found = footing(TOWN, (at(50, 2),), "walker")
    place = snapped(at(90, 2), found)

    near = find_access(found, place, limit_s=120)

    assert isinstance(found.stops.sites, Sites)
    assert near.stop.tolist() == [0]
