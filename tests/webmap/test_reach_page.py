"""Reach on the page, in the API and on the terminal, on the El Kef sample."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
import shapely
from click.testing import CliRunner

from app import cli
from geo.errors import InputError
from webmap.reach.form import ReachForm, read_minutes
from webmap.site import create_site

NEAR = {"from": "8.7045,36.1745", "profile": "manual_wheelchair"}
API = "/api/v1/reach"


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


def _page(client, lang="en", **query):
    answer = client.get(f"/{lang}/reach", query_string=query)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def _api(client, **query):
    answer = client.get(API, query_string={"lang": "en", **query})
    assert answer.status_code == 200
    return answer.get_json()


def _run(kef, *arguments):
    return CliRunner().invoke(cli, ["reach", *arguments], obj=kef)


def test_an_empty_question_is_answered_by_the_form(client):
    page = _page(client)

    assert "What is within reach" in page
    assert "error-summary" not in page
    assert "Nothing about you is kept on the server" in page


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_an_answer_has_all_its_parts_in_every_language(client, lang):
    page = _page(client, lang, **NEAR)

    parts = ("verdict", "figures", "reach-kinds", "points", "table", "demo-notice")
    assert [part for part in parts if f'class="{part}' not in page] == []
    assert page.index('class="verdict') < page.index('class="figures')
    assert page.index('class="figures') < page.index('class="reach-kinds')


def test_the_page_the_api_and_the_terminal_give_the_same_answer(kef, client):
    told = _api(client, **NEAR)
    posted = client.post(
        API,
        json={"from": [8.7045, 36.1745], "profile": NEAR["profile"], "lang": "en"},
    ).get_json()
    ran = json.loads(_run(kef, NEAR["from"], "--json").output)

    assert posted["reach"] == told["reach"]
    assert posted["sentences"] == told["sentences"] == ran["words"]
    assert ran["reach"]["categories"] == told["reach"]["categories"]
    page = _page(client, **NEAR)
    assert told["sentences"]["verdict"] in page
    for kind in told["sentences"]["kinds"]:
        assert kind["counts"] in page
    text = " ".join(_run(kef, NEAR["from"]).output.split())
    assert told["sentences"]["verdict"] in text


def test_the_wheelchair_reaches_less_than_the_walker_and_the_bounds_hold(client):
    found = _api(client, **NEAR)["reach"]
    walker = _api(client, **{**NEAR, "profile": "walker"})["reach"]

    for band, walked in zip(found["bands"], walker["bands"], strict=True):
        assert 0 < band["surely_m"] < band["perhaps_m"] < band["walker_m"]
        assert band["walker_m"] == walked["perhaps_m"] == walked["surely_m"]
        surely, perhaps = (
            shapely.geometry.shape(band[name]["geometry"])
            for name in ("surely_area", "perhaps_area")
        )
        assert surely.is_valid
        assert perhaps.is_valid
        outside = surely.difference(perhaps).area
        assert outside < 0.1 * perhaps.area
    for row in found["categories"]:
        for count in row["counts"]:
            assert count["surely"] <= count["perhaps"] <= count["walker"]


def test_what_stops_the_person_is_said_and_nothing_stops_the_walker(client):
    page = _page(client, **NEAR)
    told = _api(client, **NEAR, areas="false")["sentences"]

    assert "What stops you" in page
    assert told["stops"]
    assert all(one in page for one in told["stops"])
    assert len(set(told["doubts"])) == len(told["doubts"])
    assert "What stops you" not in _page(client, **{**NEAR, "profile": "walker"})


def test_there_and_back_differ_on_the_hill(client):
    there, back, both = (
        _api(client, **NEAR, way=way, areas="false")["reach"]["bands"][-1]["perhaps_m"]
        for way in ("there", "back", "both")
    )

    assert both < min(there, back)
    assert there != back


def test_a_strict_person_is_told_only_what_is_known(client):
    strict = _api(client, **NEAR, unknown="strict")["sentences"]
    open_ = _api(client, **NEAR, unknown="open")["sentences"]

    assert "all that matters to you is known" in strict["verdict"]
    assert "perhaps" not in open_["verdict"]


def test_a_persons_own_limits_open_more(client):
    usual = _api(client, **NEAR, areas="false")["reach"]["bands"][-1]
    laxer = _api(
        client, **NEAR, areas="false", max_kerb_m="0.2", max_slope_up="0.2", steps="yes"
    )["reach"]["bands"][-1]

    assert laxer["perhaps_m"] > usual["perhaps_m"]
    assert laxer["walker_m"] == usual["walker_m"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({**NEAR, "from": "9.9,37.5"}, "from"),
        ({**NEAR, "from": "zzzzqqqq"}, "from"),
        ({}, "from"),
        ({**NEAR, "minutes": "500"}, "minutes"),
        ({**NEAR, "minutes": "nan"}, "minutes"),
        ({**NEAR, "minutes": "1,2,3,4,5,6,7"}, "minutes"),
        ({**NEAR, "way": "around"}, "way"),
        ({**NEAR, "profile": "giant"}, "profile"),
        ({**NEAR, "max_kerb_m": "7"}, "max_kerb_m"),
        ({"from": NEAR["from"]}, "profile"),
    ],
)
def test_wrong_questions_name_the_field(client, query, field):
    answer = client.get(API, query_string=query)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["field"] == field


@pytest.mark.parametrize("minutes", [[], [0], [1e9], [10] * 7, ["x"], "10"])
def test_wrong_times_in_a_body_are_refused(client, minutes):
    body = {"from": NEAR["from"], "profile": "walker", "minutes": minutes}
    answer = client.post(API, json=body)

    assert answer.status_code == 422
    assert answer.get_json()["field"].startswith("minutes")


def test_errors_of_the_page_keep_what_was_typed(client):
    page = _page(client, **{"from": "zzzzqqqq", "minutes": "900", "way": "up"})

    assert 'id="error-summary"' in page
    for field in ("from", "minutes", "way"):
        assert f'href="#{field}"' in page
        assert f'id="{field}-error"' in page
    assert 'value="zzzzqqqq"' in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1 --"])
def test_fragments_of_code_are_only_text(client, text):
    asked = {"from": text, "minutes": text, "way": text, "profile": text}
    answer = client.get("/en/reach", query_string=asked).get_data(as_text=True)

    assert "<script>alert" not in answer
    assert 'id="error-summary"' in answer


def test_a_name_that_may_be_many_gives_a_list_to_choose_from(client):
    answer = client.get("/fr/reach", query_string={"from": "rue"})
    links = re.findall(
        r'href="(/fr/reach\?[^"]*from_at=[^"]*)"', answer.get_data(as_text=True)
    )

    assert len(links) > 1
    chosen = client.get(unescape(links[0])).get_data(as_text=True)
    assert 'class="verdict' in chosen


def test_places_lead_to_their_page_and_to_the_same_trip(client):
    page = _page(client, **NEAR, kerb="4")
    trips = re.findall(r'href="(/en/trip\?[^"]*)"', page)

    assert trips
    assert all(
        "kerb=4" in link and "profile=manual_wheelchair" in link for link in trips
    )
    assert "You can" in client.get(trips[0]).get_data(as_text=True)
    places = re.findall(r'href="(/en/places/[^"]+)"', page)
    shown = client.get(places[0]).get_data(as_text=True)
    assert 'href="/en/reach?from=' in shown


def test_a_trip_leads_to_reach_for_the_same_person(client):
    asked = {**NEAR, "to": "8.7080,36.1762", "kerb": "4"}
    page = client.get("/en/trip", query_string=asked).get_data(as_text=True)
    links = re.findall(r'href="(/en/reach\?[^"]*)"', page)

    assert links
    assert "kerb=4" in links[0]
    assert " to=" not in links[0]
    assert 'class="verdict' in client.get(unescape(links[0])).get_data(as_text=True)


def test_the_map_is_told_the_areas_and_the_file_holds_them(client):
    page = _page(client, **NEAR)
    data = re.search(r'id="page-data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    drawn = json.loads(data[1])["reach"]
    file = client.get("/en/reach.geojson", query_string=NEAR)
    features = json.loads(file.get_data())["features"]

    assert {one["properties"]["certainty"] for one in drawn["areas"]} == {
        "doubt",
        "surely",
        "perhaps",
    }
    areas = [one for one in features if "certainty" in one["properties"]]
    assert len(areas) == len(drawn["areas"]) - 1 == 6
    assert all(one["properties"]["accuracy_m"] > 0 for one in areas)
    assert file.headers["Content-Disposition"].endswith('"reach.geojson"')


def test_a_file_of_no_question_is_refused(client):
    assert client.get("/en/reach.geojson").status_code == 422


def test_the_command_writes_a_file_and_names_what_is_wrong(kef, tmp_path):
    file = tmp_path / "reach.geojson"
    done = _run(kef, NEAR["from"], "--out", str(file), "--way", "there", "--lang", "ar")

    assert done.exit_code == 0
    assert len(json.loads(file.read_bytes())["features"]) > 6
    for arguments, field in (
        (("nowhere at all",), "FROM"),
        ((NEAR["from"], "--minutes", "0"), "minutes"),
        ((NEAR["from"], "--out", "x.pdf"), "--out"),
        ((NEAR["from"], "--limit", "max_kerb_m=high"), "max_kerb_m"),
    ):
        wrong = _run(kef, *arguments)
        assert isinstance(wrong.exception, InputError)
        assert wrong.exception.field == field


def test_times_are_read_in_order_each_once():
    assert read_minutes("30, 10،10") == (600.0, 1800.0)
    assert ReachForm.from_args({"from": "x"}).errors == {}


def test_a_network_that_cannot_be_read_is_told_in_words(own_kef):
    for file in own_kef.graphs.folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"of another format")

    page = _page(create_site(own_kef).test_client(), **NEAR)

    assert "The streets of this town are not ready for trips yet." in page
