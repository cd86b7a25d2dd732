"""What a device makes of an answer to its report."""

from __future__ import annotations

import pytest

from geo.client_state import (
    client_states,
    keep_rule,
    retry_rule,
    send_answers,
    state_after_send,
)
from geo.errors import InputError


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (201, "sent"),
        (200, "sent"),
        (410, "sent"),
        (0, "retry_wait"),
        (409, "retry_wait"),
        (429, "retry_wait"),
        (503, "retry_wait"),
        (422, "needs_attention"),
        (413, "needs_attention"),
    ],
)
def test_an_answer_means_what_the_table_says(status, state):
    assert state_after_send(status).id == state


def test_a_status_that_no_report_gets_is_refused():
    with pytest.raises(InputError, match="302"):
        state_after_send(302)


def test_the_table_leads_only_to_its_own_states():
    known = client_states()

    assert {to for state in known.values() for to in state.next} <= set(known)
    assert {a.to for a in send_answers()} <= set(known["sending"].next)
    assert all(set(state.label) == {"ar", "fr", "en"} for state in known.values())
    assert [state.id for state in known.values() if state.server] == ["sent"]


def test_waits_grow_to_a_limit_and_differ_by_lot():
    rule = retry_rule()

    waits = [rule.wait_s(tries) for tries in range(1, 30)]

    assert waits[:3] == [2, 4, 8]
    assert waits == sorted(waits)
    assert waits[-1] == rule.most_s
    assert rule.wait_s(1, share=0.0) == 1


def test_what_was_sent_and_what_was_not_is_forgotten_in_time():
    assert (keep_rule().draft_days, keep_rule().sent_days) == (30, 30)
    assert "email" in keep_rule().contact
