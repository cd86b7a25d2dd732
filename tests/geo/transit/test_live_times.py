"""What an operator says now, laid over the calls of a trip."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo.transit.live import Call, CallUpdate
from geo.transit.live_times import CallTime, tell_calls

BEGINS = datetime(2026, 11, 23, tzinfo=UTC)
TEN = 10 * 3600
TRIP = [
    CallTime(1, "a", TEN, TEN),
    CallTime(2, "b", TEN + 300, TEN + 360),
    CallTime(3, "c", TEN + 600, TEN + 600),
]


def times(told):
    return [(one.arrival_s - TEN, one.departure_s - TEN) for one in told]


def test_without_word_the_timetable_stays():
    assert tell_calls(TRIP, [], BEGINS) == TRIP


def test_a_delay_holds_for_the_calls_that_follow_and_not_for_those_before():
    told = tell_calls(TRIP, [CallUpdate(sequence=2, arrival_s=120)], BEGINS)

    assert times(told) == [(0, 0), (420, 480), (720, 720)]
    assert [one.is_live for one in told] == [False, True, True]


def test_a_vehicle_may_make_up_for_its_delay():
    updates = [
        CallUpdate(stop="b", arrival_s=120, departure_s=60),
        CallUpdate(stop="c", arrival_s=0),
    ]

    assert times(tell_calls(TRIP, updates, BEGINS)) == [(0, 0), (420, 420), (600, 600)]


def test_a_time_counts_from_the_beginning_of_the_service_day():
    at = BEGINS + timedelta(seconds=TEN + 660)

    told = tell_calls(TRIP, [CallUpdate(stop="c", arrival_at=at)], BEGINS)

    assert times(told)[-1] == (660, 660)


def test_a_time_wins_over_a_delay():
    at = BEGINS + timedelta(seconds=TEN + 630)
    update = CallUpdate(stop="c", arrival_s=999, arrival_at=at)

    assert times(tell_calls(TRIP, [update], BEGINS))[-1] == (630, 630)


def test_where_nothing_is_known_the_timetable_comes_back():
    updates = [
        CallUpdate(sequence=1, departure_s=60),
        CallUpdate(sequence=3, run=Call.NO_DATA),
    ]

    told = tell_calls(TRIP, updates, BEGINS)

    assert times(told) == [(0, 60), (360, 420), (600, 600)]
    assert not told[-1].is_live


def test_a_call_that_is_skipped_is_marked_and_the_delay_goes_on():
    updates = [
        CallUpdate(sequence=1, departure_s=60),
        CallUpdate(sequence=2, run=Call.SKIPPED),
    ]

    told = tell_calls(TRIP, updates, BEGINS)

    assert [one.is_skipped for one in told] == [False, True, False]
    assert times(told)[-1] == (660, 660)


def test_one_word_on_the_whole_trip_moves_every_call():
    told = tell_calls(TRIP, [CallUpdate(arrival_s=60, departure_s=60)], BEGINS)

    assert times(told) == [(60, 60), (360, 420), (660, 660)]


def test_a_stop_called_at_twice_is_told_in_turn():
    ring = [*TRIP, CallTime(4, "a", TEN + 900, TEN + 900)]
    updates = [
        CallUpdate(stop="a", departure_s=0),
        CallUpdate(stop="a", arrival_s=180),
    ]

    assert times(tell_calls(ring, updates, BEGINS))[-1] == (1080, 1080)


delays = st.none() | st.integers(-3600, 3600)
words = st.lists(
    st.builds(
        CallUpdate,
        sequence=st.integers(1, 4),
        run=st.sampled_from(Call),
        arrival_s=delays,
        departure_s=delays,
    ),
    max_size=6,
)


@given(words)
def test_no_word_makes_a_trip_go_back_in_time(updates):
    told = tell_calls(TRIP, updates, BEGINS)

    assert all(one.arrival_s <= one.departure_s for one in told)
    assert all(a.departure_s <= b.arrival_s for a, b in pairwise(told))
    assert [one.stop for one in told] == ["a", "b", "c"]
