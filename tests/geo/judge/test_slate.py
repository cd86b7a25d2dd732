"""One person after the other writes on the same slate."""

from __future__ import annotations

import numpy as np

from geo.answer import Policy
from geo.cost import edge_costs
from geo.judge.slate import LAST, Slates
from geo.profile import get_profile, load_profiles
from tests.geo.sketch import sketch


def test_the_same_person_reads_on_and_another_one_does_not() -> None:
    slates, one, other = Slates(), object(), object()

    first = slates.ready(one, 3)[1]

    assert slates.ready(one, 3)[1] == first != 0
    assert slates.ready(other, 3)[1] not in {0, first}
    assert slates.ready(one, 3)[1] != first


def test_a_larger_network_gets_a_larger_slate_that_stays() -> None:
    slates, owner = Slates(), object()

    small, large = slates.ready(owner, 3), slates.ready(owner, 9)

    assert len(small[0]) == 3
    assert large[0].shape == (9,)
    assert slates.ready(object(), 3)[0] is large[0]


def test_after_the_last_number_the_slate_is_new() -> None:
    slates = Slates()
    slate, _ = slates.ready(object(), 2)
    slate["number"], slates.number = 7, LAST

    found, number = slates.ready(object(), 2)

    assert number == 1
    assert not found["number"].any()


def test_people_in_turns_are_judged_as_each_alone() -> None:
    network = sketch(4, [(0, 1), (1, 2), (2, 3)])
    people = [get_profile(key) for key in sorted(load_profiles())]
    alone = [edge_costs(network, one, Policy.CAUTIOUS, ()).weights for one in people]

    costs = [edge_costs(network, one, Policy.CAUTIOUS, ()) for one in people]
    slates = [each.shared for each in costs]
    found = [each.weights for each in reversed(costs)][::-1]

    assert len({each.number for each in slates}) == len(people)
    assert all(np.array_equal(a, b) for a, b in zip(alone, found, strict=True))
