"""What operators say of changing between stops, for all who change there."""

from __future__ import annotations

import numpy as np
import pytest

from geo.transit.manner import Feet
from geo.transit.meet import NEVER_S, apply_transfers, list_changes
from geo.transit.rows import TransferRow
from geo.transit.timetable import Timetable
from tests.timetable import Sheet, bus

BOARD_S, CHANGE_S = 60, 120
RUNS = [bus("0 10:00", "1 10:20", "2 10:40")]
FEET = Feet(
    np.array([0, 2, 3, 3], dtype=np.int64),
    np.array([1, 2, 0], dtype=np.int32),
    np.array([100, 200, 100], dtype=np.int32),
)
"""On foot from 0 to 1 and 2, and from 1 to 0."""


def town(*transfers: TransferRow, parents: dict[int, int] | None = None) -> Timetable:
    return Sheet(3, RUNS, transfers=transfers, parents=parents or {}).build()


def ways(timetable: Timetable) -> dict[tuple[int, int], int]:
    feet = apply_transfers(timetable, FEET, BOARD_S)
    starts = np.repeat(np.arange(3), np.diff(feet.start)).tolist()
    rows = zip(starts, feet.stop.tolist(), feet.seconds.tolist(), strict=True)
    return {(start, end): seconds for start, end, seconds in rows}


def test_without_a_word_of_the_operator_ways_stay_as_they_are() -> None:
    timetable = town()

    assert apply_transfers(timetable, FEET, BOARD_S) is FEET
    assert list_changes(timetable, CHANGE_S).tolist() == [120, 120, 120]


def test_where_the_operator_says_that_it_cannot_be_done_there_is_no_way() -> None:
    assert ways(town(TransferRow("s0", "s2", 3))) == {(0, 1): 100, (1, 0): 100}


@pytest.mark.parametrize(("least", "seconds"), [(400, 340), (160, 100), (30, 100)])
def test_the_larger_of_the_operators_time_and_the_persons_own_holds(
    least: int, seconds: int
) -> None:
    timetable = town(TransferRow("s0", "s1", 2, least))

    assert ways(timetable)[0, 1] == seconds
    assert seconds + BOARD_S >= least


@pytest.mark.parametrize(("least", "seconds"), [(400, 400), (30, 120), (None, 120)])
def test_at_one_stop_an_operator_asks_for_more_never_for_less(
    least: int | None, seconds: int
) -> None:
    changes = list_changes(town(TransferRow("s1", "s1", 2, least)), CHANGE_S)

    assert changes.tolist() == [120, seconds, 120]


def test_where_nobody_changes_at_a_stop_it_takes_for_ever() -> None:
    changes = list_changes(town(TransferRow("s1", "s1", 3)), CHANGE_S)

    assert changes.tolist() == [120, NEVER_S, 120]


@pytest.mark.parametrize("kind", [0, 1])
def test_a_recommended_or_timed_change_opens_no_way_and_takes_no_less(
    kind: int,
) -> None:
    timetable = town(TransferRow("s0", "s1", kind), TransferRow("s2", "s1", kind))

    assert ways(timetable) == {(0, 1): 100, (0, 2): 200, (1, 0): 100}


def test_what_is_said_of_a_station_holds_for_its_platforms() -> None:
    timetable = town(TransferRow("s0", "s2", 2, 900), parents={1: 2})

    assert ways(timetable) == {(0, 1): 840, (0, 2): 840, (1, 0): 100}


def test_what_is_said_of_the_platform_holds_before_what_is_said_of_its_station() -> (
    None
):
    said = TransferRow("s0", "s1", 2, 300), TransferRow("s0", "s2", 2, 900)

    for rows in (said, said[::-1]):
        assert ways(town(*rows, parents={1: 2}))[0, 1] == 240


def test_stops_that_the_timetable_does_not_have_are_passed_over() -> None:
    timetable = town(TransferRow("s0", "gone", 3), TransferRow("gone", "s1", 3))

    assert len(ways(timetable)) == 3


def test_what_holds_for_a_line_is_not_for_all() -> None:
    timetable = town(TransferRow("s0", "s1", 3, from_line="1"))

    assert (0, 1) in ways(timetable)
