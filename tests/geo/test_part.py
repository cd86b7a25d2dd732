from dataclasses import replace

import pytest

from geo.answer import Verdict
from tests.ride import TOWN, streets, trip
from tests.town import at, barrier

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
