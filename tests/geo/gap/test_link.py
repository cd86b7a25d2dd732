import numpy as np

from geo.cut import build_passage
from geo.gap.link import find_link_gaps
from tests.geo.sketch import kerb, price, sketch


def flags(network, barriers=()):
    walker = build_passage(network, (), price)
    person = build_passage(network, barriers, price)
    return {"usable": person.usable, "walker": walker.usable}


def test_a_kerb_at_a_crossing_between_two_streets_is_a_missing_ramp():
    network = sketch(
        4, [(0, 1), (1, 2), (2, 3)], residents=[10, 0, 7], length_m=[200, 8, 150]
    )

    (gap,) = find_link_gaps(network, **flags(network, [kerb("k", network, 1)]))

    assert gap.segments == (1,)
    assert gap.residents == 7
    assert gap.blocks == (2, 3)


def test_two_crossings_between_the_same_parts_are_one_gap():
    network = sketch(
        4,
        [(0, 1), (1, 2), (2, 3), (0, 3)],
        length_m=[200, 8, 150, 9],
        residents=[1, 0, 2, 0],
    )
    barriers = [kerb("k", network, 1), kerb("l", network, 3)]

    (gap,) = find_link_gaps(network, **flags(network, barriers))

    assert gap.segments == (1, 3)


def test_where_another_crossing_can_be_used_none_is_missing():
    network = sketch(4, [(0, 1), (1, 2), (2, 3), (0, 3)], length_m=[200, 8, 150, 9])

    assert find_link_gaps(network, **flags(network, [kerb("k", network, 1)])) == []


def test_a_stub_behind_a_kerb_or_a_long_street_is_no_missing_crossing():
    stub = sketch(4, [(0, 1), (1, 2), (2, 3)], length_m=[200, 8, 20])
    long = sketch(4, [(0, 1), (1, 2), (2, 3)], length_m=[200, 90, 200])

    assert find_link_gaps(stub, **flags(stub, [kerb("k", stub, 1)])) == []
    assert find_link_gaps(long, **flags(long, [kerb("k", long, 1)])) == []


def test_an_empty_network_misses_no_crossing():
    network = sketch(0, [])
    nothing = np.zeros(0, dtype=bool)

    assert find_link_gaps(network, usable=nothing, walker=nothing) == []
