"""Who asks for trips or reach too often is asked to wait; nothing is written."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.models import RateCount
from geo.rate import Rate
from webmap.rate import KEY
from webmap.site import create_site

FROM = "8.7045,36.1745"
ENDS = {"from": FROM, "to": "8.7080,36.1762", "profile": "walker"}
AWAY = {"REMOTE_ADDR": "198.51.100.7"}
NEIGHBOUR = {"REMOTE_ADDR": "198.51.100.9"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
ASKED = {
    "trip": ("trips", ENDS),
    "reach": ("reach", {"from": FROM, "profile": "walker", "areas": False}),
}
NAMES = sorted(ASKED)


@pytest.fixture
def client(kef):
    site = create_site(kef)
    for kind in ASKED:
        site.extensions[KEY][kind] = [Rate(kind, "network", 2, 3600)]
    return site.test_client()


def _post(client, kind, sender):
    path, body = ASKED[kind]
    return client.post(f"/api/v1/{path}?lang=en", json=body, environ_overrides=sender)


def _get(client, kind, sender):
    path, query = ASKED[kind]
    asked = {**query, "lang": "en"}
    return client.get(f"/api/v1/{path}", query_string=asked, environ_overrides=sender)


def _page(client, kind, sender):
    _, query = ASKED[kind]
    return client.get(f"/en/{kind}", query_string=query, environ_overrides=sender)


@pytest.mark.parametrize("kind", NAMES)
def test_a_flood_of_questions_is_asked_to_wait_and_told_how_long(client, kind):
    good = [_post(client, kind, AWAY).status_code, _get(client, kind, AWAY).status_code]

    answers = [_post(client, kind, NEIGHBOUR), _get(client, kind, AWAY)]

    assert good == [200, 200]
    for answer in answers:
        assert (answer.status_code, answer.json["code"]) == (429, "too-many-requests")
        assert answer.mimetype == "application/problem+json"
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert "Please try again in" in answer.json["detail"]
    assert _post(client, kind, ELSEWHERE).status_code == 200


@pytest.mark.parametrize("kind", NAMES)
def test_the_page_counts_like_the_api(client, kind):
    answers = [_page(client, kind, AWAY) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 3600
    assert "Please try again in" in answers[2].text
    assert client.get(f"/en/{kind}", environ_overrides=AWAY).status_code == 200


def test_trips_do_not_use_up_the_measure_of_reach(client):
    for _ in range(3):
        _post(client, "trip", AWAY)

    assert _post(client, "reach", AWAY).status_code == 200


def test_who_asks_from_the_machine_itself_is_not_counted(client):
    for sender in ({"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "::1"}):
        codes = {_post(client, "trip", sender).status_code for _ in range(4)}
        assert codes == {200}


def test_questions_are_counted_without_writing_anything(kef, client):
    before = _list_counts(kef)

    for _ in range(3):
        _post(client, "trip", AWAY)

    assert _list_counts(kef) == before


def _list_counts(kef):
    with kef.database.read() as session:
        return session.execute(
            select(RateCount.mark, RateCount.count).order_by(RateCount.mark)
        ).all()


def test_the_description_of_the_api_tells_of_it(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]

    for path, _ in ASKED.values():
        for method in ("get", "post"):
            assert "429" in paths[f"/api/v1/{path}"][method]["responses"]
