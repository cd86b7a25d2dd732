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
