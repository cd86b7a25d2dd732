from dataclasses import replace
from itertools import pairwise

import pytest

from geo.answer import Verdict
from tests.ride import TOWN, streets, trip
from tests.town import STREETS, at, barrier, draw

KERB = replace(
    barrier(TOWN, "quay", "kerb_height_m", 0.2), kind="kerb", lonlat=at(270, 0)
)
"""A kerb across the quay, which runs from 200 m to 300 m east."""


def test_who_stops_short_of_a_barrier_is_not_stopped() -> None:
    found = trip(at(150, 12), at(250, 0), barriers=(KERB,))

    assert streets(found) == ["bridge", "quay"]
    assert found.out.broken == found.back.broken == ()


@pytest.mark.parametrize("east", [268, 270, 285])
def test_who_goes_past_a_barrier_meets_it(east: float) -> None:
    found = trip(at(150, 12), at(east, 0), barriers=(KERB,))

    assert found.out.verdict is Verdict.ONLY_IF
    assert [note.barrier for note in found.out.broken] == [KERB.key]


def test_a_barrier_that_takes_up_a_length_stops_everywhere_on_its_street() -> None:
    ruts = replace(KERB, kind="other")

    found = trip(at(150, 12), at(250, 0), barriers=(ruts,))

    assert found.out.verdict is Verdict.ONLY_IF


@pytest.mark.parametrize("east", [105, 130, 150, 199])
@pytest.mark.parametrize("profile", ["manual_wheelchair", "white_cane", "walker"])
def test_who_begins_in_the_middle_of_a_crossing_pays_for_the_rest_of_it(
    profile: str, east: float
) -> None:
    alone = [street for street in STREETS if street.key == "crossing"]
    flush = draw(alone, node_facts={"k1": {"kerb_height_m": 0.0}})
    places = at(101, 100), at(east, 100), at(199.5, 100)

    whole = trip(places[0], places[2], profile, town=flush).out
    parts = [trip(*ends, profile, town=flush).out for ends in pairwise(places)]

    assert whole.edges == parts[0].edges
    for name in ("seconds", "effort_s", "uncertain_m", "length_m"):
        total = sum(getattr(part, name) for part in parts)
        assert total == pytest.approx(getattr(whole, name), abs=0.05)
    back = [trip(*ends[::-1], profile, town=flush).out for ends in pairwise(places)]
    assert sum(one.seconds for one in back) == pytest.approx(
        trip(places[2], places[0], profile, town=flush).out.seconds, abs=0.05
    )
