"""Lists and details of places, stops and lines; about; errors; the display choice."""

from __future__ import annotations

import re

import pytest

from data.queries.layer import list_by_keys, list_features
from data.queries.service import list_lines_at, list_stops_of
from webmap.site import create_site

LANGUAGES = ("ar", "fr", "en")


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


def _text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def _links(page, layer):
    return re.findall(rf'class="card-title"><a href="(/en/{layer}/[^"]+)"', page)


@pytest.mark.parametrize("layer", ["places", "stops", "lines"])
def test_every_row_of_a_list_leads_to_its_own_page(client, layer):
    links = _links(_text(client, f"/en/{layer}"), layer)

    assert 1 <= len(links) <= 20
    for link in links[:5]:
        assert "<h1" in _text(client, link)


def test_the_pages_of_a_list_show_every_place_once(client, kef):
    with kef.database.read() as session:
        total = list_features(session, "places", limit=1).total
    seen, address = [], "/en/places"
    while address:
        page = _text(client, address)
        seen += _links(page, "places")
        more = re.search(r'href="(/en/places\?cursor=[^"]+)"><span>Show the next', page)
        address = more[1] if more else ""

    assert len(seen) == total
    assert len(set(seen)) == total


def test_places_are_filtered_by_kind_and_by_access(client):
    page = _text(client, "/en/places?kind=pharmacy&access=yes")

    rows = page.split('<li class="card">')[1:]
    assert rows
    assert all("Pharmacy" in row and "status-yes" in row for row in rows)


def test_places_are_found_by_name_within_a_kind(client):
    page = _text(client, "/fr/places?q=pharmacie&kind=pharmacy")

    assert 'class="card"' in page
    assert 'value="pharmacie"' in page


def test_a_list_without_rows_says_what_to_do(client):
    page = _text(client, "/en/places?q=qqqqzzzz")

    assert "Nothing found" in page
    assert 'href="/en/places"' in page


def test_a_place_tells_its_attributes_with_their_sources(client):
    page = _text(client, "/en/places?kind=pharmacy&access=yes")
    detail = _text(client, _links(page, "places")[0])

    assert 'class="facts"' in detail
    assert "With a wheelchair" in detail
    assert "made up for the demonstration" in detail
    assert "Find a way here" in detail
    assert "Report an obstacle here" in detail


def test_the_way_to_a_place_begins_with_its_name_and_position(client):
    detail = _text(client, _links(_text(client, "/en/places"), "places")[0])
    link = re.search(r'href="(/en/trip\?[^"]+)"', detail)

    assert link is not None
    page = _text(client, link[1].replace("&amp;", "&") + "&from=8.7045,36.1745")
    assert 'class="verdict' in page or "too far" in page


def test_a_line_and_its_stops_know_each_other(kef):
    with kef.database.read() as session:
        lines = list_features(session, "lines").features
        served = {line.key: list_stops_of(session, line.key) for line in lines}
        key, stops = next((k, s) for k, s in served.items() if s)

        assert all(key in list_lines_at(session, stop) for stop in stops)
        assert [f.key for f in list_by_keys(session, "stops", stops)] == stops


def test_a_line_says_of_how_many_runs_it_is_not_known(client):
    pages = [
        _text(client, link) for link in _links(_text(client, "/en/lines"), "lines")
    ]

    assert any("it is not known" in page for page in pages)
    assert any("in the timetable" in page for page in pages)


def test_a_louage_is_not_said_to_have_a_timetable(client):
    pages = [
        _text(client, link) for link in _links(_text(client, "/en/lines"), "lines")
    ]
    louages = [page for page in pages if "Louage (shared taxi)" in page]

    assert louages
    assert all("leaves when it is full" in page for page in louages)
    assert not any("in the timetable" in page for page in louages)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_are_told_with_licence_and_demonstration(client, lang):
    page = _text(client, f"/{lang}/about")

    assert "CC BY 4.0" in page
    assert "chip-demo" in page


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("ar", "لا شيء هنا"),
        ("fr", "Il n’y a rien ici"),
        ("en", "There is nothing here"),
    ],
)
def test_a_missing_page_is_told_in_the_readers_language(client, lang, title):
    for address in (f"/{lang}/nowhere", f"/{lang}/places/none", f"/{lang}/stops/none"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert f'lang="{lang}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("query", ["cursor=nonsense", "access=<b>", "kind=%27--"])
def test_a_filter_that_makes_no_sense_breaks_nothing(client, query):
    answer = client.get(f"/en/places?{query}")

    assert answer.status_code in (200, 422)
    assert "<b>" not in answer.get_data(as_text=True)


def test_the_display_choice_is_kept_on_the_device_and_leads_back(client):
    answer = client.get("/en/display?theme=dark&text=larger&back=/en/trip")

    assert answer.status_code == 303
    assert answer.location == "/en/trip"
    page = _text(client, "/en/trip")
    assert 'data-theme="dark" data-text="larger"' in page


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil",
    "/\t/evil.example",
    "/\\/evil.example",
    "/\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize("back", ELSEWHERE)
def test_the_display_choice_never_leads_to_another_site(client, back):
    answer = client.get("/fr/display", query_string={"back": back, "theme": "dark"})

    assert answer.location == "/fr/"


def test_an_unknown_display_choice_sets_nothing(client):
    answer = client.get("/en/display?theme=evil&text=;drop")

    assert "Set-Cookie" not in answer.headers


def test_the_frame_is_the_same_on_every_page(client):
    pages = [_text(client, f"/en/{part}") for part in ("trip", "places", "about")]

    for page in pages:
        assert page.count("<h1") == 1
        assert 'href="/en/reports/new"' in page
        assert "El Kef" in page
        assert page.index('class="skip"') < page.index("<header")
