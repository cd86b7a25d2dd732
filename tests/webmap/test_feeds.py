"""Feeds of reports: valid Atom with stable ids, of public reports only, kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lxml import etree
from shapely import box
from sqlalchemy import select

from data.models import Area, Source, to_column
from data.queries.life_cycle import advance_report, flag_report
from data.queries.report import file_report
from geo.draft import Draft
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/en/reports/feed.atom"


@pytest.fixture
def numbers(held):
    """Give two public reports and one that waits."""
    found = []
    with held.database.write() as session:
        for category, east in (("kerb", 0.001), ("works", 0.004), ("pole", 0.002)):
            lonlat = (LON + east, LAT + 0.001)
            draft = Draft(category, "secret words", (), "Rue <b>&", lonlat)
            found.append(file_report(session, draft, at=NOON).tracking)
        for number in found[:2]:
            move = Move("published", Actor("moderator"), NOON)
            advance_report(session, number, move)
    return found


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    return etree.fromstring(answer.data)


def titles(feed):
    return {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}


def hrefs(feed):
    links = feed.iterfind(f"{ATOM}entry/{ATOM}link")
    return {link.get("href").rsplit("/", 1)[1] for link in links}


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_feed_has_all_that_rfc_4287_asks_for(client, numbers, lang):
    addresses = [
        f"/{lang}/reports/feed.atom",
        f"/{lang}/reports/{numbers[0]}/feed.atom",
    ]
    for feed in (read(client, address) for address in addresses):
        once = [f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated", f"{ATOM}author"]
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        assert [len(feed.findall(name)) for name in once] == [1, 1, 1, 1]
        assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {
            "self",
            "alternate",
        }
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert entries
        assert len(set(ids)) == len(ids)
        assert all(one.startswith("urn:uuid:") for one in ids)
        for entry in entries:
            assert [len(entry.findall(name)) for name in once[:3]] == [1, 1, 1]
            assert entry.find(f"{ATOM}link").get("rel") == "alternate"
            stamp = entry.findtext(f"{ATOM}updated").replace("Z", "+00:00")
            assert datetime.fromisoformat(stamp).tzinfo is not None


def test_ids_stay_whatever_happens_and_the_time_tells_of_it(client, held, numbers):
    before = _by_number(read(client, FEED))
    with held.database.write() as session:
        at = NOON + timedelta(hours=1)
        move = Move("needs_info", Actor("staff"), at, evidence={"question": "where?"})
        advance_report(session, numbers[0], move)
    after = _by_number(read(client, f"{FEED}?category=kerb"))

    assert after[numbers[0]][0] == before[numbers[0]][0]
    assert after[numbers[0]][1] > before[numbers[0]][1]


def _by_number(feed):
    return {
        entry.find(f"{ATOM}link").get("href").rsplit("/", 1)[1]: (
            entry.findtext(f"{ATOM}id"),
            entry.findtext(f"{ATOM}updated"),
        )
        for entry in feed.iter(f"{ATOM}entry")
    }


def test_only_what_is_public_is_in_a_feed(client, held, numbers):
    shown = hrefs(read(client, FEED))
    with held.database.write() as session:
        staff = Actor("staff")
        flag_report(session, numbers[1], "private", actor=staff, on=True, at=NOON)

    text = client.get(FEED).text
    assert set(numbers[:2]) <= shown
    assert numbers[2] not in shown
    assert numbers[1] not in text
    assert client.get(f"/en/reports/{numbers[1]}/feed.atom").status_code == 404
    assert client.get(f"/en/reports/{numbers[2]}/feed.atom").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=works", {1}),
        ("state=published", {0, 1}),
        ("state=planned", set()),
        (f"bbox={LON + 0.003},{LAT},{LON + 0.005},{LAT + 0.002}", {1}),
        ("area=t:box", {1}),
        ("area=t:box&category=kerb", set()),
    ],
)
def test_a_feed_is_of_an_area_a_category_a_state(client, held, numbers, query, found):
    with held.database.write() as session:
        source = session.scalars(select(Source)).first().id
        shape = box(LON + 0.003, LAT, LON + 0.005, LAT + 0.002)
        row = Area(key="t:box", source_id=source, kind="quarter", geom=to_column(shape))
        session.add(row)

    listed = hrefs(read(client, f"{FEED}?{query}"))

    assert listed & set(numbers) == {numbers[one] for one in found}


@pytest.mark.parametrize(
    ("query", "status"),
    [("category=wings", 422), ("bbox=1,2", 422), ("state=lost", 422), ("area=x", 404)],
)
def test_a_wrong_question_is_told(client, query, status):
    assert client.get(f"{FEED}?{query}").status_code == status


def test_who_holds_the_feed_gets_nothing_new_until_something_changes(
    client, held, numbers
):
    first = client.get(FEED)
    held_tag = {"If-None-Match": first.headers["ETag"]}
    same, other = (
        client.get(FEED + q, headers=held_tag) for q in ("", "?state=lapsed")
    )
    with held.database.write() as session:
        move = Move("published", Actor("moderator"), NOON)
        advance_report(session, numbers[2], move)
    changed = client.get(FEED, headers=held_tag)

    assert [same.status_code, other.status_code, changed.status_code] == [304, 200, 200]
    assert same.data == b""
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_what_people_typed_cannot_break_a_feed(client, held):
    with held.database.write() as session:
        draft = Draft("kerb", where_text="a\x0b\ufffe]]> & <x>", lonlat=(LON, LAT))
        number = file_report(session, draft, at=NOON).tracking
        advance_report(session, number, Move("published", Actor("moderator"), NOON))

    feed = read(client, FEED)

    summaries = [one.findtext(f"{ATOM}summary") for one in feed.iter(f"{ATOM}entry")]
    assert any("a]]> & <x>" in text for text in summaries)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_page_of_following_gives_the_address_of_the_feed(client, lang):
    page = client.get(f"/{lang}/following?area=t:a1&category=kerb").text

    assert f"/{lang}/reports/feed.atom?area=t%3Aa1&amp;category=kerb" in page
