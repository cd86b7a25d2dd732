"""No public door tells what nobody may know: every address that can be read is asked.

An address with something new to fill in needs a row in ``usual`` or ``special``; all
others are asked by themselves, so nobody can forget one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product

import mapbox_vector_tile
import pytest
from werkzeug.routing import Rule

from data.queries.confirm import address_token
from data.queries.contact import author_token
from data.queries.tile import TILE_LAYERS
from geo.tile import tile_at
from tests.tamper import hanging_on_reports
from tests.webmap.canary import (
    LEFT_OUT,
    NOON,
    PHONE,
    WITH_REPORT,
    WORD,
    Seeded,
    rows,
    seed,
)
from tests.webmap.people import signed_in
from webmap.i18n import LANGUAGES
from webmap.people.who import NEEDS
from webmap.site import create_site

ENDS = "from=8.7047,36.1822&to=8.7100,36.1760"
SECRET_AT = (8.70731, 36.17913)
PUBLIC_AT = (8.71231, 36.18213)
AROUND = "8.7068,36.1786,8.7078,36.1796"

FORMS = ("xml", "json")

Filler = list[dict[str, object]]


def _each(name: str, values: list[str]) -> Filler:
    return [{name: value} for value in values]


def _things(seeded: Seeded) -> Filler:
    keys = [f"report:{one}" for one in seeded.trackings]
    layers = [("reports", one) for one in seeded.trackings]
    return [
        {"layer": layer, "key": key}
        for layer, key in (*layers, *(("barriers", k) for k in keys))
    ]


def _tiles() -> Filler:
    found: Filler = []
    for layer in TILE_LAYERS:
        for z in (10, 14, 18):
            tile = tile_at(*SECRET_AT, z)
            found.append({"layer": layer, "z": z, "x": tile.x, "y": tile.y})
    return found


def usual(seeded: Seeded) -> dict[str, list[str]]:
    """Give by the name of a part of an address what it is filled with."""
    return {
        "tracking": seeded.trackings,
        "number": seeded.trackings,
        "token": ["nothing"],
        "key": [*seeded.trackings, *(f"report:{one}" for one in seeded.trackings)],
        "part": [f"{one}.{form}" for one in seeded.trackings for form in FORMS],
    }


def special(seeded: Seeded) -> dict[str, Filler]:
    """Give for some addresses what they are asked about, where the usual is not it."""
    photos = _each("key", seeded.photos)
    stranger = author_token("another key", seeded.public)
    mine = [{"token": stranger, "tracking": one} for one in seeded.trackings]
    pictures = [{**one, "key": key} for one in mine for key in seeded.photos]
    letter = address_token("another key", seeded.public, f"{WORD}@example.org")
    asked = [{"token": letter, "tracking": one} for one in seeded.trackings]
    sizes = ("whole", "small")
    return {
        "home.thing": _things(seeded),
        "gaps.download": _each("form", ["csv", "geojson", "html"]),
        "works.download": _each("form", ["csv", "geojson", "html"]),
        "reaches.download": _each("form", ["geojson"]),
        "sheets.download": _each("suffix", ["gpx", "geojson"]),
        "photo_desk.look": photos,
        "photo_desk.original": photos,
        "photos.picture": [{**one, "size": size} for one in photos for size in sizes],
        "mine.show": mine,
        "mine.export": mine,
        "mine.picture": pictures,
        "addresses.show": asked,
        "open311.definition": _each("part", ["works.xml", "works.json"]),
        "open311.token": _each("part", [f"{WORD}-{n}.json" for n in range(6)]),
        "tiles.tile": _tiles(),
        "tiles.points": _each("layer", ["reports", "barriers"]),
    }


def fill(rule: Rule, seeded: Seeded) -> Filler:
    """Give all that is asked of an address; nothing if nobody knows how."""
    known, usually = special(seeded), usual(seeded)
    if rule.endpoint in known:
        return known[rule.endpoint]
    names = sorted(rule.arguments - {"lang"})
    lists = [usually.get(name, []) for name in names]
    return [dict(zip(names, values, strict=True)) for values in product(*lists)]


NOT_ASKED = {
    "static": "files of the checkout, the same in every instance",
    "tiles.base": "drawn by wusul build from streets alone",
}
"""Addresses that are left out, and why."""


def questions(seeded: Seeded) -> dict[str, list[str]]:
    """Give for some addresses questions besides the plain one."""
    numbers = ",".join(seeded.secret.values())
    lon, lat = SECRET_AT
    here = f"{lon},{lat}"
    of_each = [f"service_request_id={one}" for one in seeded.trackings]
    return {
        "reports.follow": [f"number={one}" for one in seeded.secret.values()],
        "reports.index": [f"state={s}" for s in ("held", "hidden", "received")],
        "feeds.of_reports": [f"bbox={AROUND}", "state=held", "category=works"],
        "watching.new": [f"from={here}&to=8.71,36.176&profile=cane"],
        "audit.index": [f"report={one}" for one in seeded.trackings],
        "api.list_audit": ["limit=1000"],
        "api.list_reports": [f"bbox={AROUND}", "state=hidden", "limit=1000"],
        "api.list_barriers": [f"bbox={AROUND}", "limit=1000"],
        "api.similar": [
            f"category=works&position={here}",
            f"category=works&where={here}",
        ],
        "api.find": ["q=zzcan", "q=works"],
        "finder.results": ["q=zzcan"],
        "finder.options": ["q=zzcan"],
        "home.around": [f"at={here}", f"bbox={AROUND}"],
        "trips.show": [
            f"{ENDS}&profile=manual_wheelchair",
            f"from={here}&to=8.71,36.176",
        ],
        "sheets.show": [f"{ENDS}&profile=manual_wheelchair"],
        "sheets.download": [f"{ENDS}&profile=manual_wheelchair"],
        "reaches.show": [f"from={here}&profile=manual_wheelchair"],
        "reaches.download": [f"from={here}&profile=manual_wheelchair"],
        "api.plan_by_link": [f"{ENDS}&profile=manual_wheelchair"],
        "api.reach_by_link": [f"from={here}&profile=manual_wheelchair"],
        "tiles.streets": [f"bbox={AROUND}"],
        "tiles.points": [f"bbox={AROUND}&zoom={zoom}" for zoom in (14, 20)],
        "open311.requests_list": [
            "",
            *of_each,
            f"service_request_id={numbers}",
            "extensions=true",
            "status=open,closed",
            "start_date=2026-09-01T00:00:00Z",
        ],
        "open311.get_updates": [*of_each, "start_date=2026-11-01T00:00:00Z"],
    }


@pytest.fixture
def seeded(own_kef) -> Seeded:
    own_kef.clock = lambda: NOON
    return seed(own_kef, SECRET_AT, PUBLIC_AT)


@pytest.fixture
def site(own_kef, seeded):
    return create_site(own_kef)


def readable(site) -> list[Rule]:
    return [
        rule
        for rule in site.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_ASKED
    ]


def addresses(site, seeded) -> Iterator[str]:
    """Give every address that can be read, in every language, with every question."""
    asked = questions(seeded)
    adapter = site.url_map.bind("localhost")
    for rule in readable(site):
        languages = LANGUAGES if "lang" in rule.arguments else ("",)
        for one in fill(rule, seeded):
            for lang in languages:
                spoken = {"lang": lang} if lang else {}
                path = _path(adapter, rule, {**one, **spoken})
                for query in dict.fromkeys(["", *asked.get(rule.endpoint, [])]):
                    yield f"{path}?{query}" if query else path


def _path(adapter, rule: Rule, values) -> str:
    built = rule.build(values, append_unknown=False)
    assert built is not None, (rule, values)
    return built[1]


def told_by(answer) -> str:
    """Give all that an answer says, tiles taken apart."""
    if answer.mimetype == "application/vnd.mapbox-vector-tile":
        return json.dumps(mapbox_vector_tile.decode(answer.data), default=str)
    head = " ".join(f"{name}: {value}" for name, value in answer.headers)
    return head + answer.get_data().decode("utf-8", "replace")


def leaks(path: str, told: str, seeded: Seeded) -> list[str]:
    asked = path.lower()
    lon, lat = (f"{value:.5f}" for value in seeded.lonlat)
    signs = [WORD, PHONE, *seeded.secret.values(), f"{lon},{lat}", f"{lon}, {lat}"]
    text = told.lower()
    return [s for s in signs if s.lower() in text and s.lower() not in asked]


def test_every_address_with_something_to_fill_in_is_asked_about(site, seeded):
    gaps = [
        f"{rule.endpoint}: {rule.rule}"
        for rule in readable(site)
        if not fill(rule, seeded)
    ]

    assert gaps == []


def test_every_table_on_reports_is_seeded_or_left_out_for_a_reason():
    seeded_tables = {*rows(0, 0), *WITH_REPORT, *LEFT_OUT}

    assert {table.name for table in hanging_on_reports()} == seeded_tables


def test_no_public_address_tells_what_nobody_may_know(site, seeded):
    client = site.test_client()
    told, broken, asked = {}, {}, 0
    for path in addresses(site, seeded):
        answer = client.get(path, buffered=True)
        asked += 1
        if answer.status_code >= 500:
            broken[path] = answer.status_code
        elif found := leaks(path, told_by(answer), seeded):
            told[path] = found

    assert told == {}
    assert broken == {}
    assert asked > 400


def test_the_words_that_are_looked_for_are_there_to_be_found(own_kef, site, seeded):
    """The crawl could be blind: the author's own page shows what it looks for."""
    token = author_token(own_kef.settings.key(), seeded.secret["hidden"])
    path = f"/en/reports/mine/{token}/{seeded.secret['hidden']}"
    told = told_by(site.test_client().get(path))

    assert set(leaks("", told, seeded)) >= {WORD, PHONE}
    assert len(re.findall(WORD, told)) > 3


