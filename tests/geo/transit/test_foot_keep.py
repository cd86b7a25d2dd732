"""Footpaths that are kept, and when they are found anew."""

from __future__ import annotations

import numpy as np

from geo.answer import Policy
from geo.transit.foot_keep import MOST, FootKeeper
from tests.geo.transit.walks import price
from tests.ride import TOWN
from tests.town import at, barrier

STOPS = np.array([at(10, 0), at(90, 0), at(250, 0)])


def test_who_asks_again_is_given_the_same() -> None:
    keeper = FootKeeper()
    doors = keeper.doors(TOWN, STOPS)

    first = keeper.get(price(TOWN, "walker"), doors, limit_s=300)

    assert keeper.doors(TOWN, STOPS) is doors
    assert keeper.get(price(TOWN, "walker"), doors, limit_s=300) is first
    assert keeper.get(price(TOWN, "walker"), doors, limit_s=200) is not first
    assert keeper.get(price(TOWN, "pram"), doors, limit_s=300) is not first


def test_a_confirmed_barrier_changes_what_was_kept() -> None:
    keeper = FootKeeper()
    doors = keeper.doors(TOWN, STOPS)
    shut = (barrier(TOWN, "main", "kerb_height_m", 0.3),)
    free = keeper.get(price(TOWN, "manual_wheelchair"), doors, limit_s=900)

    barred = keeper.get(
        price(TOWN, "manual_wheelchair", barriers=shut), doors, limit_s=900
    )

    assert len(barred.paths) < len(free.paths)
    again = keeper.get(price(TOWN, "manual_wheelchair"), doors, limit_s=900)
    assert again is free


def test_other_stops_and_too_many_people_make_room() -> None:
    keeper = FootKeeper()
    doors = keeper.doors(TOWN, STOPS)
    first = keeper.get(price(TOWN, "walker"), doors, limit_s=300)
    for extra in range(MOST):
        keeper.get(
            price(TOWN, "walker", policy=Policy.OPEN), doors, limit_s=1.0 + extra
        )

    assert keeper.get(price(TOWN, "walker"), doors, limit_s=300) is not first
    assert keeper.doors(TOWN, STOPS.copy()) is not doors
