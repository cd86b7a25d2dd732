import numpy as np
import pytest

from geo.attach import PREFER_M, Attacher
from tests.geo.sketch import STEP, sketch

STREET = [(0, 1), (1, 2)]
"""111 m a step."""


def attach(points, usable=(True, True, True, True), limit_m=60.0):
    return Attacher(sketch(3, STREET)).attach(
        np.array(points, dtype=float), np.array(usable), limit_m=limit_m
    )


def test_a_door_is_attached_along_its_nearest_street():
    found = attach([(STEP * 1.25, 0.0001)])

    assert found.sites.segment.tolist() == [1]
    assert found.sites.fraction[0] == pytest.approx(0.25, abs=0.001)


def test_a_door_far_from_every_street_is_left_out():
    found = attach([(0.0, 0.01), (0.0, 0.0001)])

    assert found.index.tolist() == [1]


def test_a_street_that_can_be_passed_is_preferred_while_hardly_farther():
    near = STEP * (1 - (PREFER_M - 2) / 111.3)
    far = STEP * (1 - (PREFER_M + 3) / 111.3)

    found = attach([(near, 0), (far, 0)], usable=(False, False, True, False))

    assert found.sites.segment.tolist() == [1, 0]


def test_where_nothing_can_be_passed_the_nearest_street_is_taken():
    found = attach([(STEP / 2, 0)], usable=(False,) * 4)

    assert found.sites.segment.tolist() == [0]


def test_an_empty_network_has_no_site():
    empty = Attacher(sketch(0, []))

    found = empty.attach(np.array([[0.0, 0.0]]), np.zeros(0, bool), limit_m=60)

    assert len(found.sites) == 0


def test_no_points_give_no_sites():
    assert len(attach(np.empty((0, 2))).sites) == 0
