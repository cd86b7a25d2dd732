"""What a device makes of an answer to its report."""

from __future__ import annotations

import pytest

from geo.client_state import client_states, send_answers, state_after_send
from geo.errors import InputError


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (201, "sent"),
        (200, "sent"),
        (0, "retry_wait"),
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
