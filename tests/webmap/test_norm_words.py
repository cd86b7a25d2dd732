"""What a norm finds and how far a way can be believed, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from app import cli
from geo.bound import Bound, Bounds
from geo.breach import Breach
from geo.norm_file import get_norm, load_norms
from tests.webmap.facts import OUT, SOURCES, note
from webmap.i18n import LANGUAGES, speaking
from webmap.site import create_site
from webmap.wording.bounds import say_bounds
from webmap.wording.confidence import say_confidence
from webmap.wording.norm import FACTS, LIMITS, STATUSES, say_norm

FRENCH = get_norm("fr-2007")
STEEP = Breach(
    norm="fr-2007",
    rule="slope",
    attribute="incline",
    value=0.07,
    limit=0.05,
    at_m=120.0,
    length_m=40.0,
    position=(8.71, 36.18),
    way="osm:w1",
    names={"": "Avenue Farhat Hached"},
    source="survey",
    method="surveyed",
    observed_on=date(2026, 5, 3),
)
NEAR = ("8.7045,36.1745", "8.7080,36.1762")


def test_every_rule_of_every_norm_has_words():
    rules = [rule for norm in load_norms().values() for rule in norm.rules]

    assert {rule.id for rule in rules} == set(FACTS)
    assert {rule.check for rule in rules} == set(LIMITS)
    assert {norm.status for norm in load_norms().values()} <= set(STATUSES)


def test_a_finding_says_what_where_how_much_and_who_says_so():
    words = say_norm(FRENCH, [STEEP], SOURCES)

    (one,) = words.breaches
    assert one.text == "The slope is 7%"
    assert one.limit == "the norm: at most 5% over this length"
    assert one.where == "after 120 m · \u2068Avenue Farhat Hached\u2069 · for 40 m"
    assert one.source == "\u2068Survey of spring\u2069 · seen on the spot · 3 May 2026"
    assert words.verdict == "1 kind of thing on this way goes against it."
    assert words.status == ""


def test_the_same_finding_in_several_places_is_said_once_with_the_worst():
    again = replace(STEEP, value=-0.08, at_m=300.0, length_m=20.0)

    (one,) = say_norm(FRENCH, [STEEP, again], SOURCES).breaches

    assert one.text == "The slope is 8%"
    assert one.where == "in 2 places · the first after 120 m · for 60 m"


def test_a_finding_that_something_unknown_could_excuse_says_so():
    kerb = replace(
        STEEP,
        rule="kerb",
        attribute="kerb",
        value="raised",
        limit=0.02,
        length_m=0.0,
        is_certain=False,
    )

    (one,) = say_norm(FRENCH, [kerb], SOURCES).breaches

    assert one.text == "Kerb: raised, but this is not certain"
    assert one.limit == "the norm: at most 2 cm"


def test_a_way_without_findings_is_not_called_good():
    words = say_norm(get_norm("tn-2006"), [], SOURCES)

    assert words.verdict == "Nothing that is known of this way goes against it."
    assert "still to be confirmed" in words.status


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", sorted(load_norms()))
def test_every_finding_can_be_said_in_every_language(lang, key):
    norm = get_norm(key)
    found = [
        replace(STEEP, norm=key, rule=rule.id, attribute=rule.column, limit=0.02)
        for rule in norm.rules
    ]
    with speaking(lang):
        words = say_norm(norm, found, SOURCES)

    assert len(words.breaches) == len(norm.rules)
    assert all("%(" not in one.text + one.limit + one.where for one in words.breaches)


def test_confidence_is_said_with_its_weakest_link():
    weakest = note(
        "width_confidence",
        attribute="width_m",
        value=1.1,
        limit=None,
        observed_on=date(2012, 5, 3),
        confidence=0.3,
    )

    words = say_confidence(replace(OUT, confidence=0.62, weakest=weakest), SOURCES)

    assert words is not None
    assert words.share == "62%"
    assert words.text == (
        "What matters to you here is known in part, or from long ago (62%)."
    )
    assert words.weakest == (
        "Least sure: It is 1.1 m wide · 40 m in all · "
        "\u2068Avenue Farhat Hached\u2069 · \u2068Survey of spring\u2069 · "
        "seen on the spot · 3 May 2012 · 30% certain"
    )


def test_what_is_not_known_is_the_weakest_link_without_a_source():
    weakest = note("width_unknown", attribute="width_m", value=None, source="")

    words = say_confidence(replace(OUT, confidence=0.2, weakest=weakest), SOURCES)

    assert words is not None
    assert words.weakest.startswith("Least sure: The width is not known · 40 m in all")


def test_no_way_has_no_confidence():
    assert say_confidence(replace(OUT, confidence=None), SOURCES) is None


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Tunisian decree 2006-1467"),
        ("fr", "Décret tunisien 2006-1467"),
        ("ar", "الأمر التونسي عدد 1467 لسنة 2006"),
    ],
)
def test_the_trip_page_keeps_what_the_norm_says_closed(kef, lang, name):
    client = create_site(kef).test_client()
    asked = {"from": NEAR[0], "to": NEAR[1]}

    page = client.get(f"/{lang}/trip", query_string=asked).get_data(as_text=True)

    assert name in page
    before = page[: page.index(name)]
    assert before.rindex("<details class=") > before.rindex("</details>")
    assert "open" not in before[before.rindex("<details") :]


def test_the_api_and_the_terminal_tell_the_findings_of_the_norm_that_is_asked(kef):
    client = create_site(kef).test_client()
    query = {"from": NEAR[0], "to": NEAR[1], "profile": "walker", "norm": "ada-2010"}

    answer = client.get("/api/v1/trips", query_string=query).get_json()
    said = CliRunner().invoke(
        cli,
        ["trip", *NEAR, "--profile", "walker", "--norm", "ada-2010", "--json"],
        obj=kef,
        catch_exceptions=False,
    )
    path, same = answer["trip"]["out"], json.loads(said.output)["trip"]["out"]

    assert answer["trip"]["norm"] == "ada-2010"
    assert {one["norm"] for one in path["breaches"]} <= {"ada-2010"}
    assert path["breaches"] == same["breaches"]
    assert 0 <= path["confidence"] <= 1
    assert path["confidence"] == pytest.approx(same["confidence"])


def test_an_unknown_norm_is_refused_by_name(kef):
    client = create_site(kef).test_client()
    query = {"from": NEAR[0], "to": NEAR[1], "profile": "walker", "norm": "xx"}

    answer = client.get("/api/v1/trips", query_string=query)

    assert answer.status_code == 422
    assert answer.get_json()["field"] == "norm"


@pytest.mark.parametrize(
    ("best", "worst", "said"),
    [
        (
            Bound(is_possible=True, seconds=600.0),
            Bound(is_possible=True, seconds=1200.0),
            (
                "If all that is not known is fine: 10 minutes. "
                "Only by what is known: 20 minutes."
            ),
        ),
        (
            Bound(is_possible=True, seconds=600.0),
            Bound(is_possible=False),
            (
                "If all that is not known is fine: 10 minutes. "
                "Without what is not known, there is no way that we know of."
            ),
        ),
        (
            Bound(is_possible=False),
            Bound(is_possible=False),
            "Even if all that is not known is fine, no way for you is known.",
        ),
        (
            Bound(is_possible=True, seconds=600.0),
            Bound(is_possible=True, seconds=610.0),
            "",
        ),
    ],
)
def test_the_best_and_the_worst_are_said_where_they_differ(best, worst, said):
    assert say_bounds(Bounds(best, worst)) == said
    assert say_bounds(None) == ""
