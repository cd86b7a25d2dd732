"""S1–S7: services and their definitions."""

from __future__ import annotations

import pytest

from geo.category import report_categories
from tests.webmap.open311.talk import V2, errors_of, plain, texts, tree

DATATYPES = {
    *("string", "number", "datetime", "text"),
    *("singlevaluelist", "multivaluelist"),
}
SERVICE = {
    *("service_code", "service_name", "description", "metadata"),
    *("type", "keywords", "group"),
}
ATTRIBUTE = {
    *("variable", "code", "datatype", "required"),
    *("datatype_description", "order", "description"),
}


@pytest.fixture
def services(client):
    """Give the services."""
    return client.get(f"{V2}/services.json").json


def definitions(client, services, form="json"):
    return {
        one["service_code"]: client.get(f"{V2}/services/{one['service_code']}.{form}")
        for one in services
    }


def test_s1_there_are_services_and_no_two_have_one_code(services):
    codes = [one["service_code"] for one in services]

    assert codes == list(report_categories())
    assert len(set(codes)) == len(codes) >= 10


def test_s2_metadata_is_true_or_false_and_the_type_is_one_of_three(services):
    for one in services:
        assert set(one) == SERVICE
        assert one["metadata"] in (True, False)
        assert one["type"] in ("realtime", "batch", "blackbox")
        assert all(isinstance(one[name], str) for name in SERVICE - {"metadata"})


def test_s3_both_formats_tell_the_same(client, services):
    xml = tree(client.get(f"{V2}/services.xml"))

    assert (xml.tag, {child.tag for child in xml}) == ("services", {"service"})
    assert plain(xml) == texts(services)
    told = definitions(client, services)
    for code, answer in definitions(client, services, "xml").items():
        assert tree(answer).tag == "service_definition"
        assert plain(tree(answer)) == texts(told[code].json)


def test_s4_what_has_metadata_has_a_definition(client, services):
    for code, answer in definitions(client, services).items():
        assert answer.status_code == 200
        assert answer.json["service_code"] == code
        assert answer.json["attributes"]
    assert all(one["metadata"] for one in services)


def test_s5_attributes_are_in_order_of_known_types_and_lists_have_values(
    client, services
):
    for answer in definitions(client, services).values():
        attributes = answer.json["attributes"]
        assert [one["order"] for one in attributes] == [*range(1, len(attributes) + 1)]
        for one in attributes:
            is_list = one["datatype"].endswith("list")
            assert set(one) == ATTRIBUTE | ({"values"} if is_list else set())
            assert one["datatype"] in DATATYPES
            assert one["variable"] in (True, False)
            assert one["required"] in (True, False)
            keys = [value["key"] for value in one.get("values", ())]
            assert len(set(keys)) == len(keys)
            assert bool(keys) is is_list
            assert all(value["name"] for value in one.get("values", ()))


@pytest.mark.parametrize("form", ["xml", "json"])
def test_s6_an_unknown_code_is_not_found(client, form):
    for code in ("nothing", "kerb2", "%20", "wall"):
        answer = client.get(f"{V2}/services/{code}.{form}")
        assert answer.status_code == 404
        assert [number for number, _said in errors_of(answer)] == [404]


def test_s7_names_are_in_the_language_that_is_asked_and_codes_are_not(client):
    asked = [
        client.get(f"{V2}/services.json?lang=ar"),
        client.get(f"{V2}/services.json", headers={"Accept-Language": "fr-TN"}),
        client.get(f"{V2}/services.json", headers={"Accept-Language": "en"}),
    ]

    kerbs = [answer.json[0]["service_name"] for answer in asked]
    codes = [[one["service_code"] for one in answer.json] for answer in asked]

    assert kerbs == ["حافة رصيف أو درجة", "Ressaut ou bordure", "Kerb or ledge"]
    assert codes[0] == codes[1] == codes[2]
    assert [answer.content_language.to_header() for answer in asked] == [
        *("ar", "fr", "en")
    ]
    assert all("Accept-Language" in answer.headers["Vary"] for answer in asked)
    told = [
        client.get(f"{V2}/services/other.json?lang={lang}").json["attributes"]
        for lang in ("ar", "fr", "en")
    ]
    assert len({rows[0]["description"] for rows in told}) == 3
    assert len({str([row["code"] for row in rows]) for rows in told}) == 1
