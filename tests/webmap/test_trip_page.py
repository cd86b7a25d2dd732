"""The trip page and the trip command on the El Kef sample."""

from __future__ import annotations

import json
import re
import tomllib
from html import unescape

import pytest
from click.testing import CliRunner

from app import cli
from data.towns import SAMPLES
from geo.errors import InputError
from webmap.site import create_site
from webmap.trips.cli import read_limits
from webmap.trips.form import TripForm
from webmap.trips.need import NEEDS
from webmap.trips.spot import find_spot, write_at

CASES = tomllib.loads((SAMPLES / "kef" / "cases.toml").read_text(encoding="utf-8"))
NEAR = {"from": "8.7045,36.1745", "to": "8.7080,36.1762"}


@pytest.fixture
def client(kef):
    return create_site(kef).test_client()


def _page(client, lang="en", **query):
    answer = client.get(f"/{lang}/trip", query_string=query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _case(name, **changes):
    case = CASES[name]
    ends = {end: ",".join(map(str, case[end])) for end in ("from", "to")}
    return {**ends, "profile": case["profile"], "unknown": case["policy"], **changes}


def test_an_empty_question_is_answered_by_the_form(client):
    page = _page(client)

    assert "Find a way" in page
    assert "error-summary" not in page
    assert "Nothing about you is kept on the server" in page


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_an_answer_has_all_its_parts_in_every_language(client, lang):
    page = _page(client, lang, **NEAR)

    parts = ("verdict", "figures", "steps", "chart", "notes", "demo-notice")
    assert [part for part in parts if f'class="{part}' not in page] == []
    assert page.index('class="verdict') < page.index('class="figures')
    assert page.index('class="figures') < page.index('class="steps')


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("steps", "flight of steps"),
        ("kerb", "high kerb"),
        ("width", "narrow stretch"),
        ("slope_up", "steep climb"),
    ],
)
def test_a_refusal_is_possible_only_if_and_says_why(client, case, said):
    page = _page(client, **_case(case))

    assert "only if you manage this" in page
    assert said in page
    assert "verdict-bad" in page
    assert "Possible only if you manage this" in page


def test_a_walker_is_not_stopped_where_a_wheelchair_is(client):
    page = _page(client, **_case("steps", profile="walker"))

    assert "only if" not in page.split('class="figures')[0]


def test_a_persons_own_limit_opens_the_way(client):
    closed = _page(client, **_case("kerb"))
    opened = _page(
        client, **_case("kerb", kerb="40", steps="yes", evenness="impassable")
    )

    assert "high kerb" in closed.split('class="figures')[0]
    assert "only if" not in opened.split('class="figures')[0]
    assert "with your own limits" in opened


def test_errors_keep_what_was_typed_and_name_the_field(client):
    page = _page(
        client, **{"from": "zzzzqqqq", "to": "", "kerb": "high", "width": "900"}
    )

    assert 'id="error-summary"' in page
    assert 'value="zzzzqqqq"' in page
    assert 'value="high"' in page
    for field in ("from", "to", "kerb", "width"):
        assert f'href="#{field}"' in page
        assert f'id="{field}-error"' in page
    assert "from 30 to 500 cm" in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "' OR 1=1 --", "x" * 5000]
)
def test_fragments_of_code_are_only_text(client, text):
    page = _page(client, **{"from": text, "to": text, "profile": text, "kerb": text})

    assert "<script>alert" not in page
    assert 'id="error-summary"' in page


def test_a_place_far_from_every_street_is_said_so(client):
    page = _page(client, **{"from": "8.70,36.17", "to": "9.9,37.5"})

    assert "too far from every street" in page
    assert 'href="#to"' in page


def test_an_ambiguous_name_gives_a_list_to_choose_from(client):
    page = _page(client, lang="fr", **{"from": "rue", "to": "8.7045,36.1745"})

    links = re.findall(r'href="(/fr/trip\?[^"]*from_at=[^"]*)"', page)
    assert len(links) > 1
    chosen = client.get(links[0].replace("&amp;", "&")).get_data(as_text=True)
    assert 'class="verdict' in chosen


def test_a_chosen_position_counts_only_for_the_name_it_was_chosen_for(kef):
    with kef.database.read() as session:
        kept = find_spot(session, "Here", write_at((8.7, 36.17), "Here"))
        stale = find_spot(session, "qqqqzzzz", write_at((8.7, 36.17), "Here"))

    assert kept.lonlat == (8.7, 36.17)
    assert stale.lonlat is None


