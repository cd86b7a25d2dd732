"""E1–E3: whatever goes wrong is told in the format that was asked."""

from __future__ import annotations

import pytest

from data.db import Database
from geo.rate import Rate
from tests.webmap.open311.talk import GOOD, V2, errors_of
from webmap.open311 import services
from webmap.rate import KEY

MIMES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
WRONG = (
    ("GET", "/open311/nothing", 404),
    ("GET", "/open311/v2/nothing", 404),
    ("GET", "/open311/v1/services", 404),
    ("GET", f"{V2}/services/nothing", 404),
    ("GET", f"{V2}/requests/nothing", 404),
    ("GET", f"{V2}/requests/a/b", 404),
    ("GET", f"{V2}/tokens/nothing", 404),
    ("PUT", f"{V2}/requests", 405),
    ("DELETE", f"{V2}/services", 405),
    ("POST", f"{V2}/services", 405),
    ("POST", "/open311/discovery", 405),
    ("POST", f"{V2}/requests", 403),
    ("POST", f"{V2}/servicerequestupdates", 403),
)
QUESTIONS = (
    (f"{V2}/requests", "status=x", 400),
    (f"{V2}/requests", "start_date=x", 400),
    (f"{V2}/requests", "jurisdiction_id=tunis", 404),
    (f"{V2}/services", "jurisdiction_id=tunis", 404),
    (f"{V2}/services", "a=%00", 400),
    (f"{V2}/requests", "service_request_id=" + "x" * 200, 400),
    (f"{V2}/requests", "service_request_id=" + ",".join(map(str, range(300))), 400),
    (f"{V2}/servicerequestupdates", "end_date=x", 400),
)


def check_told(answer, form: str, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.content_type == MIMES[form]
    codes = {code for code, _said in errors_of(answer)}
    assert codes == {status}
    assert "<html" not in answer.text.lower()


@pytest.mark.parametrize("form", MIMES)
def test_e1_every_refusal_is_in_the_format_that_was_asked(client, form):
    for method, path, status in WRONG:
        answer = client.open(f"{path}.{form}", method=method)
        check_told(answer, form, status)


@pytest.mark.parametrize("form", MIMES)
def test_e1_every_wrong_question_is_told_so(client, form):
    for path, query, status in QUESTIONS:
        check_told(client.get(f"{path}.{form}?{query}"), form, status)


@pytest.mark.parametrize("form", MIMES)
def test_e1_what_is_too_large_is_told_so(app, form):
    answer = app.post(form, description="x" * 500_000)

    check_told(answer, form, 413)


@pytest.mark.parametrize("form", MIMES)
def test_e1_who_sends_too_much_is_asked_to_wait(app, site, form):
    site.extensions[KEY]["report"] = [Rate("report", "key", 1, 600)]
    assert app.post().status_code == 201

    answer = app.post(form)

    check_told(answer, form, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 601


@pytest.mark.parametrize("form", MIMES)
def test_e1_who_guesses_keys_is_asked_to_wait(app, site, form):
    site.extensions[KEY]["guess"] = [Rate("guess", "network", 2, 600)]

    told = [app.post(form, api_key=f"guess-{n}").status_code for n in range(4)]

    assert told == [403, 403, 429, 429]
    assert app.post(form).status_code == 201


@pytest.mark.parametrize("form", MIMES)
def test_e1_our_own_failure_is_told_in_the_format_too(held, site, form, monkeypatch):
    def fail():
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(services, "require_jurisdiction", fail)

    answer = site.test_client().get(f"{V2}/services.{form}")

    check_told(answer, form, 500)
    assert "secret" not in answer.text


@pytest.mark.parametrize("form", MIMES)
def test_e1_a_database_without_tables_is_told_in_the_format(held, site, form, tmp_path):
    held.database.close()
    held.__dict__["database"] = Database(f"sqlite:///{tmp_path}/empty.sqlite")

    answer = site.test_client().get(f"{V2}/requests.{form}")

    check_told(answer, form, 503)


def test_e2_without_an_ending_the_header_says_which_format(client):
    told = {
        "application/json": MIMES["json"],
        "text/html,application/xml;q=0.9": MIMES["xml"],
        "*/*": MIMES["xml"],
        "": MIMES["xml"],
    }

    for accept, mime in told.items():
        for path in ("services", "nothing", "services/nothing"):
            answer = client.get(f"{V2}/{path}", headers={"Accept": accept})
            assert answer.content_type == mime, (accept, path)


def test_e3_head_tells_the_same_without_a_body(client):
    for path in ("services.json", "requests.xml", "requests.csv"):
        whole, head = client.get(f"{V2}/{path}"), client.head(f"{V2}/{path}")
        assert (head.status_code, head.data) == (200, b"")
        assert head.content_type == whole.content_type


def test_e3_options_tell_what_may_be_done_and_by_whom(client):
    answer = client.options(
        f"{V2}/requests.json",
        headers={
            "Origin": "https://app.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "idempotency-key",
        },
    )

    assert answer.status_code == 200
    assert {"GET", "HEAD", "OPTIONS", "POST"} <= set(answer.allow)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_e3_errors_and_answers_may_be_read_by_pages_of_other_hosts(app):
    for answer in (app.client.get(f"{V2}/x"), app.post(), app.post(api_key="")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
        assert "Set-Cookie" not in answer.headers


def test_who_names_our_town_is_answered(app):
    assert app.client.get(f"{V2}/services.json?jurisdiction_id=kef").status_code == 200
    assert app.client.get(f"{V2}/services.json?jurisdiction_id=").status_code == 200
    assert app.post(jurisdiction_id="kef", **GOOD).status_code == 201
    assert app.post(jurisdiction_id="tunis").status_code == 404
