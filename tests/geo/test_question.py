"""The table of questions, and what is wrong with answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.asked import EVERY
from geo.attribute import ATTRIBUTES, check_value
from geo.barrier_kind import barrier_kinds
from geo.category import report_categories
from geo.draft import Draft, find_faults
from geo.question import (
    check_answers,
    facts_of,
    find_barrier_fact,
    find_said_value,
    list_questions,
    report_questions,
)

LANGUAGES = {"ar", "fr", "en"}
QUESTIONS = list(report_questions().values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_question_is_asked_in_three_languages(question):
    labels = [question.label, *(choice.label for choice in question.choices)]
    helps = [question.help] if question.help else []

    assert all(set(words) == LANGUAGES for words in labels + helps)
    assert all(all(words.values()) for words in labels + helps)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_question_is_of_a_category_and_sets_what_an_attribute_can_be(question):
    assert set(question.categories) <= {EVERY, *report_categories()}
    assert bool(question.choices) == (question.kind == "word")
    for choice in question.choices:
        if choice.value is not None:
            check_value(choice.attribute or question.attribute, choice.value)
    if question.attribute and question.kind in {"number", "count"}:
        known = ATTRIBUTES[question.attribute]
        assert question.unit == known.unit
        assert known.low <= question.low < question.high <= known.high


def test_numbers_are_asked_in_units_that_people_use_with_help_to_measure():
    numbers = [q for q in QUESTIONS if q.kind == "number"]

    assert {q.shown for q in numbers} == {"cm", "%", "m"}
    assert all(q.help for q in numbers)


@pytest.mark.parametrize("category", list(report_categories()))
def test_every_category_has_a_question_and_a_way_to_say_where(category):
    asked = list_questions(category)

    assert {q.part for q in asked} == {"what", "where"}
    assert any(q.barrier for q in asked) == barrier_kinds()[category].hangs


def test_nothing_is_asked_about_what_is_no_category():
    assert list_questions("<script>") == ()


@pytest.mark.parametrize("category", list(report_categories()))
def test_i_do_not_know_is_always_an_answer_and_none_is_required(category):
    unknown = {q.id: None for q in list_questions(category)}

    assert check_answers(category, unknown) == []
    assert check_answers(category, {}) == []
    assert facts_of(category, unknown) == {}
    assert find_barrier_fact(category, unknown) is None


@pytest.mark.parametrize(
    ("category", "answers", "code"),
    [
        ("kerb", {"kerb_height": 12.0}, "bounds"),
        ("kerb", {"kerb_height": -0.01}, "bounds"),
        ("kerb", {"kerb_height": float("nan")}, "bounds"),
        ("kerb", {"kerb_height": "high"}, "kind"),
        ("kerb", {"kerb_height": True}, "kind"),
        ("kerb", {"width_left": 0.5}, "not_asked"),
        ("steps", {"step_count": 2.5}, "kind"),
        ("steps", {"handrail": "yes"}, "kind"),
        ("works", {"passable": "elephants"}, "choice"),
        ("works", {"ends_on": "soon"}, "kind"),
        ("boarding", {"refused_at": "at noon"}, "kind"),
        ("boarding", {"refused_line": "x" * 81}, "too_long"),
        ("boarding", {"refused_line": 7}, "kind"),
    ],
)
def test_a_wrong_answer_is_named_with_what_is_wrong(category, answers, code):
    faults = check_answers(category, answers)

    assert [(fault.question, fault.code) for fault in faults] == [
        (next(iter(answers)), code)
    ]
    assert faults[0].reason


@given(
    st.dictionaries(
        st.sampled_from(sorted(report_questions())) | st.text(max_size=9),
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        max_size=5,
    ),
    st.sampled_from(sorted(report_categories())),
)
def test_whatever_passes_sets_only_what_attributes_can_be(answers, category):
    wrong = {fault.question for fault in check_answers(category, answers)}
    sound = {name: value for name, value in answers.items() if name not in wrong}

    facts = facts_of(category, sound)

    assert check_answers(category, sound) == []
    assert all(check_value(name, value) is not None for name, value in facts.items())
    fact = find_barrier_fact(category, sound)
    assert fact is None or fact[0] in facts


def test_the_first_fact_that_stops_is_the_barrier_s():
    answers = {"width_left": 0.5, "passable": "with_effort"}
    steps = {"handrail": False, "step_count": 4.0, "step_height": 0.2}

    assert find_barrier_fact("vehicle", answers) == ("narrowest_m", 0.5)
    assert find_barrier_fact("steps", steps) == ("step_count", 4.0)
    assert find_barrier_fact("vehicle", {"passable": "nobody"}) == ("access", "no")


def test_a_draft_names_the_answer_and_the_channel_that_is_wrong():
    draft = Draft(
        "kerb", where_text="x", answers={"kerb_height": 9.0}, channel="pigeon"
    )

    fields = {(fault.field, fault.code) for fault in find_faults(draft)}

    assert fields == {("answers.kerb_height", "bounds"), ("channel", "unknown")}
    hidden = Draft("boarding", where_text="x", answers={"refused_line": "a\x1b[2J"})
    assert [fault.code for fault in find_faults(hidden)] == ["unknown"]


@pytest.mark.parametrize(
    ("answers", "attribute", "value"),
    [
        ({"kerb_height": 0.12}, "kerb_height_m", 0.12),
        ({"kerb_height": 0.12}, "width_m", None),
        ({"kerb_height": None}, "kerb_height_m", None),
        ({}, "kerb_height_m", None),
    ],
)
def test_what_a_reporter_says_counts_for_the_same_attribute_only(
    answers, attribute, value
):
    assert find_said_value("kerb", answers, attribute) == value
