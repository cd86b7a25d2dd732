"""Rules of assignment: one body at most, the most specific rule, whatever the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.assignment import (
    Facts,
    Rule,
    assign,
    find_clashes,
    holds,
    owner_of,
    report_owners,
)

AREAS = ("medina", "town", "governorate")
CATEGORIES = ("", "kerb", "works")
OWNERS = ("", "state_road", "town_street")

rules = st.lists(
    st.builds(
        Rule,
        id=st.integers(1, 1000),
        body=st.sampled_from(["a", "b", "c"]),
        category=st.sampled_from(CATEGORIES),
        area=st.sampled_from(["", *AREAS]),
        owner=st.sampled_from(OWNERS),
    ),
    unique_by=lambda rule: rule.id,
    max_size=12,
)
facts = st.builds(
    Facts,
    category=st.sampled_from(["kerb", "works", "other"]),
    areas=st.sampled_from([(), AREAS, AREAS[1:], AREAS[:1]]),
    owner=st.sampled_from(OWNERS),
)


@given(rules, facts, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(listed, told, random):
    shuffled = list(listed)
    random.shuffle(shuffled)

    assert assign(listed, told) == assign(shuffled, told)


@given(rules, facts)
def test_the_rule_that_decides_holds_and_none_that_holds_asks_for_more(listed, told):
    chosen = assign(listed, told)

    holding = [rule for rule in listed if holds(rule, told)]
    if chosen is None:
        assert holding == []
        return
    assert chosen in holding
    for other in holding:
        asked = {i for i, one in enumerate(other.asks) if one}
        mine = {i for i, one in enumerate(chosen.asks) if one}
        assert not asked > mine


@given(rules, facts)
def test_a_rule_that_clashes_with_an_older_one_never_decides(listed, told):
    idle = {rule for _, rule in find_clashes(listed)}

    chosen = assign(listed, told)

    assert chosen not in idle
    assert chosen == assign([r for r in listed if r not in idle], told)


@given(rules, facts)
def test_a_rule_that_does_not_hold_changes_nothing(listed, told):
    useful = [rule for rule in listed if holds(rule, told)]

    assert assign(listed, told) == assign(useful, told)


def test_of_as_many_the_owner_counts_most_then_the_category_then_a_small_area():
    told = Facts("kerb", AREAS, "state_road")
    by_owner = Rule(9, "ministry", owner="state_road")
    by_category = Rule(8, "works", category="kerb")
    by_quarter = Rule(7, "quarter", area="medina")
    by_town = Rule(1, "town", area="town")

    assert assign([by_town, by_quarter, by_category, by_owner], told) == by_owner
    assert assign([by_town, by_quarter, by_category], told) == by_category
    assert assign([by_town, by_quarter], told) == by_quarter
    assert assign([by_town, Rule(2, "all")], told) == by_town


def test_an_owner_that_nobody_knows_matches_no_rule_about_owners():
    rule = Rule(1, "ministry", owner="state_road")

    assert assign([rule], Facts("kerb")) is None


def test_a_way_tells_who_owns_it():
    assert owner_of("primary") == "state_road"
    assert owner_of("residential") == "town_street"
    assert owner_of("") == ""
    assert all(set(o.label) == {"ar", "fr", "en"} for o in report_owners().values())
