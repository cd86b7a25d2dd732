"""Every error is told: to programs in one envelope, to people on a page."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import RequestEntityTooLarge

from geo import errors as families
from webmap.errors import PROBLEM, STATUSES, problem_of
from webmap.rate import too_many

ENVELOPE = {"type", "title", "status", "detail", "code", "field", "request_id"}
RAISED = {
    families.InputError("bbox", "is odd"): (422, "invalid-input"),
    families.CrsError("crs", "is missing"): (422, "invalid-crs"),
    families.MissingError("there is no such place"): (404, "not-found"),
    families.GoneError("it was deleted"): (410, "gone"),
    families.ConflictError("somebody else was faster"): (409, "conflict"),
    families.ForbiddenError("this is for staff"): (403, "forbidden"),
    families.SourceError("the other side is down", permanent=False): (
        502,
        "source-failed",
    ),
    families.StorageError("the disk is full", permanent=False): (
        503,
        "storage-failed",
    ),
    families.DataError("a row is broken"): (500, "broken-data"),
    OperationalError("SELECT secret", {}, Exception("down")): (503, "unavailable"),
    ZeroDivisionError("a bug with a secret"): (500, "broken"),
}


@pytest.fixture(params=list(RAISED), ids=lambda error: type(error).__name__)
def failing(request, site):
    def fail():
        raise request.param

    site.add_url_rule("/api/v1/failing", "failing_api", fail)
    site.add_url_rule("/<any(ar,fr,en):lang>/failing", "failing_page", fail)
    return request.param, site.test_client()


def test_a_program_gets_the_envelope(failing):
    error, client = failing

    answer = client.get("/api/v1/failing")

    assert (answer.status_code, answer.json["code"]) == RAISED[error]
    assert answer.mimetype == PROBLEM
    assert set(answer.json) == ENVELOPE
    assert answer.json["field"] == getattr(error, "field", "")
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]


def test_a_person_gets_a_page_in_their_language(failing):
    error, client = failing

    answer = client.get("/ar/failing")

    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.mimetype) == (RAISED[error][0], "text/html")
    assert 'lang="ar" dir="rtl"' in page


def test_what_was_sent_is_not_sent_back_at_length(client):
    body = {"from": [8.7, 36.1], "to": [8.7, 36.2], "limits": {"x" * 9_000: 1}}

    answer = client.post("/api/v1/trips", json=body)

    assert answer.status_code == 422
    assert len(answer.data) < 3_000


def test_our_own_bugs_tell_nobody_their_secrets(failing):
    _error, client = failing
    answers = [client.get("/api/v1/failing"), client.get("/fr/failing")]

    told = " ".join(answer.get_data(as_text=True) for answer in answers)

    assert "secret" not in told
    assert "Traceback" not in told


def test_every_family_has_a_status_of_its_own():
    kinds = {kind for kind, _status in STATUSES}
    root = families.WusulError

    missing = [
        kind.__name__
        for kind in vars(families).values()
        if isinstance(kind, type)
        and issubclass(kind, root)
        and kind is not root
        and not kinds & set(kind.__mro__)
    ]

    assert missing == []


def test_the_table_works_on_the_error_alone(site):
    with site.test_request_context():
        problem = problem_of(families.InputError("limit", "0 is outside 1 … 1000"))

    assert problem.detail == "limit: 0 is outside 1 … 1000"


@pytest.mark.parametrize(
    ("path", "status"), [("/fr/nothing", 404), ("/en/places/none", 404)]
)
def test_a_page_that_is_not_there_says_so_in_words(client, path, status):
    answer = client.get(path)

    assert answer.status_code == status
    assert "<h1>" in answer.get_data(as_text=True)


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.delete("/api/v1/places")

    assert (answer.status_code, answer.json["code"]) == (405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]


def test_without_a_database_a_person_still_gets_a_page(held, site, tmp_path):
    held.database.close()
    with held.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE source RENAME TO gone")

    answer = site.test_client().get("/ar/places")

    assert answer.status_code == 503
    assert 'dir="rtl"' in answer.get_data(as_text=True)


def test_who_sent_too_much_reads_how_long_to_wait_in_their_language(site):
    def fail():
        raise too_many(600.0)

    site.add_url_rule("/<any(ar,fr,en):lang>/hurried", "hurried", fail)

    page = site.test_client().get("/fr/hurried")

    lead = re.search(r'<p class="lead">(.*?)</p>', page.text, re.DOTALL)[1]
    assert page.status_code == 429
    assert "10" in lead
    assert "en" not in re.findall(r'<p lang="(\w+)"', page.text)


def test_who_sent_too_large_a_file_reads_the_limit(site):
    def fail():
        raise RequestEntityTooLarge

    site.config["MAX_CONTENT_LENGTH"] = 16_000_000
    site.add_url_rule("/<any(ar,fr,en):lang>/heavy", "heavy", fail)

    page = site.test_client().get("/en/heavy")

    assert page.status_code == 413
    assert "at most 16 MB" in page.text


@pytest.mark.parametrize(
    ("came_from", "is_offered"),
    [("http://localhost/en/reports?state=open", True), ("http://evil.org/en/", False)],
)
def test_after_a_conflict_the_page_before_is_offered_if_it_is_ours(
    site, came_from, is_offered
):
    def fail():
        raise families.ConflictError("somebody else was faster")

    site.add_url_rule("/<any(ar,fr,en):lang>/late", "late", fail)

    page = site.test_client().get("/en/late", headers={"Referer": came_from})

    assert ('href="/en/reports?state=open"' in page.text) is is_offered
    assert "evil.org" not in page.text
