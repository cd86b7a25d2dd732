"""The public screen and the poster of a stop."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from data.queries.live import keep_body
from geo.transit.live import LiveSource
from tests.live_word import message, tell_alert, tell_delay, tell_trip
from tests.transit_rows import fill_transit
from webmap.board.board import read_board

EIGHT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
"""Half past six: all times of the rows lie ahead."""
SCREEN = "/{}/screen/stops/x:1"


@pytest.fixture
def town(held):
    """Give a site whose town has a timetable, at half past six."""
    with held.database.write() as session:
        fill_transit(session)
    held.clock = lambda: EIGHT
    held.timetables.build()
    return held


def _hear(held, made):
    with held.database.write() as session:
        feed = LiveSource("x", "https://operator.example/live")
        body = made.SerializeToString()
        keep_body(session, feed, body, made_at=EIGHT, at=EIGHT)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["08:00", "Takes wheelchairs", "Leaves when full: 10 minutes to 1 h 30"],
        ),
        ("fr", ["08:00", "Prend les fauteuils roulants", "Part quand il est plein"]),
        ("ar", ["08:00", "يقبل الكراسي المتحركة", "تنطلق عند امتلائها"]),
    ],
)
def test_the_screen_says_what_leaves_and_who_gets_aboard(town, client, lang, words):
    page = client.get(SCREEN.format(lang)).text

    assert [word for word in words if word not in page] == []


def test_no_minute_is_told_of_what_leaves_when_full(town):
    with town.database.read() as session:
        board = read_board(town, session, "x:1", at=EIGHT, most=5)

    full = [one.departure for one in board.rows if one.departure.wait_high_s]
    assert [(one.wait_low_s, one.wait_high_s) for one in full] == [(600, 5400)]


def test_a_delay_is_told_beside_the_time_of_the_timetable(town, client):
    made = message(EIGHT)
    tell_delay(tell_trip(made, "T1"), 1, 300)
    _hear(town, made)

    page = client.get(SCREEN.format("en")).text

    assert "08:05" in page
    assert "</span>08:00</s>" in page


def test_what_an_operator_says_of_access_stands_on_the_screen(town, client):
    made = message(EIGHT)
    words = {"fr": "La rampe <b>est</b> en panne"}
    tell_alert(made, words=words, stop_id="1")
    _hear(town, made)

    page = client.get(SCREEN.format("ar")).text

    assert 'lang="fr" dir="auto">La rampe &lt;b&gt;est&lt;/b&gt; en panne' in page


def test_an_alert_elsewhere_is_not_shown(town, client):
    made = message(EIGHT)
    tell_alert(made, words={"fr": "Ailleurs"}, stop_id="99")
    _hear(town, made)

    assert "Ailleurs" not in client.get(SCREEN.format("ar")).text


def test_after_its_last_day_the_timetable_has_ended(town, client):
    town.clock = lambda: datetime(2027, 3, 1, 8, tzinfo=UTC)

    page = client.get(SCREEN.format("en")).text

    assert "The timetable ended on 31 December 2026" in page


def test_the_screen_changes_its_language_by_itself_if_it_is_asked_to(town, client):
    first = client.get(SCREEN.format("ar") + "?loop=ar-fr&seconds=20").text
    second = client.get(SCREEN.format("fr") + "?loop=ar-fr&seconds=20").text

    assert 'content="20;url=/fr/screen/stops/x:1?loop=ar-fr&amp;seconds=20"' in first
    assert 'content="20;url=/ar/screen/stops/x:1?loop=ar-fr&amp;seconds=20"' in second
    assert "http-equiv" not in client.get(SCREEN.format("ar")).text


@pytest.mark.parametrize(
    ("query", "field"),
    [("loop=ar-de", "loop"), ("seconds=2", "seconds"), ("seconds=x", "seconds")],
)
def test_a_wrong_question_is_refused_in_words(town, client, query, field):
    answer = client.get(f"{SCREEN.format('en')}?{query}")

    assert answer.status_code == 422
    assert field in answer.text


def test_without_a_timetable_the_screen_says_so(held, client):
    with held.database.write() as session:
        fill_transit(session)

    page = client.get(SCREEN.format("en")).text

    assert "No timetable is known for this stop." in page


def test_a_stop_that_is_not_there_is_not_found(town, client):
    assert client.get("/en/screen/stops/x:99").status_code == 404
    assert client.get("/en/posters/stops/x:99.pdf").status_code == 404


def test_the_poster_has_a_page_in_arabic_and_one_in_french(town, client):
    answer = client.get("/fr/posters/stops/x:1.pdf")

    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    assert answer.mimetype == "application/pdf"
    assert len(pages) == 2
    assert "08:00" in pages[0]
    assert "Prend les fauteuils roulants" in pages[1]
    assert "Part quand il est plein" in pages[1]


def test_what_leaves_after_midnight_is_said_to_leave_tomorrow(town, client):
    town.clock = lambda: datetime(2026, 11, 23, 20, tzinfo=UTC)

    page = client.get(SCREEN.format("en")).text

    assert "tomorrow: 08:00" in page
    assert "tomorrow: Leaves when full" in page
