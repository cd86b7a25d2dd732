"""The schedule of what is deleted: sound, told in three languages, exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.redact import is_taken_away
from geo.retention import is_due, retention_rules, schedule

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("rule", retention_rules().values(), ids=lambda rule: rule.id)
def test_every_rule_is_told_in_three_languages_with_its_days(rule):
    assert set(rule.text) == {"ar", "fr", "en"}
    for words in rule.text.values():
        said = words % {"days": 4711}
        assert rule.days == 0 or "4711" in said or rule.days == 1


def test_a_town_changes_days_and_nothing_else():
    usual, own = schedule({}), schedule({"contact_closed": 10})

    assert [r.id for r in own] == [r.id for r in usual]
    assert {r.id: r.days for r in own}["contact_closed"] == 10
    assert own[1:] == usual[1:]


@pytest.mark.parametrize("days", [{"nothing": 1}, {"mail": -1}, {"mail": 4000}])
def test_what_is_no_rule_or_no_time_is_refused(days):
    with pytest.raises(InputError, match="retention"):
        schedule(days)


@given(st.sampled_from(schedule({})), st.integers(0, 5000))
def test_it_is_due_after_its_days_and_not_before(rule, days):
    now = NOON + timedelta(days=days)

    assert is_due(rule, NOON, now) == (days > rule.days)
    assert not is_due(rule, None, now)


WORDS = st.lists(st.sampled_from(["kerb", "high", "call", "عالي", "78"]), max_size=8)


@given(WORDS, st.data())
def test_a_text_without_some_of_its_words_comes_from_it(words, data):
    keep = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    left = [w if is_kept else "…" for w, is_kept in zip(words, keep, strict=True)]

    assert is_taken_away(" ".join(words), " ".join(left))


@pytest.mark.parametrize(
    ("before", "after", "is_sound"),
    [
        ("tel:78200199 high", "tel:… high", True),
        ("one two", "two one", False),
        ("one two", "one one", False),
        ("one two", "three", False),
        ("one two", "", True),
        ("not high", "n o t", False),
    ],
)
def test_only_words_that_were_there_may_be_left(before, after, is_sound):
    assert is_taken_away(before, after) is is_sound
