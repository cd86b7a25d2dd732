"""Parts of a whole are the whole, to the last digit and in any order."""

import math
import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.people.share import QUANTUM, in_quanta, share_out

weights = st.lists(st.floats(0, 1e6), min_size=1, max_size=20).filter(
    lambda found: sum(found) > 1e-3
)
cells = st.lists(st.tuples(st.floats(0, 1e8), weights), min_size=1, max_size=8)


def lay(found) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    totals = np.array([total for total, _ in found])
    owner = np.repeat(np.arange(len(found)), [len(parts) for _, parts in found])
    return totals, owner, np.concatenate([parts for _, parts in found])


@given(cells)
def test_the_parts_of_every_whole_sum_to_it_exactly(found):
    totals, owner, weight = lay(found)

    parts = share_out(totals, owner, weight)

    assert (parts >= 0).all()
    for cell, total in enumerate(in_quanta(totals)):
        own = parts[owner == cell].tolist()
        assert math.fsum(own) == total
        assert sum(own) == sum(reversed(own)) == total


@given(cells, st.randoms(use_true_random=False))
def test_all_parts_sum_to_the_same_in_any_order(found, order: random.Random):
    parts = share_out(*lay(found)).tolist()
    shuffled = list(parts)
    order.shuffle(shuffled)

    assert sum(parts) == sum(shuffled) == math.fsum(parts)


@given(st.integers(0, 10**9), weights)
def test_whole_people_lose_nothing(people, weight):
    owner = np.zeros(len(weight), int)

    parts = share_out(np.array([float(people)]), owner, np.array(weight))

    assert parts.sum() == people


@given(cells)
def test_a_part_is_as_large_as_its_weight_says(found):
    totals, owner, weight = lay(found)

    parts = share_out(totals, owner, weight)

    whole = np.bincount(owner, weight)[owner]
    fair = totals[owner] * weight / whole
    assert np.allclose(parts, fair, rtol=1e-6, atol=2 * QUANTUM)


def test_nothing_is_shared_among_nobody():
    assert share_out(np.array([5.0]), np.zeros(0, int), np.zeros(0)).tolist() == []
