"""One key, one report: sent again it is the same, changed it is never lost."""

from __future__ import annotations

import re

import pytest

from data.queries.life_cycle import advance_report
from data.queries.own import erase_withdrawn, redact_report
from geo.standing import Actor, Move
from tests.map_rows import LAT, LON
from tests.webmap.conftest import NOON
from tests.webmap.test_photos import with_gps
from tests.webmap.test_reports import kept, send, text_of, tracking_of, upload


def test_a_form_gone_back_to_and_changed_is_another_report(client, held):
    page = text_of(client.get("/en/reports/new"))
    key = re.search('name="send_key" value="([0-9a-f]{32})"', page).group(1)

    first = tracking_of(send(client, send_key=key))
    second = tracking_of(send(client, send_key=key, description="and a pole"))

    assert first != second
    assert kept(held, second).description == "and a pole"


@pytest.mark.parametrize(
    "other", [{"category": "pole"}, {"description": "x"}, {"position": [LON, LAT + 1]}]
)
def test_a_key_that_somebody_used_opens_nothing_of_theirs(client, other):
    body = {"category": "kerb", "position": [LON, LAT], "description": "mine"}
    headers = {"Idempotency-Key": "1"}
    first = client.post("/api/v1/reports", json=body, headers=headers)

    again = client.post("/api/v1/reports", json={**body, **other}, headers=headers)

    assert (again.status_code, again.json["field"]) == (422, "send_key")
    assert first.json["tracking"] not in again.get_data(as_text=True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"description": "a\x1b[2Jb"}, "description"),
        ({"where": "a\x07"}, "where"),
        ({"affected": ["cane"] * 1000}, "affected"),
    ],
)
def test_what_would_drive_a_terminal_or_fill_a_page_is_refused(client, wrong, field):
    body = {"category": "kerb", "where": "x", **wrong}

    answer = client.post("/api/v1/reports", json=body)

    assert (answer.status_code, answer.json["field"]) == (422, field)


BODY = {"category": "kerb", "position": [LON, LAT], "description": "call Canary"}
KEYED = {"Idempotency-Key": "device-of-somebody"}


def test_a_late_retry_after_words_were_taken_out_is_a_receipt(client, held):
    first = client.post("/api/v1/reports", json=BODY, headers=KEYED)
    with held.database.write() as session:
        left = {"description": "call", "where_text": ""}
        redact_report(session, first.json["tracking"], **left, at=NOON)

    again = client.post("/api/v1/reports", json=BODY, headers=KEYED)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["tracking"] == first.json["tracking"]
    assert kept(held, first.json["tracking"]).description == "call"


def test_a_late_retry_of_what_was_deleted_is_told_so_and_makes_nothing(client, held):
    tracking = client.post("/api/v1/reports", json=BODY, headers=KEYED).json["tracking"]
    with held.database.write() as session:
        move = Move("withdrawn", Actor("author", "a"), NOON)
        advance_report(session, tracking, move)
        erase_withdrawn(session, tracking, at=NOON)

    again = client.post("/api/v1/reports", json=BODY, headers=KEYED)

    assert (again.status_code, again.json["code"]) == (410, "gone")
    assert tracking not in again.text
    assert kept(held, tracking).description == ""


def test_a_photo_for_a_report_that_was_withdrawn_is_not_tried_for_ever(client, held):
    receipt = client.post("/api/v1/reports", json=BODY).json
    with held.database.write() as session:
        move = Move("withdrawn", Actor("author", "a"), NOON)
        advance_report(session, receipt["tracking"], move)

    answer = client.post(
        f"/api/v1/reports/{receipt['tracking']}/photos",
        data={"photo": upload(with_gps())},
        headers={"X-Author-Token": receipt["author_token"]},
    )

    assert (answer.status_code, answer.json["code"]) == (410, "gone")
