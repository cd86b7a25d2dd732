import numpy as np
import pytest

from geo.cut import build_passage
from geo.passage import Sites
from geo.service import load_services
from geo.service_gap import find_service_gaps, nearest_quarters
from geo.service_reach import PATIENCE, Access, ServiceSearch, group_sites
from tests.geo.sketch import kerb, price, sketch

WALKER_S = load_services().within("health").seconds


def site(*places):
    return Sites(
        np.array([s for s, _ in places], dtype=np.int32),
        np.array([f for _, f in places], dtype=float),
    )


def search(network, barriers=(), doubtful=(), places=None):
    walker = build_passage(network, (), price)
    access = Access(
        strict=build_passage(network, [*barriers, *doubtful], price),
        hopeful=build_passage(network, barriers, price),
        walker=walker,
    )
    return ServiceSearch(network, places or {"health": site((2, 1.0))}, access)


def street(**options):
    return sketch(4, [(0, 1), (1, 2), (2, 3)], **options)


def test_a_kerb_takes_the_clinic_from_those_before_it():
    network = street(residents=[10, 5, 7])
    asked = search(network, [kerb("k", network, 1, at=0.9)])

    reach = asked.reach("health")

    assert reach.walker.tolist() == [True, True, True]
    assert reach.lost.tolist() == [True, True, False]
    assert reach.reached.tolist() == [False, False, True]


def test_what_is_not_known_is_neither_reached_nor_lost():
    network = street(residents=[10, 5, 7])

    (gap,) = find_service_gaps(
        search(network, doubtful=[kerb("k", network, 1, at=0.9)]), np.zeros(3, int)
    )

    assert (gap.reached, gap.unknown, gap.lost) == (7, 15, 0)
    assert gap.blocks == ()


def test_a_gap_counts_the_residents_and_names_the_edge_out_and_back():
    network = street(residents=[10, 5, 7])

    (gap,) = find_service_gaps(
        search(network, [kerb("k", network, 1, at=0.9)]), np.zeros(3, int)
    )

    assert (gap.group, gap.quarter) == ("health", 0)
    assert (gap.reached, gap.unknown, gap.lost) == (7, 0, 15)
    assert gap.residents_known
    assert gap.blocks == (2, 3)
    assert gap.homes == (0, 1)


def test_without_residents_metres_of_street_are_counted():
    network = street(length_m=[80, 60, 40])

    (gap,) = find_service_gaps(
        search(network, [kerb("k", network, 1, at=0.9)]), np.zeros(3, int)
    )

    assert not gap.residents_known
    assert (gap.reached, gap.lost) == (40, 140)


def test_a_service_too_far_for_the_walker_is_no_gap_of_the_person():
    far = WALKER_S + 100
    network = street(residents=[1, 1, 1], length_m=[100, far, 100])
    asked = search(network, [kerb("k", network, 1, at=0.9)])

    reach = asked.reach("health")

    assert not reach.walker[0]
    assert not reach.lost[0]


def test_a_detour_beyond_patience_is_a_loss_and_below_it_is_not():
    for detour, lost in ((PATIENCE * WALKER_S - 300, False), (4000, True)):
        network = sketch(
            4,
            [(0, 1), (1, 2), (1, 2), (2, 3)],
            residents=[1, 1, 1, 1],
            length_m=[100, 100, detour, 100],
        )
        asked = search(
            network, [kerb("k", network, 1)], places={"health": site((3, 1.0))}
        )

        assert asked.reach("health").lost[0] == lost


def test_there_without_back_is_a_loss():
    network = street(residents=[1, 1, 1])
    network.oneway[1] = 1
    two_way = street(residents=[1, 1, 1])
    access = Access(
        strict=build_passage(network, (), price),
        hopeful=build_passage(network, (), price),
        walker=build_passage(two_way, (), price),
    )

    reach = ServiceSearch(network, {"health": site((2, 1.0))}, access).reach("health")

    assert reach.lost.tolist() == [True, True, False]


def test_quarters_are_told_apart():
    network = street(residents=[10, 5, 7])

    gaps = find_service_gaps(
        search(network, [kerb("k", network, 1, at=0.9)]), np.array([4, -1, 4])
    )

    assert [(g.quarter, g.reached, g.lost) for g in gaps] == [(4, 7, 10), (-1, 0, 5)]


def test_a_home_takes_the_nearest_quarter_unless_it_is_far():
    homes = np.array([[0.0, 0.0], [900.0, 0.0], [0.0, 5000.0]])
    quarters = np.array([[10.0, 0.0], [1000.0, 0.0]])

    assert nearest_quarters(homes, quarters, limit_m=500).tolist() == [0, 1, -1]


def test_without_quarters_every_home_is_in_none():
    assert nearest_quarters(np.zeros((2, 2)), np.empty((0, 2)), limit_m=1).tolist() == [
        -1,
        -1,
    ]


def test_sites_are_split_by_service():
    groups = group_sites(site((0, 0.1), (1, 0.2), (2, 0.3)), ["b", "a", "b"])

    assert list(groups) == ["a", "b"]
    assert groups["b"].fraction.tolist() == pytest.approx([0.1, 0.3])


def test_each_service_has_its_own_time_with_a_source_and_else_the_usual_one():
    table = load_services()

    assert table.within("transport").minutes < table.within("health").minutes
    assert table.within("health") == table.usual
    assert all(table.within(group).source for group in table.groups)


def test_a_stop_is_looked_for_nearer_than_a_clinic():
    far = load_services().within("transport").seconds + 60
    network = street(residents=[1, 1, 1], length_m=[100, far, 100])
    places = {"health": site((2, 1.0)), "transport": site((2, 1.0))}
    asked = search(network, places=places)

    assert asked.reach("health").walker[0]
    assert not asked.reach("transport").walker[0]
