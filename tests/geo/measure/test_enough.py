"""Not enough data is kept apart from bad access."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import InputError
from geo.measure.enough import (
    Completeness,
    Standing,
    completeness,
    judge,
    share_decided,
)
from geo.measure.span import Range, Span

NAN = float("nan")


def test_completeness_is_metres_known_over_all_metres_of_a_district() -> None:
    found = completeness(
        np.array([0.0, 50, 100, 7]),
        np.array([100.0, 100, 100, 7]),
        np.array([0, 0, 1, -1]),
        count=3,
    )

    assert found.share[:2].tolist() == [0.75, 0.0]
    assert np.isnan(found.share[2])
    assert found.is_enough() == [True, False, False]


def test_more_uncertain_than_there_is_is_refused() -> None:
    with pytest.raises(InputError):
        completeness(np.array([2.0]), np.array([1.0]), np.array([0]), count=1)


def test_the_share_decided_counts_people_whose_answer_is_certain() -> None:
    measure = Span(np.array([1.0, 0, NAN]), np.array([1.0, 2, NAN]))

    assert share_decided(measure, np.array([3.0, 1, 9])) == 0.75
    assert np.isnan(share_decided(measure, np.array([0.0, 0, 9])))


@pytest.mark.parametrize(
    ("measure", "known", "standing"),
    [
        (Range(0.8, 1.0), 0.0, Standing.MET),
        (Range(0.1, 0.2), 0.0, Standing.MISSED),
        (Range(0.1, 0.9), 0.7, Standing.DOUBTFUL),
        (Range(0.1, 0.9), 0.3, Standing.NOT_ENOUGH),
        (Range(0.1, 0.9), NAN, Standing.NOT_ENOUGH),
        (Range(NAN, NAN), 1.0, Standing.NOT_ENOUGH),
    ],
)
def test_what_both_ends_say_is_told_however_little_is_known(
    measure: Range, known: float, standing: Standing
) -> None:
    assert judge(measure, target=0.5, known=known) == standing


def test_a_group_without_anything_to_know_is_not_enough() -> None:
    assert Completeness(np.zeros(1), np.zeros(1)).is_enough() == [False]
