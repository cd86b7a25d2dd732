"""Word of operators, asked over the wire of this machine."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from app import cli
from data.queries.live import list_live
from data.settings import Settings
from geo.errors import InputError
from tests.live_word import message, operator, tell_alert, tell_delay, tell_trip
from tests.webmap.conftest import NOON
from webmap.live import read_live


def _listen(held, *urls):
    told = " ".join(f"x={url}" for url in urls)
    held.settings = dataclasses.replace(held.settings, realtime=told)


def _states(held):
    with held.database.read() as session:
        return list_live(session)


def test_what_an_operator_says_is_there_for_all_workers(held):
    made = message(NOON)
    tell_delay(tell_trip(made, "T1"), 1, 60)
    tell_alert(made, words={"fr": "Rampe en panne"}, route_id="1")
    with operator(made.SerializeToString()) as server:
        _listen(held, server.url)
        read_live(held)

    with held.database.read() as session:
        live = held.live.current(session, NOON)
    assert [update.trip for update in live.updates] == ["x:trip:T1"]
    assert [dict(alert.header) for alert in live.alerts] == [{"fr": "Rampe en panne"}]


@pytest.mark.parametrize(
    ("body", "status", "fault"),
    [
        (b"", 503, "127.0.0.1 answers 503"),
        (b"<html>", 200, "is no GTFS Realtime message"),
        (b"", 200, "is no GTFS Realtime message: it has no header"),
    ],
)
def test_what_goes_wrong_is_noted_and_the_last_word_stays(held, body, status, fault):
    made = message(NOON)
    tell_trip(made, "T1")
    with operator(made.SerializeToString()) as server:
        _listen(held, server.url)
        read_live(held)
        server.body, server.status = body, status
        held.clock = lambda: NOON + timedelta(minutes=1)
        read_live(held)

    (state,) = _states(held)
    assert state.fault == fault
    assert state.made_at == NOON
    with held.database.read() as session:
        assert held.live.current(session, held.clock()).updates


def test_an_operator_who_is_not_there_is_noted(held):
    with operator() as server:
        pass
    _listen(held, server.url)

    read_live(held)

    assert _states(held)[0].fault == "127.0.0.1 cannot be reached"


def test_nobody_is_asked_without_the_setting(held):
    assert read_live(held) == {}


@pytest.mark.parametrize(
    "text", ["https://x.example/", "x=ftp://x.example", "=http://x"]
)
def test_a_setting_that_names_no_source_is_refused(text):
    with pytest.raises(InputError, match="source=https"):
        _ = Settings(realtime=text).live_feeds


def test_the_terminal_lists_what_came_and_what_could_not_be_used(held):
    made = message(NOON)
    tell_trip(made, "T1")
    tell_trip(made, "T2", relationship="ADDED")
    tell_alert(made, words={"": "Notice"}, stop_id="S")
    with operator(made.SerializeToString()) as server:
        _listen(held, server.url)
        told = CliRunner().invoke(cli, ["live"], obj=held, catch_exceptions=False)
        rows = CliRunner().invoke(cli, ["live", "--json"], obj=held)

    assert "trips: 1, not in the timetable: 1" in told.output
    assert "alerts: 1, on access: 1" in told.output
    assert "left out: 1 x a trip that the timetable does not have" in told.output
    assert json.loads(rows.output)[0]["made_at"] == "2026-11-23T12:00:00+00:00"
