"""Rows of segments, taken apart and put together again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import edge_costs
from geo.judge.kind import OWN, _find_equal, build_kinds, sums_of
from geo.judge.need import build_need
from geo.judge.row import build_rows
from geo.judge.slate import KNOWN
from geo.profile import get_profile, load_profiles
from tests.geo.sketch import sketch
from tests.town import draw

TOWN = draw()
WORDS = st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=1)


def test_a_row_is_that_of_its_kind_but_for_what_is_its_own() -> None:
    kinds, rows = build_kinds(TOWN), build_rows(TOWN)

    together = kinds.rows[kinds.segments["kind"]]
    for name in OWN:
        together[name] = kinds.segments[name]

    assert str(together.tolist()) == str(rows.tolist())


def test_streets_that_differ_in_length_only_are_of_one_kind() -> None:
    network = sketch(4, [(0, 1), (1, 2), (2, 3)], length_m=[10, 20, 30])

    kinds = build_kinds(network)

    assert len(kinds.rows) == 1
    assert kinds.segments["kind"].tolist() == [0, 0, 0]
    assert kinds.segments["length_m"].tolist() == [10, 20, 30]


@given(st.sampled_from(sorted(load_profiles())), st.sampled_from(Policy))
def test_what_is_judged_of_a_kind_does_not_depend_on_length_or_slope(
    key: str, policy: Policy
) -> None:
    needs, rows = build_need(get_profile(key), policy), build_rows(TOWN).copy()
    room, other = np.zeros(len(rows), KNOWN), np.zeros(len(rows), KNOWN)

    found = [sums_of(room[i], 1, rows[i], needs[0]) for i in range(len(rows))]
    again = [sums_of(room[i], 1, rows[0], needs[0]) for i in range(len(rows))]
    for name in OWN:
        rows[name] = 7.0

    assert again == found
    assert found == [sums_of(other[i], 1, rows[i], needs[0]) for i in range(len(rows))]


@given(WORDS)
def test_equal_rows_are_of_one_kind_and_others_are_not(rows: list[list[int]]) -> None:
    words = np.array(rows, dtype=np.int64)

    first, kind = _find_equal(words)

    assert (words[first[kind]] == words).all()
    assert len(first) == len({tuple(row) for row in rows})


def test_a_network_without_segments_has_no_kinds() -> None:
    empty = draw([], nodes={}, node_facts={})

    costs = edge_costs(empty, get_profile("walker"), Policy.OPEN, ())

    assert len(build_kinds(empty).rows) == len(costs.weights_ms) == 0
