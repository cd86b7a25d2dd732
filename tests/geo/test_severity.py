"""Whom an obstacle stops: worse never stops fewer, and trips agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.attribute import SMOOTHNESS_WORDS, SURFACE_WORDS
from geo.barrier_kind import barrier_kinds
from geo.category import report_categories
from geo.limits import with_limits
from geo.profile import load_profiles
from geo.question import list_questions
from geo.severity import RULES, WORST, Level, find_severities, judge_fact
from tests.lane import lane

PROFILES = sorted(load_profiles())
STOPS, SLOWS, FREE = Level.STOPS, Level.SLOWS, Level.FREE
MAY_STOP, MAY_SLOW = Level.MAY_STOP, Level.MAY_SLOW
WHEELS = {"manual_wheelchair", "power_wheelchair", "scooter", "rollator", "pram"}
WORSE_UP = {"kerb_height_m": 0.6, "incline": 0.4, "incline_across": 0.4}
WORSE_DOWN = {"narrowest_m": 3.0, "width_m": 3.0, "clearance_m": 3.0}


def level(category, profile="manual_wheelchair", **answers):
    return find_severities(category, answers)[profile].level


def who(category, wanted, **answers):
    found = find_severities(category, answers)
    return {key for key, one in found.items() if one.level == wanted}


@pytest.mark.parametrize(
    ("category", "answers", "stopped"),
    [
        (
            "narrow",
            {"width_left": 0.7},
            {"manual_wheelchair", "power_wheelchair", "scooter"},
        ),
        (
            "narrow",
            {"width_left": 0.6},
            {*WHEELS},
        ),
        ("kerb", {"kerb_height": 0.05}, {*WHEELS} - {"rollator", "pram"}),
        ("kerb", {"kerb_height": 0.1}, {*WHEELS} - {"pram"}),
        (
            "steps",
            {"step_count": 2.0, "handrail": True},
            {*WHEELS} - {"rollator", "pram"},
        ),
        ("steps", {"step_count": 12.0, "ramp": True}, set()),
        ("vehicle", {"passable": "on_foot"}, WHEELS),
        ("vehicle", {"passable": "nobody"}, set(PROFILES)),
        ("lift", {"lift_state": "out_of_order"}, WHEELS),
        ("light", {"light_state": "broken"}, set()),
        ("sound", {"sound_state": "none"}, set()),
    ],
)
def test_whom_an_obstacle_stops(category, answers, stopped):
    assert who(category, STOPS, **answers) == stopped


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("category", list(report_categories()))
def test_what_is_not_known_may_be_the_worst_of_its_kind(category, profile):
    kind = barrier_kinds()[category]
    if not kind.hangs:
        assert find_severities(category, {}) == {}
        return
    asked = {question.id: None for question in list_questions(category)}

    worst = judge_fact(
        load_profiles()[profile],
        kind.attribute,
        {kind.attribute: WORST[kind.attribute]},
    )

    expected = {STOPS: MAY_STOP, SLOWS: MAY_SLOW}.get(worst.level, worst.level)
    assert level(category, profile) == expected
    assert level(category, profile, **asked) == expected


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "question",
    [
        (category, question, choice)
        for category in report_categories()
        for question in list_questions(category)
        for choice in question.choices
        if choice.value is not None
    ],
    ids=lambda cell: f"{cell[0]}-{cell[1].id}-{cell[2].id}",
)
def test_every_choice_is_judged_as_the_fact_that_it_sets(question, profile):
    category, asked, choice = question
    attribute = choice.attribute or asked.attribute

    judged = judge_fact(load_profiles()[profile], attribute, {attribute: choice.value})

    assert level(category, profile, **{asked.id: choice.id}) == judged.level
    assert judged.level in {FREE, SLOWS, STOPS}


def test_every_attribute_of_an_obstacle_has_a_rule_and_a_worst():
    set_by = {
        choice.attribute or question.attribute
        for category in report_categories()
        for question in list_questions(category)
        if question.barrier
        for choice in question.choices or (question,)
        if choice.attribute or question.attribute
    }
    kinds = {kind.attribute for kind in report_categories().values() if kind.hangs}

    assert set_by | kinds <= set(RULES)
    assert set(RULES) == set(WORST)


@given(st.sampled_from(sorted(WORSE_UP)), st.data(), st.sampled_from(PROFILES))
def test_larger_is_never_less_severe(attribute, data, profile):
    numbers = st.floats(0, WORSE_UP[attribute])
    small, large = sorted((data.draw(numbers), data.draw(numbers)))
    one = load_profiles()[profile]

    judged = [judge_fact(one, attribute, {attribute: v}) for v in (small, large)]

    assert judged[0].level <= judged[1].level


@given(st.sampled_from(sorted(WORSE_DOWN)), st.data(), st.sampled_from(PROFILES))
def test_narrower_and_lower_is_never_less_severe(attribute, data, profile):
    numbers = st.floats(0, WORSE_DOWN[attribute])
    small, large = sorted((data.draw(numbers), data.draw(numbers)))
    one = load_profiles()[profile]

    judged = [judge_fact(one, attribute, {attribute: v}) for v in (small, large)]

    assert judged[0].level >= judged[1].level


@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from([None, True, False]),
    st.sampled_from(PROFILES),
)
def test_more_steps_are_never_less_severe(one, other, rail, profile):
    few, many = sorted((float(one), float(other)))

    judged = [
        level("steps", profile, step_count=count, handrail=rail)
        for count in (few, many)
    ]

    assert judged[0] <= judged[1]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_rougher_ground_is_never_less_severe(profile):
    one = load_profiles()[profile]

    judged = [
        judge_fact(one, "smoothness", {"smoothness": word}).level
        for word in SMOOTHNESS_WORDS
    ]

    assert judged == sorted(judged)


@given(
    st.sampled_from(
        [
            ("max_kerb_m", "kerb_height_m", 1),
            ("max_slope_across", "incline_across", 1),
            ("min_width_m", "width_m", -1),
            ("min_width_m", "narrowest_m", -1),
            ("min_clearance_m", "clearance_m", -1),
        ]
    ),
    st.floats(0.5, 0.5) | st.floats(0.31, 0.6),
    st.floats(0.31, 0.5),
    st.floats(0, 3),
    st.sampled_from(PROFILES),
)
def test_relaxing_a_limit_is_never_more_severe(rule, one, other, value, profile):
    name, attribute, sign = rule
    one = min(one, 0.5)
    tight, loose = sorted((one, other)) if sign > 0 else sorted((one, other))[::-1]
    if name == "min_clearance_m":
        tight, loose = 0.5 + tight, 0.5 + loose
    own = load_profiles()[profile]

    strict, easy = (
        judge_fact(with_limits(own, {name: limit}), attribute, {attribute: value})
        for limit in (tight, loose)
    )

    assert easy.level <= strict.level


@pytest.mark.parametrize("profile", PROFILES)
def test_relaxing_steps_is_never_more_severe(profile):
    own = load_profiles()[profile]
    for count in (1.0, 3.0, 4.0, 20.0):
        for rail in (None, True, False):
            facts = {"step_count": count, "handrail": rail}
            judged = [
                judge_fact(with_limits(own, {"steps": word}), "step_count", facts).level
                for word in ("no", "few", "yes")
            ]
            assert judged == sorted(judged, reverse=True)


CELLS = {
    "kerb_height_m": [0.0, 0.02, 0.03, 0.031, 0.05, 0.08, 0.15, 0.2, 0.21, 0.5],
    "narrowest_m": [0.5, 0.69, 0.7, 0.8, 0.815, 0.9, 1.5],
    "width_m": [0.5, 0.74, 0.75, 0.89, 0.9, 1.5],
    "incline": [0.01, 0.05, 0.09, 0.11, 0.13, 0.15],
    "incline_across": [0.01, 0.03, 0.07, 0.09],
    "step_count": [1.0, 3.0, 4.0, 20.0],
    "smoothness": list(SMOOTHNESS_WORDS),
    "surface": list(SURFACE_WORDS),
    "obstructed": [True],
    "access": ["yes", "no"],
    "clearance_m": [1.5, 2.3],
}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("attribute", sorted(CELLS))
def test_what_stops_here_refuses_a_street_in_a_trip(attribute, profile):
    for value in CELLS[attribute]:
        facts = {attribute: value}

        stops = judge_fact(load_profiles()[profile], attribute, facts).level == STOPS
        _, costs = lane(Policy.OPEN, profile=profile, **facts)

        assert stops == bool((costs.refused != 0).any()), (attribute, value)


def test_a_short_steep_run_slows_and_does_not_stop():
    assert level("steep", slope=0.1) == STOPS
    assert level("steep", slope=0.1, slope_length=2.0) == SLOWS
    assert level("steep", slope=0.2, slope_length=2.0) == STOPS
