"""What homes reach, summed up by district, time and service."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import InputError
from geo.measure.enough import Completeness, Standing
from geo.measure.gini import gini
from geo.measure.table import Residents, TownMeasures, measure_town
from geo.measure.town import Counted

PEOPLE = np.array([10.0, 30.0, 60.0])
HOMES = Residents(PEOPLE, np.array([0, 0, -1]), 2)
COMPLETE = Completeness(np.array([8.0, 0, 4]), np.array([10.0, 0, 10]))


def counted(*rows: float) -> Counted:
    """Count one service within one time for three homes."""
    counts = np.array(rows, dtype=float).reshape(3, 1, 1)
    nearest = np.where(counts[:, 0] > 0, 60.0, np.inf)
    return Counted((600.0,), counts, nearest)


def measured(strict: Counted, opened: Counted) -> TownMeasures:
    walker = counted(4, 2, 0)
    return measure_town(walker, strict, opened, homes=HOMES, complete=COMPLETE)


def test_districts_and_the_whole_town_are_summed_up_by_people() -> None:
    found = measured(counted(1, 0, 0), counted(4, 2, 0))

    assert found.people.tolist() == [40.0, 0.0, 100.0]
    assert found.reached.low[[0, 2], 0, 0].tolist() == [10 / 40, 10 / 100]
    assert found.reached.high[[0, 2], 0, 0].tolist() == [100 / 40, 1.0]
    assert found.walker[[0, 2], 0, 0].tolist() == [100 / 40, 1.0]
    assert found.served.low[[0, 2], 0, 0].tolist() == [0.25, 0.1]
    assert found.served.high[[0, 2], 0, 0].tolist() == [1.0, 0.4]
    assert found.lost.low[:, 0, 0].tolist() == [0.0, 0.0, 0.0]
    assert found.lost.high[:, 0, 0].tolist() == [90.0, 0.0, 90.0]
    assert found.decided[[0, 2], 0, 0].tolist() == [0.0, 0.6]


def test_a_district_where_nobody_lives_has_no_shares() -> None:
    found = measured(counted(1, 0, 0), counted(4, 2, 0))

    assert not found.reached.defined[1, 0, 0]
    assert not found.ratio.defined[1, 0, 0]
    assert np.isnan(found.decided[1, 0, 0])
    assert found.lost.defined[1, 0, 0]


def test_people_without_a_ratio_are_told_apart() -> None:
    found = measured(counted(1, 0, 0), counted(4, 2, 0))

    assert found.apart[:, 0, 0].tolist() == [0.0, 0.0, 60.0]
    assert found.ratio.low[[0, 2], 0, 0].tolist() == [10 * 0.25 / 40] * 2
    assert found.ratio.high[[0, 2], 0, 0].tolist() == [1.0, 1.0]


def test_unevenness_and_the_nearest_are_of_the_whole_town() -> None:
    found = measured(counted(1, 0, 0), counted(1, 0, 0))

    value = gini(np.array([1.0, 0, 0]), PEOPLE)
    assert found.gini.low[0, 0] == pytest.approx(value)
    assert found.gini.high[0, 0] == pytest.approx(value)
    assert found.nearest_s.low[:, 0].tolist() == [60.0, np.inf, np.inf]


@pytest.mark.parametrize(
    ("row", "target", "standing"),
    [
        (0, 0.2, Standing.MET),
        (0, 0.5, Standing.DOUBTFUL),
        (2, 0.3, Standing.NOT_ENOUGH),
        (2, 0.5, Standing.MISSED),
        (1, 0.5, Standing.NOT_ENOUGH),
    ],
)
def test_not_enough_data_is_not_a_missed_target(row, target, standing) -> None:
    found = measured(counted(1, 0, 0), counted(4, 2, 0))

    assert found.judge_served(row, 0, 0, target=target) == standing


def test_a_profile_that_reaches_more_by_less_is_refused() -> None:
    with pytest.raises(InputError, match="above high"):
        measured(counted(4, 2, 0), counted(1, 0, 0))


def test_counts_of_other_times_are_refused() -> None:
    other = Counted((900.0,), np.zeros((3, 1, 1)), np.full((3, 1), np.inf))

    with pytest.raises(InputError, match="not the same"):
        measured(other, counted(0, 0, 0))
