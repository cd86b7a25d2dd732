"""How we judge: every number in words, with its source, on the page and elsewhere."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from app import cli
from geo.norm_file import load_norms
from geo.profile import load_profiles
from webmap.i18n import LANGUAGES, speaking
from webmap.judging.norm import ROWS, norm_table
from webmap.judging.rows import profile_table
from webmap.site import create_site


def _said(*arguments: str) -> str:
    return (
        CliRunner().invoke(cli, arguments, obj=object(), catch_exceptions=False).output
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", sorted(load_profiles()))
def test_a_profile_says_every_number_with_a_source(lang, key):
    with speaking(lang):
        table = profile_table(load_profiles()[key])

    assert len(table.rows) >= 4
    assert all(row.label and row.value and row.source for row in table.rows)


def test_a_profile_says_comfort_limit_and_what_must_be_known():
    rows = {r.label: r for r in profile_table(load_profiles()["rollator"]).rows}

    assert (
        rows["Slope downhill"].value == "comfortable: 5%, at most 8.3%, must be known"
    )
    assert rows["Width"].value == "comfortable: 1.2 m, at least 75 cm, must be known"
    assert rows["Width at the narrowest point"].value == (
        "at least 70 cm, for at most 61 cm"
    )
    assert rows["A seat"].value == "at least every 50 m"
    assert rows["After dark without light"].value == "weighs 1.1 times as much"
    unsized = rows["An obstacle that nobody has measured weighs as much as"]
    assert unsized.value == "130 s"
    assert "assumed here" in unsized.source


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", sorted(load_norms()))
def test_a_norm_says_every_rule_with_a_source(lang, key):
    norm = load_norms()[key]
    with speaking(lang):
        table = norm_table(norm)

    assert [row.source for row in table.rows] == [rule.source for rule in norm.rules]
    assert all(row.label and row.value for row in table.rows)
    assert {rule.check for rule in norm.rules} <= set(ROWS)


def test_the_terminal_lists_profiles_and_norms_as_words_and_as_json():
    profiles = json.loads(_said("profiles", "--json"))
    norms = json.loads(_said("norms", "--json"))

    assert {one["key"] for one in profiles} == set(load_profiles())
    assert {one["key"] for one in norms} == set(load_norms())
    assert "Speed on the flat: 2.9 km/h" in _said("profiles")
    assert "more than 5% for at most 2 m" in _said("norms")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_all_profiles_and_the_norm_of_the_town(kef, lang):
    page = create_site(kef).test_client().get(f"/{lang}/judging").get_data(as_text=True)

    assert [key for key in load_profiles() if f'id="{key}"' not in page] == []
    assert 'id="tn-2006"' in page
    assert "Standards 2010 403.5.1" in page
