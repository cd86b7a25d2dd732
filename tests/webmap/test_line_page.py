"""The page of a line that has a timetable: a day, both directions, what is unknown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.models import Line
from data.queries.live import keep_body
from geo.transit.live import LiveSource
from tests.live_word import message, tell_alert
from tests.transit_rows import fill_transit
from webmap.lines.day import read_line_day

MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
PAGE = "/{}/lines/x:line:L"


@pytest.fixture
def town(held):
    """Give a site whose town has a timetable."""
    with held.database.write() as session:
        fill_transit(session)
    held.clock = lambda: MORNING
    held.timetables.build()
    return held


def _day(town, **asked):
    with town.database.read() as session:
        return read_line_day(town, session, "x:line:L", asked)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["08:00", "Leaves when full: 10 minutes to 1 h 30", "3 stops in order"]),
        ("fr", ["08:00", "Part quand il est plein", "Ce que personne n’a encore dit"]),
        ("ar", ["08:00", "تنطلق عند امتلائها", "ما لم يقله أحد بعد"]),
    ],
)
def test_the_page_tells_when_a_line_leaves_and_what_nobody_knows(
    town, client, lang, words
):
    page = client.get(PAGE.format(lang)).text

    assert [word for word in words if word not in page] == []


def test_the_times_are_those_of_the_stop_that_is_asked_for(town):
    (course,) = _day(town, stop="x:2").courses

    assert course.stop == "S2"
    assert [(one.text, one.is_estimated) for one in course.times] == [("08:05", True)]
    assert course.after["x:3"] == "10 minutes after the first stop"


def test_a_line_that_does_not_run_on_a_day_says_so(town, client):
    page = client.get(PAGE.format("en"), query_string={"day": "2026-12-01"}).text

    assert "This line does not run on this day." in page
    assert "08:00" not in page


def test_a_timetable_that_has_ended_leads_to_its_last_day_and_keeps_its_stops(town):
    day = _day(town, day="2027-02-01")

    assert (day.other, day.courses) == ("2026-12-31", [])
    assert "ended on 31 December 2026" in day.span or "December 31" in day.span
    assert day.order == ["x:1", "x:2", "x:3"]


def test_a_day_that_is_none_is_told_at_its_field(town, client):
    page = client.get(PAGE.format("en"), query_string={"day": "tomorrow"}).text

    assert "Please write a day like 2026-12-31." in page


def test_alerts_of_operators_stand_on_the_page_of_the_line(town, client):
    made = message(MORNING)
    tell_alert(made, words={"fr": "Détour"}, route_id="L")
    with town.database.write() as session:
        feed = LiveSource("x", "https://operator.example/live")
        body = made.SerializeToString()
        keep_body(session, feed, body, made_at=MORNING, at=MORNING)

    assert "Détour" in client.get(PAGE.format("en")).text


def test_a_person_is_told_of_the_vehicles_and_of_the_stops(town, client):
    page = client.get(PAGE.format("en"), query_string={"profile": "walker"}).text

    assert "stops" in page
    assert "gets aboard" in page


def test_an_arabic_name_runs_from_the_right_behind_a_latin_short_one(town, client):
    with town.database.write() as session:
        line = session.query(Line).filter_by(key="x:line:L").one()
        line.names = {"ar": "الكاف – الدهماني", "fr": "Le Kef – Dahmani"}

    arabic, french = (client.get(PAGE.format(lang)).text for lang in ("ar", "fr"))

    assert "<title>\u200fL الكاف" in arabic
    assert '<bdi class="line-code">L</bdi> <bdi>الكاف – الدهماني</bdi>' in arabic
    assert "<title>L Le Kef" in french
