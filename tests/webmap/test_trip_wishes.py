"""Wishes, other ways and what would open a closed way: page, API and terminal."""

from __future__ import annotations

import json
import re
import tomllib
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from app import cli
from data.towns import SAMPLES
from geo.alternative import CRITERIA
from geo.errors import InputError
from geo.limits import LIMITS
from geo.wish import MOST_VIA
from geo.wish_kind import facility_kinds
from webmap.i18n import LANGUAGES, gettext, speaking
from webmap.site import create_site
from webmap.trips.form import TripForm
from webmap.trips.need import read_limits, write_limits
from webmap.wording.change import MANAGE, STEPS, say_limits
from webmap.wording.wish import GAINS, NAMES, REASONS, UNMET

CASES = tomllib.loads((SAMPLES / "kef" / "cases.toml").read_text(encoding="utf-8"))
NEAR = {"from": "8.7045,36.1745", "to": "8.7080,36.1762"}


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


def _page(client, lang="en", **query):
    answer = client.get(f"/{lang}/trip", query_string=query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _ends(name):
    case = CASES[name]
    ends = {end: ",".join(map(str, case[end])) for end in ("from", "to")}
    return {**ends, "profile": case["profile"]}


@pytest.mark.parametrize(
    ("case", "limit"),
    [("kerb", "max_kerb_m"), ("width", "min_width_m"), ("slope_up", "max_slope_up")],
)
def test_the_api_says_what_would_open_a_closed_way_and_it_does(client, case, limit):
    asked = _ends(case)
    trip = client.get("/api/v1/trips", query_string=asked).get_json()["trip"]

    change = next(c for c in trip["changes"] if c["kind"] == "limits")
    assert limit in change["limits"]
    again = client.get("/api/v1/trips", query_string={**asked, **change["limits"]})
    assert again.get_json()["trip"]["out"]["verdict"] in ("usable", "effort")
    assert again.get_json()["trip"]["changes"] == []
    assert {c["kind"] for c in trip["changes"]} >= {"limits", "repair"}


def test_the_page_offers_to_try_other_limits(client):
    page = _page(client, **_ends("kerb"))

    assert "It would be possible if …" in page
    link = re.search(r'href="([^"]*)">Try it with these limits', page)
    assert link is not None
    opened = client.get(unescape(link[1])).get_data(as_text=True)
    assert "only if" not in opened.split('class="figures')[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_changes_are_said_in_every_language(client, lang):
    page = _page(client, lang, **_ends("steps"))

    with speaking(lang):
        assert say_limits({"steps": "yes"}) in page


def test_limits_are_written_as_the_form_reads_them():
    limits = {"max_kerb_m": 0.05, "max_slope_up": 0.0912, "steps": "few"}
    errors = {}

    read = read_limits(write_limits(limits), errors)

    assert errors == {}
    assert read == pytest.approx(limits)


def test_every_limit_and_every_kind_has_words():
    named = {"steps", *MANAGE}
    assert named == LIMITS.keys() - {"speed_mps", "after_dark"}
    assert {"few", "yes"} == STEPS.keys()
    assert CRITERIA.keys() == REASONS.keys() == GAINS.keys()
    assert {*facility_kinds(), "via"} == NAMES.keys()
    assert UNMET.keys() <= NAMES.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_comes_by_what_is_wished_for(client, lang):
    page = _page(
        client,
        lang,
        **NEAR,
        profile="walker",
        toilet="yes",
        shade="yes",
        rest="300",
        via="8.7060,36.1750",
    )

    assert 'class="verdict' in page
    assert 'value="yes" checked' in page
    with speaking(lang):
        for kind in ("via", "toilet"):
            assert gettext(NAMES[kind]) in page


def test_a_trip_from_parking_begins_there(client):
    trip = client.get(
        "/api/v1/trips", query_string={**NEAR, "profile": "walker", "parking": "true"}
    ).get_json()["trip"]

    (stop,) = [s for s in trip["out"]["stops"] if s["kind"] == "parking"]
    assert stop["at_m"] == 0
    assert stop["key"]
    assert stop["source"] in trip["out"]["sources"]


def test_a_wrong_wish_is_refused_in_words_and_kept(client):
    page = _page(client, **NEAR, rest="5000", prefer="fastest", via="zzzzqqqq")

    for field in ("rest", "prefer", "via"):
        assert f'href="#{field}"' in page
    assert 'value="zzzzqqqq"' in page
    assert "from 10 to 2,000 m" in page


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"rest_every_m": 5}, "rest_every_m"),
        ({"prefer": "fastest"}, "prefer"),
        ({"via": ["8.705,36.175"] * (MOST_VIA + 1)}, "via"),
        ({"via": ["nowhere at all"]}, "via"),
        ({"toilet": "perhaps"}, "toilet"),
    ],
)
def test_the_api_names_the_wish_that_is_wrong(client, asked, field):
    answer = client.post("/api/v1/trips", json={**NEAR, "profile": "walker", **asked})

    assert answer.status_code == 422
    assert answer.get_json()["field"].split(".")[0] == field


