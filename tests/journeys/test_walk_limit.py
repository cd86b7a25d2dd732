"""How far somebody goes on foot to a stop is their own word, within bounds."""

from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.profile import get_profile, load_profiles
from geo.transit.walk_limit import MOST_S, USUAL_S, check_limit, usual_limit
from tests.journeys.rides import PLACES, ask, say

TABLE = "1 +  A 10:10  B 10:30"
FAR = (PLACES["A"][0] + 0.001, PLACES["A"][1])
"""The end of the street, ninety metres from the stop."""
ENDS = FAR, PLACES["B"]


def test_who_is_slower_gets_the_time_to_come_as_far_up_to_a_bound() -> None:
    walker, chair = get_profile("walker"), get_profile("manual_wheelchair")

    assert usual_limit(walker) == USUAL_S
    far_m = USUAL_S * walker.speed.flat_mps
    assert far_m <= usual_limit(chair) * chair.speed.flat_mps < 1.1 * far_m
    assert all(
        USUAL_S <= usual_limit(one) <= MOST_S for one in load_profiles().values()
    )


@pytest.mark.parametrize("limit_s", [-1.0, MOST_S + 1, float("nan")])
def test_a_limit_out_of_bounds_is_refused_with_the_bounds(limit_s: float) -> None:
    with pytest.raises(InputError, match="outside 0 … 7200") as refused:
        check_limit(limit_s, get_profile("walker"))

    assert refused.value.field == "walk_limit_s"


@pytest.mark.parametrize("profile", ["walker", "manual_wheelchair"])
def test_where_the_limit_and_not_the_street_stops_somebody_it_is_said(
    profile: str,
) -> None:
    found = ask(TABLE, ENDS, "10:00", profile, walk_limit_s=30)

    assert found.found == ()
    assert found.of_others == ()
    assert found.walk_limit_s == 30
    assert found.beyond_s is not None
    enough = ask(TABLE, ENDS, "10:00", profile, walk_limit_s=found.beyond_s)
    less = ask(TABLE, ENDS, "10:00", profile, walk_limit_s=found.beyond_s - 1)
    assert len(enough.found) == 1
    assert less.found == ()


def test_what_is_found_within_the_limit_speaks_of_none() -> None:
    found = ask(TABLE, ENDS, "10:00")

    assert len(found.found) == 1
    assert (found.walk_limit_s, found.beyond_s) == (USUAL_S, None)


def test_where_no_limit_would_help_none_is_named() -> None:
    found = ask("1 -  A 10:10  B 10:30", ENDS, "10:00", "manual_wheelchair")

    assert found.found == ()
    assert found.beyond_s is None


def test_the_limit_holds_between_two_vehicles_too() -> None:
    table = """
        1 +  A 10:10  B 10:30
        2 +  b 10:40  c 11:00
    """

    near, far = (
        say(ask(table, "A-c", "10:00", walk_limit_s=limit)) for limit in (600, 20)
    )

    assert len(near) == 1
    assert far == []
