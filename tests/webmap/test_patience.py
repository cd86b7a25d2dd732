"""Who sends too much is asked to wait, and loses nothing of what was typed."""

from __future__ import annotations

from geo.rate import Rate
from tests.map_rows import LAT, LON
from tests.webmap.test_reports import send
from webmap.rate import KEY


def test_a_flood_is_asked_to_wait_and_told_how_long(client, site):
    site.extensions[KEY]["report"] = [Rate("report", "network", 3, 600)]
    body = {"category": "kerb", "position": [LON, LAT]}
    for _ in range(3):
        assert client.post("/api/v1/reports", json=body).status_code == 201

    answer = client.post("/api/v1/reports?lang=en", json=body)

    assert (answer.status_code, answer.json["code"]) == (429, "too-many-requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 601
    assert "try again in" in answer.json["detail"]


def test_what_was_typed_stays_in_the_form_when_a_flood_is_stopped(client, site):
    site.extensions[KEY]["report"] = [Rate("report", "network", 1, 600)]
    typed = {"where": f"{LON},{LAT}", "category": "kerb", "description": "عالي جدا"}
    assert send(client, **typed).status_code == 303

    answer = send(client, **typed, send_key="another")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 601
    assert "عالي جدا" in answer.text


def test_a_phone_that_repeats_itself_on_a_bad_line_is_not_asked_to_wait(client, site):
    site.extensions[KEY]["report"] = [Rate("report", "network", 1, 600)]
    body = {"category": "kerb", "position": [LON, LAT]}
    headers = {"Idempotency-Key": "device-of-a-bad-line"}
    first = client.post("/api/v1/reports", json=body, headers=headers)

    again = [
        client.post("/api/v1/reports", json=body, headers=headers) for _ in range(5)
    ]

    assert first.status_code == 201
    assert {answer.status_code for answer in again} == {200}
    assert {answer.json["tracking"] for answer in again} == {first.json["tracking"]}


def test_a_known_key_opens_no_way_around_the_limit(client, site):
    site.extensions[KEY]["report"] = [Rate("report", "network", 2, 600)]
    body = {"category": "kerb", "position": [LON, LAT]}
    headers = {"Idempotency-Key": "device-1"}
    client.post("/api/v1/reports", json=body, headers=headers)

    statuses = [
        client.post(
            "/api/v1/reports", json={**body, "description": said}, headers=headers
        ).status_code
        for said in ("a", "b", "c")
    ]

    assert statuses == [422, 429, 429]


def test_the_page_sent_twice_is_one_report_and_counts_once(client, site):
    site.extensions[KEY]["report"] = [Rate("report", "network", 1, 600)]
    typed = {"where": f"{LON},{LAT}", "category": "kerb", "send_key": "one"}

    first, again = send(client, **typed), send(client, **typed)

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
