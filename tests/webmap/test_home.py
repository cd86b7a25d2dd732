"""The map page without a script: the same things as lists."""

from __future__ import annotations

import json
import re

import pytest

LANGUAGES = ("ar", "fr", "en")


def scene(client, path: str = "/fr/") -> dict:
    html = client.get(path).text
    found = re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)
    return json.loads(found.group(1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_on_the_map_is_in_the_lists(client, lang: str) -> None:
    html = client.get(f"/{lang}/").text

    for key in ("t:p1", "t:p4", "t:s3", "t:l1", "t:b1", "K-published"):
        assert f'data-key="{key}"' in html


def test_a_private_report_is_not_shown(client) -> None:
    html = client.get("/fr/?show=obstacles").text

    assert "K-published" in html
    assert "K-received" not in html
    assert "private words" not in html


def test_switches_choose_the_lists(client) -> None:
    html = client.get("/fr/?show=obstacles").text

    assert 'data-key="t:b1"' in html
    assert 'data-key="t:p1"' not in html


def test_places_can_be_narrowed_by_access_and_kind(client) -> None:
    by_access = client.get("/fr/?show=places&access=no").text
    by_kind = client.get("/fr/?show=places&kind=hospital").text

    assert re.findall(r'<li[^>]*data-key="(.*?)"', by_access) == ["t:p3"]
    assert re.findall(r'<li[^>]*data-key="(.*?)"', by_kind) == ["t:p1"]


def test_status_is_a_word_and_a_shape(client) -> None:
    html = client.get("/en/?show=places&access=no").text

    assert "Not usable with a wheelchair" in html
    assert "shape-no" in html


def test_made_up_data_says_so_at_each_thing(client) -> None:
    html = client.get("/en/around?show=places&kind=hospital").text

    assert html.count("chip-demo") == 1


def test_the_lists_follow_the_part_that_the_map_shows(client) -> None:
    html = client.get("/fr/around?show=places&bbox=8.711,36.181,8.713,36.182").text

    assert sorted(re.findall(r'<li[^>]*data-key="(.*?)"', html)) == ["t:p1", "t:p2"]
    assert "<html" not in html


def test_one_thing_can_be_looked_at(client) -> None:
    html = client.get("/fr/around/places/t:p1").text

    assert "Hôpital du Kef" in html
    assert "to_at=8.7112,36.1816" in html.replace("%2C", ",")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fr/?show=secrets", 422),
        ("/fr/?list=secrets", 422),
        ("/fr/around?bbox=1,2,3", 422),
        ("/fr/around?bbox=36,8,37,9,1", 422),
        ("/fr/around/places/none", 404),
        ("/fr/around/secrets/t:p1", 404),
        ("/fr/around/reports/K-received", 404),
    ],
)
def test_what_does_not_exist_is_refused(client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_name_with_a_script_in_it_is_text(held, client) -> None:
    with held.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE place SET names = ? WHERE key = 't:p1'",
            (json.dumps({"": "<script>alert(1)</script>"}),),
        )

    html = client.get("/fr/?show=places").text

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_script_is_told_addresses_of_this_host_only(client) -> None:
    told = scene(client)

    addresses = [told[name] for name in ("tiles", "features", "around", "icons")]
    assert all(address.startswith("/") for address in addresses)
    assert told["on"] == ["places", "transit", "obstacles"]
    assert told["demonstration"] is True


def test_sentences_of_the_script_are_translated(client) -> None:
    told = scene(client, "/ar/")["messages"]

    assert told["Go closer"] == "تكبير"
    assert all(told.values())


def test_a_long_list_has_pages(client) -> None:
    html = client.get("/fr/?list=places").text

    assert len(re.findall(r'<li[^>]*data-layer="places"', html)) == 5
    assert 'data-layer="stops"' not in html
