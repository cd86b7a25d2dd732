import numpy as np

from geo.cut import build_passage
from geo.passage import Sites
from geo.service_reach import Access
from geo.stop_gap import find_stop_gaps
from tests.geo.sketch import kerb, price, sketch


def town():
    return sketch(6, [(0, 1), (1, 2), (2, 3), (4, 5)], residents=[50, 40, 0, 0])


STOPS = Sites(np.array([0, 2, 3], dtype=np.int32), np.array([0.5, 0.5, 0.5]))


def access(network, barriers=(), doubtful=()):
    return Access(
        strict=build_passage(network, [*barriers, *doubtful], price),
        hopeful=build_passage(network, barriers, price),
        walker=build_passage(town(), (), price),
    )


def test_a_stop_behind_a_kerb_is_a_gap_with_its_block_out_and_back():
    network = town()

    (gap,) = find_stop_gaps(
        network, STOPS, access(network, [kerb("k", network, 2, at=0.1)])
    )

    assert (gap.site, gap.unknown) == (1, False)
    assert set(gap.blocks) == {4, 5}


def test_a_stop_before_the_kerb_on_the_same_street_is_no_gap():
    network = town()

    assert (
        find_stop_gaps(network, STOPS, access(network, [kerb("k", network, 2, at=0.9)]))
        == []
    )


def test_a_stop_reached_over_the_unknown_is_said_to_be_unknown():
    network = town()

    (gap,) = find_stop_gaps(
        network, STOPS, access(network, doubtful=[kerb("k", network, 2, at=0.1)])
    )

    assert (gap.site, gap.unknown, gap.blocks) == (1, True, ())


def test_a_stop_that_the_walker_cannot_reach_is_no_gap_of_the_person():
    network = town()

    assert find_stop_gaps(network, STOPS, access(network)) == []


def test_there_without_back_is_a_gap():
    network = town()
    network.oneway[1] = 1

    (gap,) = find_stop_gaps(network, STOPS, access(network))

    assert (gap.site, gap.blocks) == (1, (3,))
