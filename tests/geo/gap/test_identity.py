from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from geo.gap.identity import SPOT_M, Trace, match_gaps


def line(key, *xs, what=("island", "chair", ""), y=0.0):
    return Trace(key, what, LineString([(x, y) for x in xs]))


def spot(key, x, what=("stop", "chair", "")):
    return Trace(key, what, Point(x, 0))


def test_an_island_that_grew_by_a_street_is_the_island_of_before():
    found = match_gaps([line("old", 0, 100)], [line("new", 0, 60, 160)])

    assert found.same == {0: 0}
    assert found.absorbed == {}


def test_lines_drawn_anew_a_few_metres_aside_are_the_same():
    found = match_gaps([line("old", 0, 100)], [line("new", 0, 100, y=3.0)])

    assert found.same == {0: 0}


def test_streets_that_only_meet_are_not_the_same():
    found = match_gaps([line("old", 0, 100)], [line("new", 100, 200)])

    assert found.same == {}


def test_another_person_or_kind_is_another_gap_in_the_same_place():
    old = line("old", 0, 100)
    other = line("old", 0, 100, what=("island", "pram", ""))

    assert match_gaps([old], [other]).same == {}


def test_of_two_halves_the_larger_stays_what_it_was():
    halves = [line("old", 0, 30), line("b", 30, 100)]

    assert match_gaps([line("old", 0, 100)], halves).same == {1: 0}


def test_a_small_island_in_a_larger_one_is_absorbed_and_not_gone():
    before = [line("small", 0, 40), line("large", 60, 400)]

    found = match_gaps(before, [line("one", 0, 400)])

    assert found.same == {0: 1}
    assert found.absorbed == {0: 0}


def test_a_stop_that_moved_a_little_stays_and_one_far_away_does_not():
    assert match_gaps([spot("a", 0)], [spot("b", SPOT_M / 2)]).same == {0: 0}
    assert match_gaps([spot("a", 0)], [spot("b", SPOT_M * 2)]).same == {}


def test_the_nearest_of_two_stops_is_it_and_the_key_decides_between_equals():
    near = match_gaps([spot("a", 0)], [spot("far", 20), spot("near", 2)])
    equal = match_gaps([spot("a", 0)], [spot("b", 0), spot("a", 0)])

    assert near.same == {1: 0}
    assert equal.same == {1: 0}


def test_an_open_gap_goes_before_a_closed_one_in_the_same_place():
    before = [spot("closed", 0), spot("open", 1)]

    found = match_gaps(before, [spot("new", 0)], closed=[True, False])

    assert found.same == {0: 1}
    assert found.absorbed == {}


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True),
    st.randoms(use_true_random=False),
)
def test_whatever_the_order_everybody_finds_themselves(places, random):
    before = [line(f"g{x}", 100 * x, 100 * x + 50) for x in places]
    now = [line(f"renamed{x}", 100 * x, 100 * x + 50) for x in places]
    random.shuffle(now)

    found = match_gaps(before, now)

    assert len(found.same) == len(places)
    for new, old in found.same.items():
        assert now[new].key.removeprefix("renamed") == before[old].key[1:]
