"""What staff pages say: days, times, events and errors, in words of the reader."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data.queries.desk_history import DeskEvent
from data.towns import load_town
from geo.errors import InputError
from geo.statistics import HalfTime
from tests.webmap.conftest import NOON
from tests.webmap.people import signed_in
from webmap.formats import day, moment
from webmap.i18n import speaking
from webmap.inbox.history import say_event
from webmap.inbox.refusal import say_refused
from webmap.numbers.views import say_limits

AUGUST = date(2026, 8, 1)


@pytest.fixture
def kef(held):
    """Give the instance a town in a country."""
    held.__dict__["town"] = load_town("kef")
    return held


def test_months_are_called_as_in_the_country_of_the_town(site, kef):
    with site.app_context(), speaking("ar"):
        there = day(AUGUST)
    with speaking("ar"):
        nowhere = day(AUGUST)

    assert there == "1 أوت 2026"
    assert nowhere == "1 أغسطس 2026"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "1 أغسطس 2026، 09:05"),
        ("fr", "1 août 2026 à 09:05"),
        ("en", "1 August 2026, 09:05"),
    ],
)
def test_a_moment_is_joined_as_the_language_does(lang, said):
    at = datetime(2026, 8, 1, 9, 5, tzinfo=NOON.tzinfo)

    with speaking(lang):
        assert moment(at) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, ""),
        (2.0, 4.0, "between 2 d and 4 d"),
        (2.0, None, "at least 2 d"),
        (0.1, None, "how long at most is not known yet"),
        (None, 4.0, "at most 4 d"),
    ],
)
def test_limits_that_are_not_known_are_said_in_words(low, high, said):
    assert say_limits(HalfTime(1, 1, 3.0, low, high)) == said


@pytest.mark.parametrize("action", ["effect", "something_new"])
def test_no_event_is_shown_by_its_code(site, action):
    event = DeskEvent("report", action, "system", "", "", "", "", "", NOON)

    with site.test_request_context("/en/inbox"), speaking("en"):
        said = say_event(event).what

    assert action not in said
    assert said[0].isupper()


def test_a_door_that_is_closed_leads_staff_back_to_the_inbox(client):
    signed_in(client, "staff")

    page = client.get("/en/people").get_data(as_text=True)

    assert "Your role does not include this" in page
    assert 'class="button button-primary" href="/en/inbox"' in page


def test_who_is_nobody_here_is_led_to_the_map(client):
    page = client.get("/en/nowhere").get_data(as_text=True)

    assert 'class="button button-primary" href="/en/"' in page
    assert 'href="/en/inbox"' not in page


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("'x y' is not a word of a-z, 0-9, _", "Please write small letters"),
        ("'x' is not a word of surface", "Please choose from the list"),
        ("'' is neither granted nor upheld", "Please choose one of the two"),
        ("2400 letters are over 2000", "empty or too long"),
        ("'here' is not two numbers 'lon,lat'", "longitude and latitude"),
        ("8, 99 is outside the world: latitude 99", "There is no such position"),
        ("is not a JPEG, PNG or WebP picture", "cannot be read"),
        ("81.0 MB are more than 20", "too large"),
        ("the report is flagged disputed: take that away first", "bears a flag"),
    ],
)
def test_what_the_machine_refuses_is_said_to_people(reason, said):
    with speaking("en"):
        _field, told = say_refused(InputError("value", reason))

    assert said in told
    assert "refused" not in told
