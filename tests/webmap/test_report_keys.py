"""One key, one report: sent again it is the same, changed it is never lost."""

from __future__ import annotations

import re

import pytest

from tests.map_rows import LAT, LON
from tests.webmap.test_reports import kept, send, text_of, tracking_of


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
