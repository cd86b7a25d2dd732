"""The whole table as CSV, and a client's own walk through the server."""

from __future__ import annotations

import csv
import io

import pytest

from tests.map_rows import LAT, LON
from tests.webmap.open311.talk import V2
from tests.webmap.open311.test_get import many
from webmap.open311.bulk import COLUMNS, cell

PATH = f"{V2}/requests.csv"


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    text = answer.data.decode()
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_public_request_is_a_row_with_all_columns(app, held):
    sent = many(held, 1200)
    closed = app.report("published", "triaged", "closed_no_action")

    rows = rows_of(app.client.get(f"{PATH}?lang=en"))

    assert tuple(rows[0]) == COLUMNS
    assert {r["service_request_id"] for r in rows} == {*sent, closed, "K-published"}
    (row,) = (r for r in rows if r["service_request_id"] == closed)
    assert row["closed_date"] == row["updated_datetime"] != ""
    assert row["status_description"] == "Closed without action"
    assert row["source"] == "open311"


def test_filters_hold_and_the_window_may_be_of_any_length(app, watch):
    first = app.report("published", service_code="works")
    watch.move(days=200)
    app.report("published")
    asked = "start_date=2026-01-01T00:00:00Z&end_date=2027-12-31T00:00:00Z"

    rows = rows_of(app.client.get(f"{PATH}?{asked}&service_code=works"))

    assert [row["service_request_id"] for row in rows] == [first]
    assert app.client.get(f"{PATH}?status=x").status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+216 78", "-1", "@SUM(A1)", "\tx", " =1", "|cmd", "%0a"),
        '=HYPERLINK("http://x")',
    ],
)
def test_no_text_is_worked_out_by_a_spreadsheet(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["عائق", "a=b", "", None, -8.7, 36.1, 'say "x", y'])
def test_other_values_stay_what_they_are(value):
    assert cell(value) == ("" if value is None else value)


def test_hostile_texts_come_back_as_one_cell(app):
    text = '=cmd|" /C calc"!A0, "quoted"\nnew line; عربي'
    number = app.report("published", description=text)

    rows = rows_of(app.client.get(PATH))

    (row,) = (r for r in rows if r["service_request_id"] == number)
    assert row["description"] == f"'{text}"


def test_a_client_finds_its_way_from_discovery_to_a_closed_request(app, office):
    """Do what a client does that knows nothing but the address of the town."""
    client = app.client
    url = client.get("/open311/discovery.json").json["endpoints"][0]["url"]
    base = url.removeprefix("http://localhost")
    codes = [one["service_code"] for one in client.get(f"{base}/services.json").json]
    asked = client.get(f"{base}/services/{codes[0]}.json").json["attributes"]
    answers = {f"attribute[{asked[0]['code']}]": "0.14"}
    sent = {"api_key": app.key, "service_code": codes[0], **answers}
    answer = client.post(
        f"{base}/requests.json", data={**sent, "lat": str(LAT), "long": str(LON)}
    )
    number = answer.json[0]["service_request_id"]
    for step in ("published", "triaged"):
        office.advance(number, step)
    office.update(
        service_request_id=number,
        status="CLOSED",
        **{"attribute[reason]": "not_an_obstacle"},
    )

    found = client.get(f"{base}/requests/{number}.json").json[0]

    assert (found["status"], found["service_code"]) == ("closed", codes[0])