def test_the_form_reads_everyday_units():
    form = TripForm.from_args(
        {"kerb": "2,5", "climb": "6%", "speed": "3.6", "steps": "no"}
    )

    assert form.errors == {}
    assert form.limits == pytest.approx(
        {"max_kerb_m": 0.025, "max_slope_up": 0.06, "speed_mps": 1.0, "steps": "no"}
    )


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.name)
@pytest.mark.parametrize("text", ["nan", "inf", "-1", "99999", "abc", "1e400"])
def test_a_limit_that_makes_no_sense_is_refused_in_words(need, text):
    form = TripForm.from_args({need.name: text})

    assert need.name in form.errors
    assert form.limits == {}


def test_unknown_choices_are_refused_and_the_usual_ones_taken():
    form = TripForm.from_args({"profile": "giant", "unknown": "maybe", "steps": "two"})

    assert set(form.errors) == {"profile", "unknown", "steps"}
    assert form.profile_key == "manual_wheelchair"


def test_the_page_works_without_scripts_and_tells_the_map_the_line(client):
    page = _page(client, **NEAR)

    data = re.search(r'id="page-data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert len(json.loads(data[1])["trip"]["out"]) > 1
    assert '<form class="form" method="get"' in page


def _run(kef, *arguments):
    return CliRunner().invoke(cli, ["trip", *arguments], obj=kef)


def test_the_command_answers_like_the_page(kef, client):
    done = _run(kef, NEAR["from"], NEAR["to"], "--lang", "fr")

    assert done.exit_code == 0
    first = " ".join(done.output.split("\n  ")[0].split())
    page = re.sub("</?strong>", "", " ".join(_page(client, "fr", **NEAR).split()))
    assert first in page.replace("&#39;", "'")


def test_the_command_gives_facts_and_sentences_as_json(kef):
    done = _run(kef, NEAR["from"], NEAR["to"], "--json", "--profile", "walker")

    document = json.loads(done.output)
    assert document["trip"]["profile"] == "walker"
    assert document["words"]["verdict"].startswith("You can get there")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("nowhere at all", NEAR["to"]), "FROM"),
        ((NEAR["from"], NEAR["to"], "--profile", "giant"), "profile"),
        ((NEAR["from"], NEAR["to"], "--limit", "max_kerb_m=high"), "max_kerb_m"),
        ((NEAR["from"], NEAR["to"], "--limit", "max_kerb_m"), "limit"),
        ((NEAR["from"], "9.9,37.5"), "to"),
    ],
)
def test_the_command_names_what_is_wrong(kef, arguments, field):
    done = _run(kef, *arguments)

    assert isinstance(done.exception, InputError)
    assert done.exception.field == field


def test_limits_are_read_as_pairs():
    assert read_limits(["steps=no", "max_kerb_m = 0.02"]) == {
        "steps": "no",
        "max_kerb_m": "0.02",
    }


@pytest.mark.parametrize("policy", ["strict", "cautious", "open"])
def test_the_command_takes_the_policies_by_the_names_of_the_api(kef, policy):
    done = _run(kef, NEAR["from"], NEAR["to"], "--json", "--unknown", policy)

    assert json.loads(done.output)["trip"]["policy"] == policy


def test_a_slope_in_per_cent_is_never_taken_for_a_ratio(kef):
    done = _run(kef, NEAR["from"], NEAR["to"], "--limit", "max_slope_up=6")

    assert "6 % is 0.06" in str(done.exception)
    told = " ".join(_run(kef, "--help").output.split())
    assert "max_slope_up=0.06 (6 %)" in told


def test_a_report_from_a_trip_knows_its_place(client):
    page = _page(client, **NEAR)
    links = [
        unescape(link) for link in re.findall(r'href="(/en/reports/new[^"]*)"', page)
    ]
    asked = [link for link in links if "at=" in link]

    assert len(asked) >= 2
    for link in asked:
        form = client.get(link).get_data(as_text=True)
        field = re.search(r'id="where"[^>]*value="([^"]+)"', form)
        assert field
        assert "," in field[1] or re.search(r'name="where_at" value="[^"]+\|', form)


def test_a_network_that_cannot_be_read_is_told_in_words(own_kef):
    for file in own_kef.graphs.folder.glob("*.json"):
        file.write_bytes(b"of another format")

    page = _page(create_site(own_kef).test_client(), **NEAR)

    assert "The streets of this town are not ready for trips yet." in page
    assert "You can still look at places and stops." in page
