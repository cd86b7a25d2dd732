"""Word of operators: read, kept, and given while it is not too old."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.live import LiveStore
from data.live_feed import decode_live
from data.queries.live import (
    count_unknown,
    drop_others,
    keep_body,
    keep_fault,
    list_live,
)
from geo.errors import InputError
from geo.transit.live import Informed, LiveSource, Run
from tests.live_word import message, protocol, tell_alert, tell_delay, tell_trip

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FEED = LiveSource("x", "https://operator.example/live")


def test_a_delay_is_read_with_the_keys_of_the_timetable():
    made = message(NOON)
    tell_delay(tell_trip(made, "T1"), 2, 120)

    (update,) = decode_live(made.SerializeToString(), "x").live.updates

    assert (update.trip, update.day) == ("x:trip:T1", date(2026, 11, 23))
    assert [(one.sequence, one.arrival_s) for one in update.calls] == [(2, 120)]
    assert update.access is None


@pytest.mark.parametrize(("said", "access"), [(0, None), (1, 0), (2, 1), (3, 2)])
def test_the_access_of_the_very_vehicle_is_read(said, access):
    made = message(NOON)
    tell_trip(made, "T1", access=said)

    (update,) = decode_live(made.SerializeToString(), "x").live.updates

    assert update.access == access


def test_what_a_vehicle_on_its_way_says_of_its_access_counts_for_its_trip():
    made = message(NOON)
    tell_delay(tell_trip(made, "T1"), 1, 60)
    seen = made.entity.add(id="v").vehicle
    seen.trip.trip_id, seen.trip.start_date = "T1", "20261123"
    seen.vehicle.wheelchair_accessible = 3

    (update,) = decode_live(made.SerializeToString(), "x").live.updates

    assert update.access == 2
    assert update.calls


def test_a_cancelled_trip_is_read_and_one_without_timetable_is_counted():
    made = message(NOON)
    tell_trip(made, "T1", relationship="CANCELED")
    tell_trip(made, "T9", relationship="ADDED")
    tell_trip(made, "T2", day="20261399")
    made.entity.add(id="nobody").trip_update.trip.route_id = "R"

    decoded = decode_live(made.SerializeToString(), "x")

    assert [update.run for update in decoded.live.updates] == [Run.CANCELLED]
    assert decoded.flaws == {
        "a trip that the timetable does not have": 1,
        "a trip with a wrong date": 1,
        "a trip without trip_id": 1,
    }


def test_an_alert_is_read_in_all_its_languages():
    made = message(NOON)
    words = {"fr-TN": "Ascenseur en panne", "ar": "المصعد معطّل"}
    alert = tell_alert(made, words=words, stop_id="S", route_id="R")
    alert.active_period.add(end=2**64 - 1)
    alert.tts_header_text.translation.add(text="Lift out of order")

    (read,) = decode_live(made.SerializeToString(), "x").live.alerts

    assert read.effect.access
    assert read.header == {"fr": "Ascenseur en panne", "ar": "المصعد معطّل"}
    assert read.spoken == {"": "Lift out of order"}
    assert read.informed == (Informed(line="x:line:R", stop="x:S"),)
    assert read.periods == ((None, None),)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda made: made.header.ClearField("timestamp"), "when it was made"),
        (
            lambda made: setattr(
                made.header, "incrementality", protocol.FeedHeader.DIFFERENTIAL
            ),
            "whole messages",
        ),
    ],
)
def test_a_message_that_cannot_be_relied_on_is_refused(spoil, reason):
    made = message(NOON)
    spoil(made)

    with pytest.raises(InputError, match=reason):
        decode_live(made.SerializeToString(), "x")


def _field_of_error(body):
    try:
        decode_live(body, "x")
    except InputError as wrong:
        return wrong.field
    return "realtime"


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_message_or_an_error_in_words(body):
    assert _field_of_error(body) == "realtime"


def _keep(database, made, feed=FEED, at=NOON):
    with database.write() as session:
        body = made.SerializeToString()
        keep_body(session, feed, body, made_at=at, at=at)


def test_word_is_kept_until_it_is_too_old(database):
    made = message(NOON)
    tell_trip(made, "T1")
    _keep(database, made)
    store = LiveStore()

    with database.read() as session:
        assert store.current(session, NOON).updates[0].trip == "x:trip:T1"
        assert not store.current(session, NOON + timedelta(hours=1)).updates


def test_newer_word_replaces_older(database):
    first, second = message(NOON), message(NOON)
    tell_trip(first, "T1")
    tell_trip(second, "T2")
    store = LiveStore()
    _keep(database, first)
    with database.read() as session:
        store.current(session, NOON)

    _keep(database, second)

    with database.read() as session:
        told = store.current(session, NOON).updates
    assert [update.trip for update in told] == ["x:trip:T2"]


def test_a_fault_leaves_what_came_before(database):
    made = message(NOON)
    tell_trip(made, "T1")
    _keep(database, made)
    later = NOON + timedelta(minutes=1)

    with database.write() as session:
        keep_fault(session, FEED, "operator.example answers 500", at=later)

    with database.read() as session:
        (state,) = list_live(session)
        told = LiveStore().current(session, later)
    assert (state.fault, state.checked_at) == ("operator.example answers 500", later)
    assert len(told.updates) == 1


def test_a_feed_that_is_read_no_more_is_forgotten(database):
    _keep(database, message(NOON))

    with database.write() as session:
        drop_others(session, [LiveSource("x", "https://operator.example/other")])

    with database.read() as session:
        assert list_live(session) == []


def test_trips_that_no_timetable_has_are_counted(database):
    with database.read() as session:
        assert count_unknown(session, ["x:trip:1", "x:trip:1", "x:trip:2"]) == 2
