"""G1–G13: reading requests."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from shapely import Point
from sqlalchemy import insert

from data.models import Report, to_column
from geo.open311 import MOST
from tests.map_rows import LAT, LON
from tests.webmap.open311.talk import V2, errors_of, plain, texts, tree

LIST = f"{V2}/requests.json"
FIELDS = (
    *("service_request_id", "status", "status_notes", "service_name"),
    *("service_code", "description", "agency_responsible", "service_notice"),
    *("requested_datetime", "updated_datetime", "expected_datetime"),
    *("address", "address_id", "zipcode", "lat", "long", "media_url"),
)
MUST = ("service_request_id", "status", "service_code", "requested_datetime")
NUMBERS = ("lat", "long")
CLOSED = ("published", "triaged", "closed_no_action")


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["service_request_id"] for one in answer.json]


def many(held, count: int, *, before: timedelta = timedelta(0)) -> list[str]:
    """Put public reports into the database, one a second, the last one now."""
    now = held.clock() - before
    rows = [
        {
            "tracking": f"N{number:05}",
            "state": "published",
            "category": "kerb",
            "lang": "ar",
            "created_at": now - timedelta(seconds=count - number),
            "changed_at": now,
            "geom": to_column(Point(LON, LAT)),
        }
        for number in range(count)
    ]
    with held.database.write() as session:
        session.execute(insert(Report), rows)
    return [str(row["tracking"]) for row in rows]


def test_g1_without_times_the_last_ninety_days_are_told(app, held):
    (young,) = many(held, 1, before=timedelta(days=89))
    with held.database.write() as session:
        old = held.clock() - timedelta(days=91)
        session.execute(
            insert(Report),
            [
                {
                    "tracking": "TOO-OLD",
                    "state": "published",
                    "category": "kerb",
                    "lang": "ar",
                    "created_at": old,
                    "changed_at": old,
                }
            ],
        )

    found = ids(app.client.get(LIST))

    assert young in found
    assert "TOO-OLD" not in found
    assert "TOO-OLD" in ids(app.client.get(f"{LIST}?end_date=2026-09-01T00:00:00Z"))


NO_WINDOWS = (
    "start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z",
    "start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z",
    "start_date=2026-11-02",
    "start_date=yesterday",
    "end_date=2026-11-02T00:00:00",
    "end_date=9999-99-99T00:00:00Z",
    "end_date=0001-01-02T00:00:00Z",
)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_g2_more_than_ninety_days_or_what_is_no_time_is_an_error(app, form):
    for window in NO_WINDOWS:
        answer = app.client.get(f"{V2}/requests.{form}?{window}")
        assert answer.status_code == 400, window
        assert all("_date" in said for _code, said in errors_of(answer))


def test_g2_ninety_days_are_not_too_many_and_both_ends_are_in(app, watch):
    first = app.report("published")
    watch.move(days=90)
    last = app.report("published")
    start, end = watch.now - timedelta(days=90), watch.now
    window = f"start_date={start:%Y-%m-%dT%H:%M:%SZ}&end_date={end:%Y-%m-%dT%H:%M:%SZ}"

    assert ids(app.client.get(f"{LIST}?{window}")) == [last, first]


def test_g3_no_answer_has_more_than_a_thousand(app, held):
    sent = many(held, MOST + 5)

    found = ids(app.client.get(LIST))

    assert len(found) == MOST
    assert found == sent[:4:-1]


def test_g4_a_list_of_numbers_overrides_everything_else(app, watch):
    old = app.report("published")
    watch.move(days=200)
    young = app.report("published")
    app.report("published")
    asked = f"service_request_id={young},{old}&status=closed&service_code=works"

    assert sorted(ids(app.client.get(f"{LIST}?{asked}"))) == sorted([young, old])
    assert ids(app.client.get(f"{LIST}?{asked}&start_date=x")) == [young, old]


def test_g5_a_list_of_statuses_is_their_union(app):
    opened, closed = app.report("published"), app.report(*CLOSED)

    found = {
        asked: set(ids(app.client.get(f"{LIST}?status={asked}")))
        for asked in ("open", "closed", "open,closed", "Open", "")
    }

    assert found["open"] == found["Open"] == {opened, "K-published"}
    assert found["closed"] == {closed}
    assert found["open,closed"] == found[""] == found["open"] | found["closed"]
    assert app.client.get(f"{LIST}?status=fixed").status_code == 400


def test_g5_a_list_of_services_is_their_union(app):
    kerb, works = app.report("published"), app.report("published", service_code="works")

    found = ids(app.client.get(f"{LIST}?service_code=works,kerb"))

    assert {kerb, works} < set(found)
    assert ids(app.client.get(f"{LIST}?service_code=works")) == [works]
    unknown = app.client.get(f"{LIST}?service_code=works,potholes")
    assert errors_of(unknown) == [(404, "service_code 'potholes' was not found")]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_g6_an_unknown_number_is_not_found(app, form):
    hidden = app.report("published", "hidden")
    waiting = app.report()

    for number in ("77777-77777", hidden, waiting, "K-received"):
        one = app.client.get(f"{V2}/requests/{number}.{form}")
        listed = app.client.get(f"{V2}/requests.{form}?service_request_id={number}")
        assert [code for code, _said in errors_of(one)] == [404]
        assert [code for code, _said in errors_of(listed)] == [404]
        assert (one.status_code, listed.status_code) == (404, 404)


def test_g6_one_request_is_a_list_of_one(app):
    number = app.report("published")

    json = app.client.get(f"{V2}/requests/{number}.json")
    xml = app.client.get(f"{V2}/requests/{number}.xml")
    small = app.client.get(f"{V2}/requests/{number.lower()}.json")

    assert ids(json) == ids(small) == [number]
    assert len(tree(xml)) == 1


def test_g7_every_time_has_its_zone(app):
    number = app.report("published", "triaged")
    app.advance(number, "planned")

    one = app.client.get(f"{V2}/requests/{number}.json").json[0]

    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert datetime.fromisoformat(one[name]).utcoffset() == timedelta(hours=1)
    assert one["expected_datetime"] == "2027-03-01T23:59:59+01:00"


def test_g8_the_last_change_of_a_closed_request_is_its_closing(app, watch):
    number = app.report("published", "triaged")
    closed = watch.move(hours=5)
    app.advance(number, "closed_no_action")
    watch.move(days=3)

    one = app.client.get(f"{V2}/requests/{number}.json").json[0]

    assert one["status"] == "closed"
    assert datetime.fromisoformat(one["updated_datetime"]) == closed


def test_g9_what_is_not_public_is_in_no_answer(app, office):
    canaries = {
        state: app.report(*steps, description=f"CANARY-{state}")
        for state, steps in (
            ("received", ()),
            ("held", ("held",)),
            ("hidden", ("published", "hidden")),
            ("withdrawn", ("withdrawn",)),
        )
    }
    shown = app.report(
        *("published", "triaged"),
        email="canary-mail@example.org",
        phone="78 000 111",
        device_id="CANARY-device",
        account_id="CANARY-account",
    )
    office.update(service_request_id=shown, status="OPEN", description="seen")
    paths = [
        *(f"requests.{form}?extensions=true" for form in ("xml", "json", "csv")),
        *(f"servicerequestupdates.{form}" for form in ("xml", "json")),
        f"requests/{shown}.json?extensions=true",
    ]

    for path in paths:
        answer = app.client.get(f"{V2}/{path}")
        assert answer.status_code == 200
        assert shown in answer.text
        assert "canary" not in answer.text.lower()
        assert not [n for n in canaries.values() if n in answer.text]


@pytest.mark.parametrize("asked", ["service_code=works", "status=closed"])
def test_g10_nothing_is_an_empty_list(app, asked):
    json, xml = (
        app.client.get(f"{LIST}?{asked}"),
        app.client.get(f"{V2}/requests.xml?{asked}"),
    )

    assert (json.status_code, json.json) == (200, [])
    assert (xml.status_code, len(tree(xml))) == (200, 0)


def test_g11_numbers_are_texts_and_positions_are_numbers_in_the_town(app, held):
    app.report("published", lat="36.1812345678", long="8.7112345678")
    app.report("published", lat=None, long=None, address_string="somewhere")
    outside = app.report("published", lat="48.85", long="2.35")

    rows = app.client.get(LIST).json

    west, south, east, north = held.town.bbox
    for row in rows:
        assert isinstance(row["service_request_id"], str)
        if row["lat"] is not None:
            assert south <= row["lat"] <= north
            assert west <= row["long"] <= east
            assert row["lat"] == round(row["lat"], 5)
    assert [r["lat"] for r in rows if r["service_request_id"] == outside] == [None]


def test_g12_xml_has_the_elements_of_the_specification_and_says_what_json_says(app):
    number = app.report("published", description="a < b & c > d \r\n 'e' \"f\"")

    xml = tree(app.client.get(f"{V2}/requests/{number}.xml"))
    json = app.client.get(f"{V2}/requests/{number}.json")

    assert (xml.tag, xml[0].tag) == ("service_requests", "request")
    assert tuple(child.tag for child in xml[0]) == FIELDS == tuple(json.json[0])
    assert plain(xml) == texts(json.json)


def test_g12_fields_are_of_the_kinds_that_the_community_has_agreed_on(app):
    app.report("published", email="a@example.org", description="x")
    number = app.report(*CLOSED)

    for row in app.client.get(LIST).json:
        assert all(row[name] for name in MUST)
        assert row["status"] in ("open", "closed")
        for name, value in row.items():
            kind = float if name in NUMBERS else str
            assert value is None or isinstance(value, kind), name
        assert row["agency_responsible"] in ("electricity company", "بلدية الكاف")
    assert number in ids(app.client.get(LIST))


def test_g12_extensions_are_apart_from_the_fields(app):
    given = {"attribute[kerb_height]": "0.2", "attribute[affected][]": ["white_cane"]}
    number = app.report("published", **given)
    app.advance(number, "triaged")
    path = f"{V2}/requests/{number}.json"

    bare = app.client.get(path).json[0]
    row = app.client.get(f"{path}?extensions=true&lang=en").json[0]

    more = row.pop("extended_attributes")
    assert set(row) == set(bare)
    assert (more["state"], more["state_name"]) == ("triaged", "Confirmed")
    assert more["answers"] == [{"code": "kerb_height", "value": 0.2}]
    assert {"profile": "manual_wheelchair", "level": "stops"} in more["severities"]
    assert more["affected"] == ["white_cane"]
    assert more["channel"] == "open311"
