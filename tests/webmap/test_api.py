"""The API: what it describes it does, and what it refuses it refuses in words."""

from __future__ import annotations

import re

import jsonschema
import pytest
from openapi_spec_validator import validate

from data.queries.layer_table import LAYERS
from data.queries.revision import raise_revision
from webmap.errors import PROBLEM

ENVELOPE = {"type", "title", "status", "detail", "code", "field", "request_id"}
READS = [f"/api/v1/{name}" for name in LAYERS]
READS += ["/api/v1/search?q=kef", "/api/v1/profiles", "/api/v1/life-cycle"]


@pytest.fixture
def spec(client):
    return client.get("/api/v1/openapi.json").json


def _schema(spec, path, method, status):
    answer = spec["paths"][path][method]["responses"][str(status)]
    (body,) = answer["content"].values()
    return {**body["schema"], "components": spec["components"]}


def _check(spec, template, answer, method="get"):
    schema = _schema(spec, template, method, answer.status_code)
    jsonschema.validate(answer.json, schema)


def test_the_description_is_valid(spec):
    validate(spec)

    assert spec["openapi"] == "3.1.0"
    assert spec["info"]["description"]


def test_every_address_of_the_api_is_described(site, spec):
    rules = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in site.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.endpoint.startswith("api.")
    }

    assert rules == set(spec["paths"])


def test_every_operation_describes_its_problems(spec):
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            wanted = {"405", "422", "500", "503"}
            wanted |= {"400", "413", "415", "429"} if method == "post" else set()
            wanted |= {"404"} if "{" in path else set()
            assert wanted <= set(operation["responses"]), (method, path)
            assert operation["summary"]


@pytest.mark.parametrize("path", READS)
def test_every_read_answers_as_described(client, spec, path):
    answer = client.get(path)

    assert answer.status_code == 200
    _check(spec, path.partition("?")[0], answer)


@pytest.mark.parametrize("name", [n for n in LAYERS if n != "areas"])
def test_one_thing_by_its_key_is_as_described(client, spec, name):
    feature = client.get(f"/api/v1/{name}").json["features"][0]

    answer = client.get(f"/api/v1/{name}/{feature['id']}")

    assert answer.json == feature
    _check(spec, f"/api/v1/{name}/{{key}}", answer)


@pytest.mark.parametrize("path", READS)
def test_what_has_not_changed_is_not_sent_again(client, held, path):
    first = client.get(path)
    held_tag = {"If-None-Match": first.headers["ETag"]}

    same = client.get(path, headers=held_tag)
    with held.database.write() as session:
        raise_revision(session)
    changed = client.get(path, headers=held_tag)

    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["ETag"] == first.headers["ETag"]
    assert changed.status_code == 200
    assert "no-cache" in first.headers["Cache-Control"]


def test_another_language_is_another_answer(client):
    path = "/api/v1/search?q=kef&lang="

    arabic, french = client.get(path + "ar"), client.get(path + "fr")

    assert arabic.json["hits"][0]["name"] == "الكاف"
    assert french.json["hits"][0]["name"] == "Le Kef"
    assert arabic.headers["ETag"] != french.headers["ETag"]


def test_head_is_get_without_a_body(client):
    head, get = (ask("/api/v1/places") for ask in (client.head, client.get))

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]


def test_the_links_lead_through_all_pages(client):
    seen, path = [], "/api/v1/places?limit=2"
    while path:
        page = client.get(path).json
        seen += [feature["id"] for feature in page["features"]]
        assert page["numberReturned"] == len(page["features"])
        path = next((k["href"] for k in page["links"] if k["rel"] == "next"), "")

    assert seen == [f"t:p{n}" for n in range(1, 6)]
    assert page["numberMatched"] == 5


def test_a_box_and_a_filter_choose(client):
    boxed = client.get("/api/v1/places?bbox=8.711,36.18,8.7125,36.19").json
    chosen = client.get("/api/v1/places?access=unknown&kind=school").json

    assert {f["id"] for f in boxed["features"]} == {"t:p1", "t:p2"}
    assert [f["id"] for f in chosen["features"]] == ["t:p5"]


