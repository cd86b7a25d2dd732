"""Answers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer_text import UNKNOWN, parse_answer, write_answer
from geo.errors import InputError
from geo.question import report_questions

ASKED = report_questions()


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("width_left", "70", 0.7),
        ("width_left", "70 cm", 0.7),
        ("width_left", "0,7 m", 0.7),
        ("width_left", "٧٠", 0.7),
        ("width_left", "٧٠ سم", 0.7),
        ("kerb_height", "120mm", 0.12),
        ("slope", "8", 0.08),
        ("slope", "8,5 %", 0.085),
        ("slope", "5°", 0.0875),
        ("slope", "٥ درجات", 0.0875),
        ("slope_length", "12", 12.0),
        ("step_count", "3", 3.0),
        ("handrail", "no", False),
        ("handrail", UNKNOWN, None),
        ("lift_state", "locked", "locked"),
        ("refused_line", "12 B", "12 B"),
    ],
)
def test_answers_are_read_in_the_unit_of_the_question(question, text, value):
    assert parse_answer(ASKED[question], text) == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("width_left", "narrow"),
        ("width_left", "70 inches"),
        ("width_left", "70 %"),
        ("width_left", "7 7"),
        ("slope", "5 cm"),
        ("step_count", "3 m"),
        ("handrail", "maybe"),
    ],
)
def test_what_is_no_answer_names_its_question(question, text):
    with pytest.raises(InputError) as caught:
        parse_answer(ASKED[question], text)

    assert caught.value.field == question


@given(
    st.sampled_from([q for q in ASKED.values() if q.kind == "number"]),
    st.integers(0, 1000),
)
def test_what_is_written_is_read_back(question, thousandths):
    value = question.low + (question.high - question.low) * thousandths / 1000

    read = parse_answer(question, write_answer(question, value))

    assert read == pytest.approx(value, rel=1e-3, abs=1e-4)


@pytest.mark.parametrize(
    ("question", "value", "text"),
    [
        ("handrail", True, "yes"),
        ("handrail", None, UNKNOWN),
        ("kerb_height", 0.12, "12"),
        ("lift_state", "locked", "locked"),
    ],
)
def test_answers_are_written_as_they_are_typed(question, value, text):
    assert write_answer(ASKED[question], value) == text
