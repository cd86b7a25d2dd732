import pytest

from geo.gap.course import Next, Repairs, next_found, next_missing
from geo.gap.kind import gap_words, promised_states, unverified_states
from geo.life_cycle import report_states

PROMISED = Repairs(promised={"b"})
UNVERIFIED = Repairs(unverified={"b"})


@pytest.mark.parametrize(
    ("before", "repairs", "changed", "after"),
    [
        ("", Repairs(), False, Next("open", "seen")),
        ("", PROMISED, False, Next("closing", "seen")),
        ("open", Repairs(), False, Next("open")),
        ("open", Repairs(), True, Next("open", "changed")),
        ("open", PROMISED, False, Next("closing", "closing")),
        ("closing", Repairs(), True, Next("open", "open")),
        ("closed", Repairs(), False, Next("open", "reopened")),
        ("closed", PROMISED, False, Next("closing", "reopened")),
    ],
)
def test_a_gap_that_is_found_stands(before, repairs, changed, after):
    assert next_found(before, ["a", "b"], repairs, changed=changed) == after


@pytest.mark.parametrize(
    ("before", "repairs", "absorbed", "after"),
    [
        ("open", Repairs(), False, Next("closed", "closed")),
        ("open", UNVERIFIED, False, Next("closing", "closing")),
        ("closing", UNVERIFIED, False, Next("closing")),
        ("closing", Repairs(), False, Next("closed", "closed")),
        ("open", Repairs(), True, Next("closed", "merged")),
        ("closed", Repairs(), False, Next("closed")),
    ],
)
def test_a_gap_that_is_not_found_any_more_stands(before, repairs, absorbed, after):
    assert next_missing(before, ["b"], repairs, absorbed=absorbed) == after


def test_every_status_and_event_has_words_in_three_languages():
    for what in ("kind", "status", "event", "check"):
        for word in gap_words(what).values():
            assert set(word.label) == {"ar", "fr", "en"}
    assert {
        "seen",
        "changed",
        "closing",
        "open",
        "closed",
        "merged",
        "reopened",
    } <= set(gap_words("event"))


def test_states_that_promise_a_repair_are_states_of_reports():
    assert promised_states() | unverified_states() <= set(report_states())
