"""Where people live: on the streets inside the ground on which they were counted."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.people.settle import settle_people
from geo.people.share import in_quanta
from tests.geo.people.ground import census, nobody_asked, older, spot, square, town

TWO = town([[(0, 50), (100, 50)], [(100, 50), (400, 50)]])
"""A street of 100 m, and one of 300 m behind it."""


def settle(network, *told, surveyed=None, ground=None):
    asked = nobody_asked(network) if surveyed is None else np.array(surveyed)
    return settle_people(network, network.residents, told, surveyed=asked, town=ground)


def test_people_live_along_streets_by_their_length():
    found = settle(TWO, census([square(-50, -200, 500)], [400]))

    assert found.residents == pytest.approx([100, 300], abs=0.1)
    assert found.residents.sum() == found.total == 400


def test_a_street_is_cut_at_the_edge_of_the_ground():
    west, east = square(-300, -150, 500), square(200, -150, 500)

    found = settle(TWO, census([west, east], [300, 80]))

    assert found.residents == pytest.approx([150, 150 + 80], abs=0.1)
    assert found.residents.sum() == 380


def test_ground_without_a_street_keeps_its_people_unplaced():
    away = square(0, 200, 30)

    found = settle(TWO, census([square(-50, -200, 500), away], [400, 7]))

    (share,) = found.shares
    assert share.unplaced.tolist() == [0, 7]
    assert (found.unplaced, found.total) == (7, 407)


def test_ground_between_streets_is_lived_in_from_the_one_beside_it():
    yard, field = square(20, 90, 30), square(20, 170, 30)

    found = settle(TWO, census([yard, field], [12, 5]))

    assert found.residents[0] == 12
    assert found.shares[0].unplaced.tolist() == [0, 5]


def test_ground_outside_the_town_is_not_of_the_town():
    far = square(5000, 5000, 100)

    found = settle(TWO, census([square(-50, -200, 500), far], [400, 9]))

    (share,) = found.shares
    assert share.outside.tolist() == [0, 9]
    assert found.total == 400


def test_ground_of_the_town_beyond_its_streets_counts_where_its_boundary_is_known():
    far = square(5000, 5000, 100)
    boundary = square(-500, -500, 9000)

    found = settle(
        TWO, census([square(-50, -200, 500), far], [400, 9]), ground=boundary
    )

    assert found.unplaced == 9


def test_a_side_of_a_street_counts_half():
    sides = town([[(0, 50), (100, 50)]] * 2 + [[(0, 90), (100, 90)]], sides=[1, 2, 0])

    found = settle(sides, census([square(-50, -50, 300)], [100]))

    assert found.residents == pytest.approx([25, 25, 50], abs=0.1)


def test_nobody_lives_on_a_crossing_and_on_paths_only_where_there_is_no_street():
    kinds = ["residential", "footway", "footway/crossing"]
    lines = [[(0, 10), (100, 10)], [(0, 50), (100, 50)], [(0, 90), (100, 90)]]
    mixed = town(lines, highways=kinds)
    below, above = square(-10, -10, 120), square(-10, 40, 120)

    whole = settle(mixed, census([below], [30]))
    upper = settle(mixed, census([above], [30]))

    assert whole.residents.tolist() == [30, 0, 0]
    assert upper.residents[1:].tolist() == [30, 0]
    assert np.isnan(upper.residents[0])


def test_where_nobody_counted_the_number_is_unknown():
    found = settle(TWO, census([square(-50, 0, 100)], [10]))

    assert found.residents[0] == 10
    assert np.isnan(found.residents[1])


def test_a_count_that_nobody_knows_is_not_zero():
    ground = [square(-50, 0, 140), square(110, 0, 300)]

    found = settle(TWO, census(ground, [np.nan, 12]))

    assert np.isnan(found.residents[0])
    assert found.residents[1] == found.total == 12


def test_a_point_is_on_the_nearest_street_within_reach():
    near, far = spot(50, 80), spot(50, 900)

    found = settle(TWO, census([near, far], [5, 6]), ground=square(-900, -900, 3000))

    assert found.residents[0] == 5
    assert found.unplaced == 6


def test_dwellings_say_where_inside_the_ground_people_live():
    ground = census([square(-50, -200, 500)], [90])
    homes = [square(10, 55, 8), square(300, 55, 8)]
    buildings = census(homes, [np.nan] * 2, source="homes", dwellings=[2, 1])

    found = settle(TWO, ground, buildings)

    assert found.residents.tolist() == [60, 30]
    assert found.shares[0].spread.by_dwellings.all()


def test_dwellings_over_a_whole_district_say_nothing_of_where():
    ground = census([square(-50, -200, 500)], [400])
    block = census([square(-50, -200, 500)], [np.nan], source="b", dwellings=[50])

    found = settle(TWO, ground, block)

    assert found.residents == pytest.approx([100, 300], abs=0.1)


def test_of_two_sources_over_the_same_ground_the_more_detailed_counts():
    district = census([square(-100, -300, 700)], [1000], source="district")
    blocks = census(
        [square(-50, 0, 150), square(100, 0, 350)], [40, 60], source="blocks"
    )

    found = settle(TWO, district, blocks)

    assert found.residents == pytest.approx([40, 60])
    assert [share.census.source for share in found.shares] == ["blocks", "district"]
    assert found.shares[1].superseded.tolist() == [1000]
    assert found.total == 100


def test_what_the_detailed_source_does_not_cover_is_told_by_the_other():
    district = census([square(-100, -300, 700)], [400], source="district")
    block = census([square(-50, 0, 150)], [40], source="block")

    found = settle(TWO, district, block)

    assert found.residents == pytest.approx([40, 300], abs=0.1)


def test_blocks_that_leave_their_streets_out_are_not_counted_again():
    district = census([square(-100, -300, 700)], [100], source="district")
    blocks = census([square(0, 60, 90), square(200, 60, 90)], [40, 60], source="blocks")

    found = settle(TWO, district, blocks)

    assert found.residents == pytest.approx([40, 60])
    assert found.shares[1].superseded.tolist() == [100]


def test_a_grid_that_says_nobody_is_believed():
    district = census([square(-100, -300, 700)], [100], source="district")
    ground = [square(0, 0, 90), square(-100, -300, 700)]
    grid = census(ground, [30, 0], source="grid", year=2024)

    found = settle(TWO, district, grid)

    assert found.residents.tolist() == [30, 0]


def test_a_detailed_count_that_is_very_old_gives_way():
    district = census([square(-100, -300, 700)], [400], source="district", year=2024)
    blocks = census([square(-50, 0, 150)], [40], source="blocks")

    found = settle(TWO, district, older(blocks, 1994))

    assert found.residents == pytest.approx([100, 300], abs=0.1)
    assert found.shares[1].superseded.tolist() == [40]


def test_what_was_asked_street_by_street_stands():
    asked = town([[(0, 50), (100, 50)], [(100, 50), (400, 50)]], residents=[17, np.nan])

    found = settle(
        asked, census([square(-50, -200, 500)], [400]), surveyed=[True, False]
    )

    assert found.residents == pytest.approx([17, 300], abs=0.1)
    assert found.shares[0].superseded == pytest.approx([100], abs=0.1)


def test_what_was_made_up_gives_way_to_a_census():
    shown = town([[(0, 50), (100, 50)], [(900, 50), (990, 50)]], residents=[17, 18])

    found = settle(shown, census([square(-50, 0, 200)], [400]))

    assert found.residents.tolist() == [400, 18]


def test_groups_live_where_everybody_of_their_ground_lives():
    ground = [square(-50, -200, 500), square(0, 400, 50)]
    told = census(ground, [400, 8], groups={"female": [200, 4]})

    found = settle(TWO, told, ground=square(-900, -900, 3000))
    women, unplaced = found.residents_of("female")

    assert women == pytest.approx([50, 150], abs=0.1)
    assert women.sum() == 200
    assert unplaced == 4


def test_a_group_that_nobody_counted_is_unknown():
    found = settle(TWO, census([square(-50, -200, 500)], [400]))

    people, _ = found.residents_of("female")

    assert np.isnan(people).all()


grounds = st.lists(
    st.tuples(
        st.integers(-300, 500),
        st.integers(-300, 300),
        st.integers(20, 600),
        st.floats(0, 1e5),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(grounds, grounds, st.booleans())
def test_everybody_who_was_counted_is_somewhere_exactly_once(fine, coarse, asked):
    sources = [
        census(
            [square(x, y, size) for x, y, size, _ in told],
            [people for *_, people in told],
            source=name,
        )
        for name, told in (("fine", fine), ("coarse", coarse))
    ]

    found = settle(TWO, *sources, surveyed=[asked, False])

    for share in found.shares:
        parts = share.placed + share.unplaced + share.superseded + share.outside
        assert parts.tolist() == in_quanta(share.census.people).tolist()
        for part in (share.people, share.unplaced, share.superseded, share.outside):
            assert (part >= 0).all()
    living = sum(share.placed.sum() for share in found.shares)
    assert np.nansum(found.residents[~found.surveyed]) == living


@settings(max_examples=30)
@given(st.permutations(range(4)))
def test_the_order_of_rows_changes_nothing(order):
    ground = [square(100 * i - 50, -50, 180) for i in range(4)]
    people = [11.25, 40.0, 7.1, 90.0]
    before = settle(TWO, census(ground, people))

    after = settle(TWO, census([ground[i] for i in order], [people[i] for i in order]))

    assert after.residents.tolist() == before.residents.tolist()


def test_known_ground_is_measured():
    found = settle(TWO, census([shapely.union_all([square(0, 0, 4000)])], [10]))

    assert found.shares[0].known_part < 0.5
