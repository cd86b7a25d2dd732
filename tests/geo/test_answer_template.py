"""Answers that are written again and again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer_template import (
    AnswerTemplate,
    check_template,
    fill_text,
    find_placeholders,
    usual_templates,
)
from geo.errors import InputError

TEXTS = {"ar": "شكرا {number}", "fr": "Merci {number}", "en": "Thank you {number}"}


def test_the_usual_answers_are_sound_and_say_the_same_in_every_language():
    for one in usual_templates():
        check_template(one)
        words = [set(find_placeholders(text)) for text in one.texts.values()]
        assert set(one.texts) == {"ar", "fr", "en"}
        assert all(found <= set.union(*words) for found in words)


def test_words_in_braces_are_filled_in_and_what_is_not_known_stays_open():
    assert fill_text("{number} at {where}", {"number": "A"}) == "A at …"


@given(st.dictionaries(st.sampled_from(["number", "where"]), st.text(max_size=20)))
def test_braces_within_a_value_are_not_filled_in_again(values):
    filled = fill_text("{number}", {**values, "number": "{where}"})

    assert filled == "{where}"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"key": "No Word"}, "key"),
        ({"texts": {**TEXTS, "fr": " "}}, "text_fr"),
        ({"texts": {**TEXTS, "en": "{email}"}}, "text_en"),
        ({"texts": {**TEXTS, "ar": "ا" * 2001}}, "text_ar"),
        ({"state": "nowhere"}, "state"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(changed, field):
    values = {"key": "thanks", "texts": TEXTS, **changed}

    with pytest.raises(InputError) as caught:
        check_template(AnswerTemplate(**values))

    assert caught.value.field == field
