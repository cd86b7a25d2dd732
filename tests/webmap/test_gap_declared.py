"""An association declares a gap; the analysis says beside it what it finds."""

import re

import pytest
from sqlalchemy import select

from data.analysis import refresh_gaps
from data.models import AuditEvent
from data.queries.audit import find_broken_event
from tests.gap_town import load_gap_town
from tests.webmap.people import signed_in
from webmap.site import create_site

UPPER, LOWER = "8.7035,36.18", "8.7005,36.18"
SAID = {
    "title": "Health centre above",
    "text": "The lift of the passage has been out of order for a year.",
    "kind": "service",
    "profile": "manual_wheelchair",
    "service": "health",
    "position": UPPER,
}


@pytest.fixture
def town(embedded, tmp_path):
    runtime = load_gap_town(embedded, tmp_path)
    yield runtime
    runtime.close()


@pytest.fixture
def site(town):
    return create_site(town)


@pytest.fixture
def twiza(site):
    client = site.test_client()
    signed_in(client, "verifier", body="twiza")
    return client


def send(client, path="/en/gaps/declare", **said):
    page = client.get("/en/gaps/declare").get_data(as_text=True)
    proof = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    return client.post(path, data={"csrf_token": proof, **said})


def test_a_gap_is_declared_by_a_form_and_shown_at_once_with_its_audit_event(
    twiza, town
):
    answer = send(twiza, **SAID)

    assert answer.status_code == 303
    page = twiza.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Health centre above" in page
    assert "Declared by an association" in page
    with town.database.read() as session:
        (event,) = session.scalars(
            select(AuditEvent).where(AuditEvent.subject_kind == "gap")
        )
        assert (event.role, event.action) == ("verifier", "declared")
        assert find_broken_event(session) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("kind", ""), ("position", "no such place"), ("service", "")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(twiza, field, value):
    answer = send(twiza, **SAID | {field: value})

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "out of order" in html
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', html)


def test_who_is_no_association_declares_nothing(site):
    nobody, staff = site.test_client(), site.test_client()
    signed_in(staff, "staff")

    assert nobody.get("/en/gaps/declare").status_code == 303
    assert staff.get("/en/gaps/declare").status_code == 403
    assert nobody.post("/api/v1/gaps", json=SAID).status_code == 401


def declare(client, **other):
    answer = client.post("/api/v1/gaps", json=SAID | other)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["id"]


def checks(client, *keys):
    found = [client.get(f"/api/v1/gaps/{key}").get_json() for key in keys]
    return [one["properties"]["checked"] for one in found]


def test_the_analysis_confirms_one_rejects_another_and_both_stay_listed(twiza, town):
    above, below = declare(twiza), declare(twiza, position=LOWER)
    again = declare(twiza)

    refresh_gaps(town)

    assert again == above
    assert checks(twiza, above, below) == ["confirmed", "rejected"]
    listed = twiza.get("/api/v1/gaps?origin=declared").get_json()
    assert {one["id"] for one in listed["features"]} == {above, below}
    page = twiza.get("/en/gaps?kind=service").get_data(as_text=True)
    assert page.index("The analysis confirms it") < page.index("The analysis does not")
    history = twiza.get(f"/api/v1/gaps/{below}/history").get_json()
    assert [one["kind"] for one in history] == ["declared", "rejected"]


def test_only_the_body_that_declared_a_gap_takes_it_back(twiza, site, town):
    key = declare(twiza)
    other = site.test_client()
    signed_in(other, "verifier", name="Somebody else", body="joussour")
    path = f"/api/v1/gaps/{key}/withdraw"

    refused = other.post(path, json={"reason": "not ours"})
    taken = twiza.post(path, json={"reason": "the lift runs again"})

    assert refused.status_code == 403
    assert taken.get_json()["properties"]["status"] == "closed"
    assert twiza.get("/api/v1/gaps?origin=declared").get_json()["features"] == []
    refresh_gaps(town)
    page = twiza.get(f"/en/gaps/{key}").get_data(as_text=True)
    assert "Withdrawn by who declared it" in page


def test_a_gap_that_does_not_exist_cannot_be_taken_back(twiza):
    answer = twiza.post("/api/v1/gaps/declared:x:y/withdraw", json={"reason": "x"})

    assert answer.status_code == 404