def test_link_and_body_and_terminal_give_the_same_trip(client, kef):
    wishes = {"via": ["8.7060,36.1750"], "toilet": True, "alternatives": True}
    body = client.post("/api/v1/trips", json={**NEAR, "profile": "cane", **wishes})
    link = client.get(
        "/api/v1/trips",
        query_string={**NEAR, "profile": "cane", **wishes, "toilet": "true"},
    )
    run = CliRunner().invoke(
        cli,
        [
            "trip",
            *NEAR.values(),
            *("--profile", "cane", "--via", "8.7060,36.1750"),
            *("--toilet", "--alternatives", "--json"),
        ],
        obj=kef,
    )

    told = [answer.get_json()["trip"]["out"]["stops"] for answer in (body, link)]
    terminal = json.loads(run.output)["trip"]["out"]["stops"]
    kept = [[(s["kind"], s["key"], s["at_m"]) for s in stops] for stops in told]
    assert kept[0] == kept[1] == [(s["kind"], s["key"], s["at_m"]) for s in terminal]
    assert {kind for kind, _, _ in kept[0]} >= {"via"}


def test_the_terminal_names_the_wish_that_is_wrong(kef):
    arguments = ["trip", *NEAR.values(), "--rest", "1"]

    done = CliRunner().invoke(cli, arguments, obj=kef)

    assert isinstance(done.exception, InputError)
    assert done.exception.field == "rest"


def test_an_alternative_is_an_address_and_leads_back(client):
    far = {"from": "8.707501,36.17383", "to": "8.698409,36.1698"}
    page = _page(client, **far, profile="manual_wheelchair")

    found = re.search(r'href="([^"]*prefer=fewest_barriers[^"]*)">', page)
    assert found is not None
    chosen = client.get(unescape(found[1])).get_data(as_text=True)
    assert "You asked for:" in chosen
    assert "Back to the usual way" in chosen


def test_a_form_without_wishes_wishes_for_nothing():
    form = TripForm.from_args(NEAR)

    assert not form.has_wishes
    assert form.wishes.rest_every_m is None
    assert not form.wishes.toilet


def test_a_point_to_come_by_that_may_be_several_is_asked_for(client):
    page = _page(client, **NEAR, via="rue")

    assert "Come by: which one do you mean?" in page
    link = re.search(r'href="([^"]*via_at=[^"]*)"', page)
    assert link is not None
    chosen = client.get(unescape(link[1])).get_data(as_text=True)
    assert 'class="verdict' in chosen


def test_a_trip_that_is_turned_around_comes_by_its_points_in_the_other_order(client):
    page = _page(client, **NEAR, via="8.7060,36.1750", via3="8.7070,36.1755")

    turned = parse_qs(urlsplit(_swap(page)).query)
    assert turned["from"] == [NEAR["to"]]
    assert turned["via"] == ["8.7070,36.1755"]
    assert turned["via3"] == ["8.7060,36.1750"]


def _swap(page):
    link = re.search(
        r'href="([^"]*)"[^>]*>(?:(?!</a>).)*Swap from and to', page, re.DOTALL
    )
    assert link is not None
    return unescape(link[1])
