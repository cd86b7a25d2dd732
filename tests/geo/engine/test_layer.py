"""What barriers change: only the rows of their segments, and back again."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from geo.answer import Policy
from geo.cost import edge_costs
from geo.engine.layer import build_layer, list_altered, weigh
from geo.judge.laid import Laid, lay_rows
from geo.profile import get_profile
from tests.town import STREETS, barrier, draw, segments_of

TOWN = draw()
ALL = [barrier(TOWN, street.key, "kerb_height_m", 0.2) for street in STREETS]


def laid(*left_out: str) -> Laid:
    gone = {s for key in left_out for s in segments_of(TOWN, key)}
    return lay_rows(TOWN, [b for b in ALL if gone.isdisjoint(b.segments)])


def test_one_barrier_more_alters_its_own_segments() -> None:
    before, after = build_layer(laid("bridge")), build_layer(laid())

    found = list_altered(before, after)

    assert found.tolist() == segments_of(TOWN, "bridge")
    assert list_altered(after, before).tolist() == found.tolist()


def test_of_barriers_that_are_told_anew_nothing_is_altered() -> None:
    same = [build_layer(lay_rows(TOWN, [*ALL])), build_layer(laid())]
    again = build_layer(lay_rows(TOWN, [barrier(TOWN, "quay", "steps", True), *ALL]))

    assert list_altered(*same).tolist() == []
    assert list_altered(same[0], again).tolist() == segments_of(TOWN, "quay")


def test_altered_segments_are_all_whose_weights_differ() -> None:
    for one, other in combinations(("bridge", "quay", "flat", "ramp"), 2):
        before, after = laid(one), laid(other)
        person = get_profile("manual_wheelchair")
        needs = edge_costs(TOWN, person, Policy.CAUTIOUS, ()).needs
        every = np.arange(TOWN.segments, dtype=np.int32)
        old, new = weigh(before, needs, every), weigh(after, needs, every)

        found = list_altered(build_layer(before), build_layer(after))

        differ = {edge // 2 for edge in np.flatnonzero(old != new).tolist()}
        assert differ <= set(found.tolist())
        assert set(found.tolist()) == {
            s for key in (one, other) for s in segments_of(TOWN, key)
        }
