"""A trip to take along: the print sheet, GPX and GeoJSON, from page, API, terminal."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from app import cli
from geo.answer import Height, Verdict
from geo.answer import Path as Way
from geo.errors import InputError
from geo.line_height import height_at, line_heights
from tests.town import at
from webmap.i18n import LANGUAGES
from webmap.site import create_site
from webmap.trips.gpx import NAMESPACE, NOT_SHOWN

NEAR = {"from": "8.7085,36.1800", "to": "8.7120,36.1735", "profile": "white_cane"}
GPX = f"{{{NAMESPACE}}}"
POINT_ORDER = ["ele", "name", "desc", "type"]
WAY_ORDER = ["name", "desc", "type"]


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


def _parse(text):
    return ET.fromstring(text)  # noqa: S314 — our own file


def _names(element):
    return [child.tag.removeprefix(GPX) for child in element]


def _is_ordered(names, order):
    return names == [name for name in order if name in names]


@pytest.fixture(params=LANGUAGES)
def gpx(request, client):
    answer = client.get(f"/{request.param}/trip/way.gpx", query_string=NEAR)
    assert answer.mimetype == "application/gpx+xml"
    return _parse(answer.data)


def test_gpx_has_the_elements_of_the_schema_in_its_order(gpx):
    assert gpx.attrib["version"] == "1.1"
    assert gpx.attrib["creator"]
    top = _names(gpx)
    assert top == sorted(top, key=["metadata", "wpt", "rte", "trk"].index)
    assert _names(gpx[0]) == ["name", "desc", "time", "bounds"]
    for kind in ("wpt", "rtept", "trkpt"):
        points = gpx.findall(f".//{GPX}{kind}")
        assert points
        assert all(_is_ordered(_names(point), POINT_ORDER) for point in points)
        assert all(set(point.attrib) == {"lat", "lon"} for point in points)
    for way in gpx.findall(f"{GPX}rte"):
        assert _is_ordered([n for n in _names(way) if n != "rtept"], WAY_ORDER)
    for way in gpx.findall(f"{GPX}trk"):
        assert _names(way) == [*WAY_ORDER, "trkseg"]


def test_gpx_goes_there_and_back_with_heights(gpx):
    out, back = gpx.findall(f"{GPX}trk")
    places = [
        [(p.attrib["lon"], p.attrib["lat"]) for p in way.iter(f"{GPX}trkpt")]
        for way in (out, back)
    ]

    assert [way.find(f"{GPX}type").text for way in (out, back)] == ["out", "back"]
    assert places[0][0] == places[1][-1]
    assert places[0][-1] == places[1][0]
    heights = [float(one.text) for one in out.iter(f"{GPX}ele")]
    assert len(heights) == len(places[0])
    assert all(400 < height < 900 for height in heights)


def test_a_point_of_the_route_is_an_instruction_in_the_language(client):
    said = {}
    for lang in LANGUAGES:
        answer = client.get(f"/{lang}/trip/way.gpx", query_string=NEAR)
        route = _parse(answer.data).find(f"{GPX}rte")
        said[lang] = [p.find(f"{GPX}name").text for p in route.iter(f"{GPX}rtept")]

    assert {len(steps) for steps in said.values()} == {len(said["en"])}
    assert said["en"][-1] == "You have arrived"
    assert said["ar"][-1] == "لقد وصلت"
    assert said["fr"][-1] == "Vous êtes à destination"
    assert not any("\u2068" in name for steps in said.values() for name in steps)


@given(st.text())
def test_any_name_can_stand_in_gpx(text):
    element = ET.Element("name")
    element.text = NOT_SHOWN.sub("", text)

    read = _parse(ET.tostring(element, encoding="utf-8"))

    assert (read.text or "") == element.text.replace("\r\n", "\n").replace("\r", "\n")


def test_geojson_holds_the_line_the_steps_the_notes_and_the_ends(client):
    answer = client.get("/en/trip/way.geojson", query_string=NEAR)
    document = json.loads(answer.data)

    kinds = [f["properties"]["kind"] for f in document["features"]]
    assert answer.mimetype == "application/geo+json"
    assert document["type"] == "FeatureCollection"
    assert kinds.count("path") == 2
    assert kinds.count("end") == 2
    assert {"step", "note"} <= set(kinds)
    out = document["features"][0]
    steps = [
        f["properties"]
        for f in document["features"]
        if f["properties"]["kind"] == "step" and f["properties"]["direction"] == "out"
    ]
    assert out["geometry"]["type"] == "LineString"
    assert [step["number"] for step in steps] == list(range(1, len(steps) + 1))
    length = sum(step["length_m"] for step in steps)
    assert length == pytest.approx(out["properties"]["length_m"], abs=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_needs_no_map_and_tells_the_way_back(client, lang):
    page = client.get(f"/{lang}/trip/print", query_string=NEAR).get_data(as_text=True)

    assert 'id="map"' not in page
    assert page.count('<ol class="sheet-steps">') == 2
    assert "2026" in page
    assert 'class="demo-notice"' in page
    assert "profile=white_cane" in page


@pytest.mark.parametrize("path", ["print", "way.gpx", "way.geojson"])
@pytest.mark.parametrize("query", [{}, {"from": "zzzzqqqq", "to": "8.71,36.17"}])
def test_what_cannot_be_answered_leads_back_to_the_question(client, path, query):
    answer = client.get(f"/en/trip/{path}", query_string=query)

    assert answer.status_code == 303
    assert answer.data == b""
    again = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert ("error-summary" in again) == bool(query)


def test_the_page_links_to_what_can_be_taken_along(client):
    page = client.get("/fr/trip", query_string=NEAR).get_data(as_text=True)

    for path in ("print", "way.gpx", "way.geojson"):
        assert f'href="/fr/trip/{path}?' in page


@pytest.mark.parametrize(
    ("form", "mimetype"),
    [("gpx", "application/gpx+xml"), ("geojson", "application/geo+json")],
)
def test_the_api_gives_the_same_files(client, form, mimetype):
    answer = client.get("/api/v1/trips", query_string={**NEAR, "format": form})

    assert answer.status_code == 200
    assert answer.mimetype == mimetype
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_api_knows_no_other_form(client):
    answer = client.get("/api/v1/trips", query_string={**NEAR, "format": "kml"})

    assert answer.status_code == 422
    assert answer.json["field"] == "format"


def test_the_wording_may_be_asked_for(client):
    asked = {**NEAR, "profile": "walker", "lang": "en"}
    said = [
        client.get("/api/v1/trips", query_string={**asked, **more}).json
        for more in ({}, {"wording": "felt"})
    ]
    usual, felt = (one["sentences"]["out"]["steps"] for one in said)
    clock = "o’clock"

    assert not any(clock in cue for step in usual for cue in step["cues"])
    assert any(clock in cue for step in felt for cue in step["cues"])


def test_an_unknown_wording_is_refused_in_words(client):
    page = client.get("/en/trip", query_string={**NEAR, "wording": "sung"})

    assert 'href="#wording"' in page.get_data(as_text=True)


def _run(kef, *arguments):
    return CliRunner().invoke(
        cli, ["trip", NEAR["from"], NEAR["to"], *arguments], obj=kef
    )


@pytest.mark.parametrize("suffix", ["gpx", "geojson"])
def test_the_command_writes_a_file(kef, tmp_path, suffix):
    done = _run(kef, "--out", str(tmp_path / f"way.{suffix}"), "--lang", "ar")

    assert done.exit_code == 0
    text = (tmp_path / f"way.{suffix}").read_text("utf-8")
    assert "لقد وصلت" in text


@pytest.mark.parametrize("name", ["way.pdf", "nowhere/way.gpx"])
def test_the_command_names_a_file_that_it_cannot_write(kef, tmp_path, name):
    done = _run(kef, "--out", str(tmp_path / name))

    assert isinstance(done.exception, InputError)
    assert done.exception.field == "out"
    assert list(Path(tmp_path).iterdir()) == []


def test_a_height_lies_between_those_that_are_known():
    heights = (Height(0.0, 100.0, 1.0), Height(100.0, 110.0, 1.0))
    line = (at(0, 0), at(50, 0), at(100, 0))
    way = Way(Verdict.USABLE, length_m=100.0, heights=heights, line=line)

    assert line_heights(way) == pytest.approx([100.0, 105.0, 110.0], abs=0.01)
    assert height_at(way, 250.0) is None
    assert line_heights(Way(Verdict.USABLE, line=line[:1])) == [None]
