"""Norm sets as files: named, dated, sourced; broken ones are refused by name."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.norm_file import FOLDER, get_norm, load_norms, parse_norm

GOOD = """
key = "here"
issued = 2020-01-01
status = "confirmed"
source = "a law"
names = { en = "Law" }
[[rule]]
id = "width"
check = "at_least"
column = "width_m"
limit = 1.4
source = "article 3"
"""


def _parse(text: str):
    return parse_norm(tomllib.loads(text), "here.toml")


def test_the_norm_sets_are_there_and_named_in_three_languages():
    norms = load_norms()

    assert {"fr-2007", "ada-2010", "prowag-2023", "tn-2006"} <= set(norms)
    assert all(set(n.names) == {"ar", "en", "fr"} for n in norms.values())
    assert all(n.rules and n.issued.year > 1990 and n.source for n in norms.values())


@pytest.mark.parametrize("key", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_rule_of_a_norm_set_has_a_source(key):
    assert all(len(rule.source) > 3 for rule in get_norm(key).rules)


def test_the_tunisian_set_stands_in_with_the_french_values_and_says_so():
    tunisian, french = get_norm("tn-2006"), get_norm("fr-2007")

    bare = [replace(rule, source="") for rule in tunisian.rules]
    assert bare == [replace(rule, source="") for rule in french.rules]
    assert all(rule.source.startswith("fr-2007, ") for rule in tunisian.rules)
    assert tunisian.status == "to_be_confirmed"
    assert "until the annex is confirmed" in tunisian.source


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ("limit = 1.4", "", "rule 1: limit", "missing"),
        ("limit = 1.4", 'limit = "wide"', "rule 1: limit", "'wide' is not a number"),
        ("limit = 1.4", "limit = -1", "rule 1: limit", "not above 0"),
        ("limit = 1.4", "limit = inf", "rule 1: limit", "not above 0"),
        ("limit = 1.4", "limt = 1.4", "rule 1: limt", "is not known here"),
        ("at_least", "about", "rule 1: check", "'about' is not one of runs"),
        ("width_m", "width", "rule 1: column", "'width' is not an access attribute"),
        ('source = "article 3"', 'source = ""', "rule 1: source", "is empty"),
        ('source = "article 3"', "", "rule 1", "a value is missing"),
        ('"confirmed"', '"sure"', "status", "'sure' is not one of confirmed"),
        ('check = "at_least"', 'check = "runs"', "rule 1: tiers", "is missing"),
        ('key = "here"', "", "here.toml", "a value is missing"),
    ],
)
def test_a_wrong_value_is_refused_by_name(old, new, field, reason):
    assert _parse(GOOD).key == "here"

    with pytest.raises(InputError) as caught:
        _parse(GOOD.replace(old, new))

    assert caught.value.field.endswith(field)
    assert reason in caught.value.reason


def test_a_set_without_rules_needs_one_to_be_based_on(tmp_path: Path):
    head = GOOD.split("[[rule]]", maxsplit=1)[0]
    with pytest.raises(InputError, match="no set to base it on"):
        _parse(head)

    (tmp_path / "here.toml").write_text(f'based_on = "gone"\n{head}', encoding="utf-8")
    with pytest.raises(InputError, match="'gone' is not a set with rules"):
        load_norms(tmp_path)


def test_a_file_that_is_not_toml_is_refused_by_name(tmp_path: Path):
    (tmp_path / "odd.toml").write_text("key = ", encoding="utf-8")

    with pytest.raises(InputError, match=r"odd\.toml: is not a TOML file"):
        load_norms(tmp_path)


def test_an_unknown_set_lists_the_known_ones():
    with pytest.raises(InputError, match="'xx' is not known; it is one of ada-2010"):
        get_norm("xx")