def test_sources_and_licences_travel_along(client):
    (source,) = client.get("/api/v1/places").json["attribution"]

    assert source["licence"] == "CC0"
    assert source["is_demonstration"] is True


def test_only_public_reports_are_seen_and_no_closer_than_a_metre(client):
    page = client.get("/api/v1/reports").json

    assert [f["id"] for f in page["features"]] == ["K-published"]
    for number in page["features"][0]["geometry"]["coordinates"]:
        assert round(number, 5) == number
    for private in ("K-received", "K-hidden"):
        assert client.get(f"/api/v1/reports/{private}").status_code == 404


WRONG = [
    ("places?bbox=1,2", "bbox"),
    ("places?bbox=36.1,108.7,36.2,108.8", "bbox"),
    ("places?bbox=8.8,36.1,8.7,36.2", "bbox"),
    ("places?bbox=';DROP TABLE place;--", "bbox"),
    ("places?limit=0", "limit"),
    ("places?limit=1001", "limit"),
    ("places?limit=many", "limit"),
    ("places?cursor=zzz", "cursor"),
    ("places?colour=red", "colour"),
    ("search", "q"),
    ("search?q=", "q"),
    (f"search?q={'a' * 201}", "q"),
    ("search?q=kef&near=1", "near"),
    ("search?q=kef&lang=xx", "lang"),
    ("trips?to=8.71,36.18&profile=cane", "from"),
    ("trips?from=8.71,36.18&to=8.72,36.18&profile=flying", "profile"),
    ("trips?from=8.71,36.18&to=8.72,36.18&profile=cane&unknown=maybe", "unknown"),
]


@pytest.mark.parametrize(("question", "field"), WRONG)
def test_a_wrong_question_names_its_field(client, spec, question, field):
    answer = client.get(f"/api/v1/{question}")

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert answer.json["detail"].startswith(f"{field}: ")
    _check(spec, f"/api/v1/{question.partition('?')[0]}", answer)


def test_every_error_of_every_address_has_the_envelope(client, site):
    for rule in site.url_map.iter_rules():
        if not rule.rule.startswith("/api/"):
            continue
        path = re.sub(r"<[^>]+>", "'--<b>", rule.rule)
        for ask in (client.delete, client.post, client.put):
            answer = ask(f"{path}?nonsense=1")
            assert answer.status_code >= 400, path
            assert answer.mimetype == PROBLEM, path
            assert set(answer.json) == ENVELOPE, path


@pytest.mark.parametrize("path", ["trips", "reports"])
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{broken", "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 5000, "application/json", 400),
        (b"[" * 1000 + b"]" * 1000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"{}", "application/json", 422),
        (b"<xml/>", "text/xml", 415),
        (b"{}", "text/plain", 415),
    ],
)
def test_a_wrong_body_is_refused_as_what_it_is(client, path, body, kind, status):
    answer = client.post(f"/api/v1/{path}", data=body, content_type=kind)

    assert answer.status_code == status
    assert set(answer.json) == ENVELOPE


@pytest.mark.parametrize("path", ["trips", "reports"])
def test_a_huge_body_is_refused(client, path):
    huge = b'{"a": "' + b"x" * 12_500_000 + b'"}'

    answer = client.post(f"/api/v1/{path}", data=huge, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (413, "too-large")


def test_a_trip_without_a_built_network_says_what_to_type(client):
    answer = client.get("/api/v1/trips?from=8.71,36.18&to=8.72,36.18&profile=cane")

    assert answer.status_code == 404
    assert "wusul build" in answer.json["detail"]


def test_an_instance_is_up_before_it_is_ready(client):
    up, ready = client.get("/healthz"), client.get("/readyz")

    assert (up.status_code, up.json) == (200, {"status": "ok"})
    assert ready.status_code == 503
    assert "wusul build" in ready.json["reasons"]["network"]
