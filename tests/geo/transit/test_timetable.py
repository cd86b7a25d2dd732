import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.transit.rows import NO_STOP, StopRow
from geo.transit.timetable import build_timetable
from tests.timetable import Call, Run, Sheet, bus


def test_blank_times_lie_between_the_known_by_the_feeds_own_distances() -> None:
    calls = [
        Call(0, 0, 0, distance=0.0),
        Call(1, distance=1.0),
        Call(2, distance=4.0),
        Call(3, 1000, 1000, distance=5.0),
    ]

    timetable = Sheet(4, [Run(calls)]).build()

    assert timetable.arrival_s.tolist() == [0, 200, 800, 1000]
    assert timetable.estimated.tolist() == [False, True, True, False]


def test_times_that_the_feed_calls_about_right_are_estimated_and_stay_as_they_are() -> (
    None
):
    calls = [Call(0, 0, 0), Call(1, 300, 310, about=True), Call(2, 600, 600)]

    timetable = Sheet(3, [Run(calls)]).build()

    assert timetable.arrival_s.tolist() == [0, 300, 600]
    assert timetable.departure_s.tolist() == [0, 310, 600]
    assert timetable.estimated.tolist() == [False, True, False]


def test_without_distances_straight_lines_from_stop_to_stop_count() -> None:
    spots = {0: (8.0, 0.0), 1: (8.1, 0.0), 2: (8.4, 0.0), 3: (8.5, 0.0)}

    timetable = Sheet(4, [bus("0 00:00", "1", "2", "3 00:10")], spots=spots).build()

    assert timetable.departure_s.tolist() == [0, 120, 480, 600]


def test_stops_at_one_place_share_the_time_by_their_number() -> None:
    spots = dict.fromkeys(range(4), (8.0, 36.0))

    timetable = Sheet(4, [bus("0 00:00", "1", "2", "3 00:09")], spots=spots).build()

    assert timetable.departure_s.tolist() == [0, 180, 360, 540]


def test_distances_that_fall_are_not_believed() -> None:
    spots = {0: (8.0, 0.0), 1: (8.1, 0.0), 2: (8.2, 0.0)}
    calls = [
        Call(0, 0, 0, distance=0),
        Call(1, distance=9),
        Call(2, 60, 60, distance=5),
    ]

    timetable = Sheet(3, [Run(calls)], spots=spots).build()

    assert timetable.arrival_s.tolist() == [0, 30, 60]


def test_what_is_blank_at_the_ends_is_left_out_and_found() -> None:
    sheet = Sheet(4, [bus("0", "1 10:00", "2 10:10", "3")])

    timetable, findings = build_timetable(sheet.rows())

    assert timetable.call_stop.tolist() == [1, 2]
    assert [found.code for found in findings] == ["time-blank-at-end"]


@pytest.mark.parametrize(
    ("run", "code"),
    [
        (bus("0 10:00"), "trip-too-short"),
        (bus("0 10:00", "1 09:00"), "time-backwards"),
        (bus("0 10:00", "1 10:10-10:05", "2 10:20"), "time-backwards"),
    ],
)
def test_trips_that_cannot_be_ridden_are_left_out_and_found(
    run: Run, code: str
) -> None:
    sheet = Sheet(3, [run, bus("0 11:00", "2 11:30")])

    timetable, findings = build_timetable(sheet.rows())

    assert [trip.key for trip in timetable.trips] == ["t1"]
    assert timetable.call_stop.tolist() == [0, 2]
    assert [found.code for found in findings] == [code]


def test_a_call_at_a_zone_is_no_call_at_a_stop() -> None:
    calls = [Call(0, 0, 0), Call(NO_STOP, 60, 60), Call(1, 120, 120)]

    timetable = Sheet(2, [Run(calls)]).build()

    assert timetable.call_stop.tolist() == [0, 1]


def test_a_time_told_for_arrival_alone_counts_for_departure() -> None:
    timetable = Sheet(2, [Run([Call(0, None, 30), Call(1, 90, None)])]).build()

    assert timetable.arrival_s.tolist() == [30, 90]
    assert timetable.departure_s.tolist() == [30, 90]
    assert not timetable.estimated.any()


def test_calls_come_in_order_whatever_their_order_was() -> None:
    rows = Sheet(3, [bus("0 10:00", "1 10:05", "2 10:09")]).rows()
    turned = rows.calls.take(np.array([2, 0, 1]))

    timetable, _ = build_timetable(type(rows)(**{**vars(rows), "calls": turned}))

    assert timetable.call_stop.tolist() == [0, 1, 2]


def test_o45_a_stop_that_says_nothing_has_the_boarding_of_its_station() -> None:
    rows = Sheet(2, [bus("0 10:00", "1 10:05")]).rows()
    stops = [StopRow("s0", boarding=0, parent="hall"), StopRow("s1", boarding=2)]
    stops.append(StopRow("hall", boarding=1, kind=1))

    timetable, _ = build_timetable(type(rows)(**{**vars(rows), "stops": stops}))

    assert timetable.stop_boarding.tolist() == [1, 2, 1]
    assert timetable.stop_parent.tolist() == [2, NO_STOP, NO_STOP]


def test_an_empty_timetable_is_one() -> None:
    timetable, findings = build_timetable(Sheet(0, []).rows())

    assert timetable.trips == []
    assert timetable.call_start.tolist() == [0]
    assert findings == []


times = st.lists(st.integers(0, 100_000), min_size=2, max_size=8).map(sorted)


@given(times, st.data())
def test_estimated_times_never_leave_the_gap_and_never_fall(times, data) -> None:
    told = [
        True,
        *data.draw(
            st.lists(st.booleans(), min_size=len(times) - 2, max_size=len(times) - 2)
        ),
        True,
    ]
    calls = [
        Call(stop, when if known else None, when if known else None)
        for stop, (when, known) in enumerate(zip(times, told, strict=True))
    ]

    timetable = Sheet(len(calls), [Run(calls)]).build()

    assert (np.diff(timetable.arrival_s) >= 0).all()
    assert timetable.estimated.tolist() == [not known for known in told]
    known = np.flatnonzero(told)
    assert timetable.arrival_s[known].tolist() == [times[at] for at in known]
