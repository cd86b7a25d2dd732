import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.gap.district import count_cells, find_district_gaps
from geo.service_reach import Reach


def reach(states):
    """R reached, U unknown, L lost, - out of the walker's reach."""
    walker = np.array([s != "-" for s in states])
    return Reach(walker, *(np.array([s == mark for s in states]) for mark in "RUL"))


def test_a_district_is_under_the_floor_when_most_is_lost():
    reaches = {"health": reach("LLR"), "school": reach("LUR")}

    (gap,) = find_district_gaps(
        reaches, np.array([0, 0, 1]), np.array([10.0, 5.0, 7.0])
    )

    assert (gap.district, gap.low, gap.high) == (0, 0.0, 5 / 30)
    assert (gap.people_low, gap.people_high) == (15, 15)
    assert gap.lost == ("health", "school")
    assert gap.doubtful == ("school",)
    assert gap.homes == (0, 1)


def test_what_is_not_known_keeps_a_district_between_worst_and_best():
    (gap,) = find_district_gaps(
        {"health": reach("RU")}, np.zeros(2, int), np.array([4.0, 6.0])
    )

    assert (gap.low, gap.high) == (0.4, 1.0)
    assert (gap.people_low, gap.people_high) == (0, 6)
    assert gap.lost == ()


def test_what_no_walker_has_counts_nowhere():
    reaches = {"health": reach("-R")}

    assert find_district_gaps(reaches, np.array([0, 1]), np.ones(2)) == []
    assert [
        cell.district for cell in count_cells(reaches, np.array([0, 1]), np.ones(2))
    ] == [1]


@given(st.lists(st.sampled_from("RUL-"), min_size=1, max_size=12))
def test_cells_add_up_to_what_walkers_have(states):
    weight = np.arange(1.0, len(states) + 1)
    found = reach(states)

    cells = count_cells({"s": found}, np.arange(len(states)) % 3, weight)

    total = sum(cell.reached + cell.unknown + cell.lost for cell in cells)
    assert total == weight[found.walker].sum()