def test_the_public_report_is_found_by_the_crawl(site, seeded):
    client = site.test_client()
    doors = ("/api/v1/reports?limit=1000", "/en/reports", "/open311/v2/requests.json")

    assert all(seeded.public in told_by(client.get(door)) for door in doors)


def test_tiles_show_nothing_where_only_secret_reports_are(site, seeded):
    client = site.test_client()
    tile = tile_at(*SECRET_AT, 18)

    for layer in ("reports", "barriers"):
        answer = client.get(f"/tiles/{layer}/18/{tile.x}/{tile.y}.mvt")
        shapes = mapbox_vector_tile.decode(answer.data) if answer.data else {}
        assert [part["features"] for part in shapes.values() if part["features"]] == []


def test_no_page_for_staff_shows_contact_details_without_an_event(site, seeded):
    client = site.test_client()
    signed_in(client, "staff")
    guarded = {e for e, view in site.view_functions.items() if hasattr(view, NEEDS)}
    staff = [rule for rule in readable(site) if rule.endpoint in guarded]
    adapter = site.url_map.bind("localhost")
    told = {}
    for rule in staff:
        for one in fill(rule, seeded):
            path = _path(adapter, rule, {**one, "lang": "en"})
            text = told_by(client.get(path, buffered=True))
            if PHONE in text or f"{WORD}@example.org" in text:
                told[path] = rule.endpoint

    assert len(staff) > 5
    assert told == {}
