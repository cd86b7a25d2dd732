"""What Open311 may be asked, read without a web."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.category import report_categories
from geo.errors import ConflictError, InputError
from geo.life_cycle import report_states, report_steps, report_words
from geo.open311 import SPAN, read_count, read_list, read_time, read_window
from geo.open311_service import AFFECTED, list_attributes, read_answers
from geo.open311_status import find_target, read_status, status_of, update_statuses
from geo.standing import Actor, Standing
from tests.life import CLAIMANT, stands

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STAFF = Actor("staff", "key:1")


def test_without_times_the_window_is_the_last_ninety_days_and_open():
    window = read_window("", " ", now=NOW)

    assert (window.start, window.end) == (NOW - SPAN, None)


@given(
    days=st.integers(-3000, 3000),
    length=st.none() | st.integers(0, 90),
    is_start=st.booleans(),
)
def test_a_window_is_never_longer_than_ninety_days(days, length, is_start):
    first = NOW + timedelta(days=days)
    last = None if length is None else first + timedelta(days=length)
    start = first.isoformat() if is_start or last else ""
    end = last.isoformat() if last else "" if is_start else first.isoformat()

    window = read_window(start, end, now=NOW)

    assert window.start is not None
    assert window.end is not None
    assert timedelta(0) <= window.end - window.start <= SPAN


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-05-24T00:00:00Z", 0),
        ("2026-05-24T01:00:00+01:00", 0),
        ("2026-05-24T01:00:00 01:00", 0),
        (" 2026-05-24T00:00:00.000Z ", 0),
    ],
)
def test_times_are_read_with_their_zone(text, hour):
    found = read_time("start_date", text)

    assert found is not None
    assert found.astimezone(UTC).hour == hour


@pytest.mark.parametrize("text", ["2026-05-24", "2026-05-24T00:00:00", "x", "1e99"])
def test_what_is_no_time_or_has_no_zone_is_refused(text):
    with pytest.raises(InputError, match="start_date"):
        read_time("start_date", text)


def test_lists_are_read_once_and_in_order():
    assert read_list("status", " b,a,, b ,c") == ("b", "a", "c")
    with pytest.raises(InputError, match="201 entries"):
        read_list("service_request_id", ",".join(map(str, range(201))))


@given(st.text(max_size=8))
def test_a_count_is_read_or_refused_and_nothing_else(text):
    found = 1
    with suppress(InputError):
        found = read_count("page", text, most=200, usual=100)

    assert 1 <= found <= 200


@pytest.mark.parametrize("category", report_categories())
def test_every_question_of_a_category_is_an_attribute(category):
    attributes = list_attributes(category)

    assert [one.order for one in attributes] == [*range(1, len(attributes) + 1)]
    assert attributes[-1].code == AFFECTED
    assert all(one.keys for one in attributes if one.is_list)


def test_unknown_is_an_answer_and_empty_is_none():
    known = read_answers("other", {"passable": ["unknown"], "width_left": [""]})
    missing = read_answers("other", {"passable": [" "]})

    assert (known.answers, known.refusals) == ({"passable": None}, ())
    assert len(missing.refusals) == 1


def test_every_public_state_is_told_in_the_dialect_exactly_once():
    told = [state for one in update_statuses().values() for state in one.states]

    public = [state.id for state in report_states().values() if state.is_public]
    assert sorted(told) == sorted(public)
    assert status_of("hidden") == status_of("received") == ""


def test_every_state_that_an_update_asks_for_is_one_and_can_be_reached():
    reached = {step.to for step in report_steps()}
    known = report_words("evidence")

    for one in update_statuses().values():
        assert set(one.to) <= reached
        assert all(name in known for name in (one.day, one.proof) if name)


@pytest.mark.parametrize(
    ("status", "state", "target"),
    [
        ("OPEN", "published", ""),
        ("OPEN", "in_progress", ""),
        ("OPEN", "not_found", "reopened"),
        ("FOR_TRIAGE", "published", ""),
        ("investigating", "published", ""),
        ("IN_PROGRESS", "triaged", "in_progress"),
        ("in progress", "partially_fixed", ""),
        ("FIXED", "in_progress", "fix_claimed"),
        ("FIXED", "fix_claimed", "fixed_verified"),
        ("FIXED", "fixed_verified", ""),
        ("CLOSED", "lapsed", ""),
        ("CLOSED", "duplicate", ""),
        ("CLOSED", "triaged", "closed_no_action"),
        ("NO_FURTHER_ACTION", "needs_info", "not_found"),
    ],
)
def test_an_update_asks_for_the_step_that_may_follow(status, state, target):
    assert find_target(read_status(status), stands(state), STAFF) == target


def test_who_claimed_a_repair_and_says_so_again_asks_for_nothing():
    now = stands("fix_claimed")

    assert find_target(read_status("FIXED"), now, CLAIMANT) == ""


@pytest.mark.parametrize("state", [s.id for s in report_states().values()])
@pytest.mark.parametrize("status", update_statuses())
def test_a_target_always_may_follow(status, state):
    target = ""
    with suppress(ConflictError):
        target = find_target(update_statuses()[status], stands(state), STAFF)

    assert target == "" or target in report_states()[state].next


def test_an_unknown_status_is_refused_with_those_that_there_are():
    with pytest.raises(InputError, match="IN_PROGRESS"):
        read_status("MENDED")


def test_a_standing_without_a_claim_is_nobodys():
    now = Standing("AAAAA-AAAAA", NOW, "in_progress")

    assert find_target(read_status("FIXED"), now, Actor("public")) == "fix_claimed"
