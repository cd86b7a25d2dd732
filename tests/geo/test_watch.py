"""A watched trip tells of what is new on it, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from geo.answer import Policy
from geo.profile import get_profile
from geo.watch import Watched, watch_trip
from tests.town import at, barrier, draw

TOWN = draw()
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
ENDS = at(0, 190), at(100, 190)
"""The market street is the shortest way between them."""


def watched(profile="walker", ends=ENDS):
    return Watched(*ends, get_profile(profile), Policy.CAUTIOUS, SINCE)


def on(street, attribute="access", value="no", **changes):
    return replace(barrier(TOWN, street, attribute, value), **changes)


def test_a_new_barrier_on_the_way_is_told_with_what_it_changes():
    new = on("market")

    seen = watch_trip(TOWN, [new], {new.key}, watched())

    assert seen.met == (new.key,)
    assert seen.out.before_s < seen.out.now_s
    assert seen.back.extra_s > 60
    assert seen.names[0] == {"en": "hill"}


def test_a_barrier_that_was_there_before_is_no_news():
    old = on("market")

    seen = watch_trip(TOWN, [old], set(), watched())

    assert seen.met == ()
    assert seen.out.extra_s == 0


def test_a_new_barrier_elsewhere_is_no_news():
    new = on("ramp")

    seen = watch_trip(TOWN, [new], {new.key}, watched())

    assert (seen.met, seen.out.extra_s, seen.back.extra_s) == ((), 0, 0)


@pytest.mark.parametrize("attribute", ["kerb_height_m", "narrowest_m", "surface"])
def test_a_new_barrier_of_unknown_size_is_told_too(attribute):
    new = on("market", attribute, None, confirmed=False)

    seen = watch_trip(TOWN, [new], {new.key}, watched("manual_wheelchair"))

    assert seen.met == (new.key,)


def test_a_way_that_is_closed_is_told_as_no_longer_possible():
    streets = ("market", "hill", "flat", "middle", "cobbles", "lift")
    shut = [on(street) for street in streets]

    seen = watch_trip(TOWN, shut, {"drawn:market:access"}, watched())

    assert seen.out.now_s is None
    assert seen.out.extra_s is None
