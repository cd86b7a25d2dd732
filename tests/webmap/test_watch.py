"""A trip in a secret address: nothing is stored, what is new is told with minutes."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from lxml import etree

from data.queries.life_cycle import advance_report
from data.queries.report import file_report
from data.queries.report_barrier import SiteCheck
from geo.draft import Draft
from geo.errors import MissingError
from geo.standing import Actor, Move
from webmap.following.trip_link import PLACES, read_token, write_token
from webmap.site import create_site

TRIP = "from=8.7047,36.1822&to=8.7100,36.1760&profile=manual_wheelchair"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(own_kef):
    return create_site(own_kef).test_client()


@pytest.fixture
def link(client):
    return client.get(f"/en/watch?{TRIP}").headers["Location"]


def shut(own_kef, client, *, after=timedelta(minutes=1)):
    """Put works in the middle of the way that is watched."""
    asked = "/api/v1/trips?from=8.705,36.182&to=8.710,36.176&profile=manual_wheelchair"
    line = client.get(asked).json["trip"]["out"]["line"]
    at = own_kef.clock() + after
    with own_kef.database.write() as session:
        draft = Draft("works", lonlat=tuple(line[len(line) // 2]))
        number = file_report(session, draft, at=at).tracking
        for state, role in (("published", "moderator"), ("triaged", "staff")):
            found = SiteCheck() if state == "triaged" else None
            advance_report(session, number, Move(state, Actor(role), at), found=found)
    return number


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_new_obstacle_is_told_on_page_and_feed_with_minutes(
    own_kef, client, link, lang
):
    link = link.replace("/en/", f"/{lang}/")
    quiet = client.get(link)
    calm = etree.fromstring(client.get(f"{link}/feed.atom").data)
    number = shut(own_kef, client)

    page = client.get(link)
    (entry,) = etree.fromstring(client.get(f"{link}/feed.atom").data).iter(
        f"{ATOM}entry"
    )

    assert number not in quiet.text
    assert calm.findall(f"{ATOM}entry") == []
    assert number in page.text
    assert re.search(r"\d", entry.findtext(f"{ATOM}summary"))
    assert entry.find(f"{ATOM}link").get("href").endswith(number)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_what_was_there_when_the_watch_began_is_no_news(own_kef, client, link):
    number = shut(own_kef, client, after=timedelta(minutes=-1))

    assert number not in client.get(link).text


def test_watched_anew_what_is_known_is_no_news_any_more(own_kef, client, link):
    number = shut(own_kef, client)
    later = own_kef.clock() + timedelta(hours=1)
    own_kef.clock = lambda: later

    anew = client.get(f"{link}/anew").headers["Location"]

    assert number in client.get(link).text
    assert number not in client.get(anew).text


def test_a_repaired_obstacle_is_no_news_any_more(own_kef, client, link):
    number = shut(own_kef, client)
    told = number in client.get(link).text
    with own_kef.database.write() as session:
        at = own_kef.clock() + timedelta(minutes=2)
        move = Move("closed_no_action", Actor("staff"), at, "already_gone")
        advance_report(session, number, move)

    assert told
    assert number not in client.get(link).text


def test_who_holds_the_feed_gets_nothing_new_until_something_changes(
    own_kef, client, link
):
    first = client.get(f"{link}/feed.atom")
    tag = {"If-None-Match": first.headers["ETag"]}
    same = client.get(f"{link}/feed.atom", headers=tag)
    shut(own_kef, client)
    changed = client.get(f"{link}/feed.atom", headers=tag)

    assert (same.status_code, changed.status_code) == (304, 200)


def test_the_address_holds_rounded_ends_and_nothing_is_stored(own_kef, client, link):
    token = link.rsplit("/", 1)[1]
    read = read_token(own_kef.settings.key(), token)
    ends = (*read.origin, *read.destination)

    assert all(round(one, PLACES) == one for one in ends)
    assert read.profile == "manual_wheelchair"
    with own_kef.database.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars()
        assert not [name for name in names if "watch" in name]


def test_own_limits_go_along(own_kef, client):
    link = client.get(f"/en/watch?{TRIP}&climb=5").headers["Location"]
    read = read_token(own_kef.settings.key(), link.rsplit("/", 1)[1])

    assert read.limits == {"max_slope_up": 0.05}
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("change", ["x", ".", "é", "%00"])
def test_an_address_that_was_changed_opens_nothing(client, link, change):
    head, token = link.rsplit("/", 1)

    for wrong in (token[:-1] + change, change + token, token[:20], token[:-1]):
        assert client.get(f"{head}/{quote(wrong)}").status_code == 404


def test_the_mark_of_another_instance_is_worth_nothing(own_kef, link):
    read = read_token(own_kef.settings.key(), link.rsplit("/", 1)[1])
    foreign = write_token("another key", read)

    with pytest.raises(MissingError):
        read_token(own_kef.settings.key(), foreign)


def test_a_trip_that_is_not_clear_leads_back_to_its_page(client):
    answer = client.get("/fr/watch?from=nowhere&to=8.71,36.176&profile=cane")

    assert answer.status_code == 303
    assert "/fr/trip?" in answer.headers["Location"]


def test_the_trip_page_offers_to_watch(client):
    page = client.get(f"/fr/trip?{TRIP}").text

    assert "/fr/watch?" in page
