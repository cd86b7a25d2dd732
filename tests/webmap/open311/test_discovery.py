"""D1–D6: discovery."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from tests.webmap.open311.talk import plain, texts, tree

PATH = "/open311/discovery"
FIELDS = {"specification", "url", "changeset", "type", "formats"}


@pytest.fixture
def found(client):
    """Give what JSON tells."""
    return client.get(f"{PATH}.json").json


def test_d1_both_formats_answer_with_their_kind_of_content(client):
    xml, json = client.get(f"{PATH}.xml"), client.get(f"{PATH}.json")

    assert (xml.status_code, json.status_code) == (200, 200)
    assert xml.content_type == "text/xml; charset=utf-8"
    assert json.content_type == "application/json; charset=utf-8"
    assert xml.data.startswith(b"<?xml version=")
    assert plain(tree(xml)) == texts(json.json)


def test_d2_no_field_at_the_top_is_empty(found):
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"}
    assert all(found.values())


def test_d3_changesets_lie_in_the_past(found):
    moments = [found["changeset"], *(e["changeset"] for e in found["endpoints"])]

    read = [datetime.fromisoformat(one) for one in moments]

    assert all(one.tzinfo is not None for one in read)
    assert all(one <= datetime(2026, 11, 23, 12, tzinfo=UTC) for one in read)


def test_d4_an_endpoint_is_told_with_all_that_belongs_to_it(found):
    assert len(found["endpoints"]) >= 1
    for endpoint in found["endpoints"]:
        assert set(endpoint) == FIELDS
        assert all(endpoint.values())
        assert endpoint["specification"].endswith("wiki.open311.org/GeoReport_v2")
        assert endpoint["type"] in ("production", "test")


def test_d5_the_second_version_speaks_xml(found):
    spoken = [e["formats"] for e in found["endpoints"] if e["url"].endswith("/v2")]

    assert spoken
    assert all("text/xml" in formats for formats in spoken)


def test_d6_the_address_that_is_told_really_serves(client, found):
    for endpoint in found["endpoints"]:
        path = urlsplit(endpoint["url"]).path
        answers = [client.get(f"{path}/services.{end}") for end in ("xml", "json")]

        assert [answer.status_code for answer in answers] == [200, 200]


def test_discovery_speaks_the_language_that_is_asked(client):
    told = [client.get(f"{PATH}.json?lang={lang}").json for lang in ("ar", "fr", "en")]

    assert len({one["key_service"] for one in told}) == 3
    assert len({one["endpoints"][0]["url"] for one in told}) == 1
