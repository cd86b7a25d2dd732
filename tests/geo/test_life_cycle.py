"""The life cycle of a report: only what the table lists can happen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.advance import find_step, list_steps, take_step
from geo.category import get_category, report_categories
from geo.errors import ConflictError, ForbiddenError, InputError
from geo.evidence import KINDS
from geo.guard import GUARDS
from geo.life_cycle import (
    get_state,
    report_clocks,
    report_flags,
    report_reasons,
    report_states,
    report_steps,
    report_words,
)
from geo.standing import Actor, Move
from tests.life import LATER, NOON, claimed_from, move, stands

STATES = report_states()
PLANNED = {"target_date": "2027-01-01", "work": "w"}
LABELLED = (
    *STATES.values(),
    *report_steps(),
    *report_reasons().values(),
    *report_flags().values(),
    *(w for name in ("role", "mark", "evidence") for w in report_words(name).values()),
)
CNIG = {
    "ressaut",
    "pente ponctuelle forte",
    "dévers ponctuel fort",
    "mobilier",
    "surface irrégulière",
    "poteaux",
    "grille",
    "potelet",
    "végétation",
    "débord",
    "avaloir",
    "boîte aux lettres",
    "piste cyclable",
    "autre",
}


ROWS = [(s, start, role) for s in report_steps() for start in s.starts for role in s.by]


def _name(value) -> str:
    return getattr(value, "id", value)


@pytest.mark.parametrize(("step", "start", "role"), ROWS, ids=_name)
def test_every_row_of_the_table_can_be_walked(step, start, role) -> None:
    now = claimed_from(step.to) if "own_claim" in step.guards else stands(start)

    after = take_step(now, move(now, step.to, role))

    assert (after.state, after.since) == (step.to, LATER)


@given(
    before=st.sampled_from(list(STATES)),
    after=st.sampled_from(list(STATES)),
    role=st.sampled_from(list(report_words("role"))),
)
def test_a_step_succeeds_exactly_when_the_table_lists_it(before, after, role) -> None:
    rows = [s for s in report_steps() if before in s.starts and s.to == after]
    is_back = any("own_claim" in row.guards and role in row.by for row in rows)
    now = claimed_from(after) if is_back else stands(before)

    if any(role in row.by for row in rows):
        assert take_step(now, move(now, after, role)).state == after
    elif rows:
        with pytest.raises(ForbiddenError, match=f"not {role}"):
            take_step(now, move(now, after, role))
    else:
        with pytest.raises(ConflictError, match=f"{before} cannot become {after}"):
            take_step(now, move(now, after, role))


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row.id)
def test_everything_that_people_read_is_in_three_languages(row) -> None:
    assert set(row.label) == {"ar", "fr", "en"}
    assert all(row.label.values())


def test_the_table_names_only_what_exists() -> None:
    roles, evidence = report_words("role"), report_words("evidence")
    for step in report_steps():
        assert {*step.starts, step.to} <= set(STATES)
        assert step.to not in step.starts
        assert set(step.by) <= set(roles)
        assert {one for need in step.needs for one in need.split("|")} <= set(evidence)
        assert set(step.guards) <= set(GUARDS)
    assert {word.kind for word in evidence.values()} <= set(KINDS)
    assert {g for s in report_steps() for g in s.guards} == set(GUARDS)


def test_no_role_finds_two_rows_for_one_step() -> None:
    taken = [(start, step.to, role) for step, start, role in ROWS]

    assert len(taken) == len(set(taken))


def test_the_states_and_what_may_follow_are_those_of_the_design() -> None:
    """With two rules: hide from everywhere, anybody may say that it is fixed.

    Who said so may take it back: then a report stands where it stood.
    """
    for state, after in DESIGN.items():
        extra = {"fix_claimed"} if state in CLAIMABLE else set()
        hidden = {"hidden"} if STATES[state].is_public else set()
        back = CLAIMABLE if state == "fix_claimed" else set()
        expected = {*after.split(), *extra, *hidden, *back}
        assert set(STATES[state].next) == expected, state


CLAIMABLE = {
    "published",
    "needs_info",
    "triaged",
    "forwarded",
    "planned",
    "in_progress",
    "partially_fixed",
    "reopened",
}
DESIGN = {
    "received": "held published withdrawn",
    "held": "published hidden withdrawn",
    "published": "triaged duplicate needs_info hidden lapsed withdrawn",
    "needs_info": "triaged not_found withdrawn",
    "triaged": "planned in_progress forwarded closed_no_action closed_not_responsible "
    "duplicate not_found lapsed",
    "forwarded": "triaged planned in_progress fix_claimed closed_not_responsible",
    "planned": "in_progress triaged closed_no_action",
    "in_progress": "fix_claimed partially_fixed planned",
    "partially_fixed": "in_progress planned fix_claimed",
    "fix_claimed": "fixed_verified fixed_unverified partially_fixed reopened",
    "fixed_verified": "reopened",
    "fixed_unverified": "fixed_verified reopened",
    "closed_no_action": "reopened",
    "closed_not_responsible": "reopened forwarded",
    "duplicate": "published",
    "not_found": "reopened",
    "lapsed": "published",
    "reopened": "triaged duplicate",
    "hidden": "published",
    "withdrawn": "",
}


@pytest.mark.parametrize("clock", report_clocks(), ids=lambda c: f"{c.state}-{c.since}")
def test_a_clock_does_what_the_table_of_steps_lets_the_system_do(clock) -> None:
    if clock.to:
        step = find_step(clock.state, clock.to, "system")
        given = {*clock.evidence, *(["reason"] if clock.reason else [])}
        assert all(set(need.split("|")) & given for need in step.needs)
        assert clock.to in report_reasons()[clock.reason].states
    else:
        assert clock.mark in report_words("mark")


NEEDS = [(step, need) for step in report_steps() for need in step.needs]


@pytest.mark.parametrize(("step", "need"), NEEDS, ids=_name)
def test_a_step_is_refused_without_what_it_needs(step, need) -> None:
    now = stands(step.starts[0])
    wanted = move(now, step.to, step.by[0])
    lacking = {n: v for n, v in wanted.evidence.items() if n not in need.split("|")}
    reason = "" if need == "reason" else wanted.reason

    with pytest.raises(InputError) as caught:
        take_step(now, move(now, step.to, step.by[0], evidence=lacking, reason=reason))

    assert caught.value.field == need.split("|")[0]


@pytest.mark.parametrize(
    ("evidence", "field"),
    [
        ({"target_date": "soon", "work": "w"}, "target_date"),
        ({"target_date": "2027-01-01", "work": "w" * 501}, "work"),
        ({**PLANNED, "wings": "2"}, "wings"),
        (
            {"target_date": "2027-01-01", "work": "w", "start_date": "2027-01-01"},
            "start_date",
        ),
        ({"target_date": "2027-01-01", "work": "w", "unanswered": "two"}, "unanswered"),
    ],
)
def test_what_is_given_must_be_what_it_is_called(evidence, field) -> None:
    now = stands("triaged")

    with pytest.raises(InputError) as caught:
        take_step(now, Move("planned", Actor("staff"), LATER, evidence=evidence))

    assert caught.value.field == field


def test_a_reason_belongs_to_its_state() -> None:
    now = stands("triaged")

    with pytest.raises(InputError, match="not a reason for closed_no_action"):
        take_step(now, move(now, "closed_no_action", "staff", reason="abuse"))


def test_a_step_that_claims_to_be_earlier_counts_as_of_the_last_one() -> None:
    now = stands("triaged")

    early = move(now, "in_progress", "staff", at=NOON - timedelta(hours=1))

    assert take_step(now, early).since == NOON


def test_a_closed_report_keeps_the_time_of_its_closing() -> None:
    now = stands("fix_claimed")

    unverified = take_step(now, move(now, "fixed_unverified", "system"))
    verify = move(now, "fixed_verified", "verifier", at=LATER + timedelta(days=3))
    verified = take_step(unverified, verify)
    reopened = take_step(verified, move(now, "reopened", "staff", at=verify.at))

    assert (verified.closed_at, verified.updated_at) == (LATER, LATER)
    assert (reopened.closed_at, reopened.updated_at) == (None, verify.at)


def test_what_each_state_does_to_trips_is_the_table_of_the_design() -> None:
    by_act = {s.acts: set() for s in STATES.values()}
    for state in STATES.values():
        by_act[state.acts].add(state.id)

    assert by_act["warn"] == {"published", "needs_info", "reopened"}
    assert {"triaged", "planned", "in_progress", "fix_claimed"} <= by_act["block"]
    assert by_act["caution"] == {"fixed_unverified"}
    assert by_act["none"] == {s.id for s in STATES.values() if not s.is_public}
    closed = {s.id for s in STATES.values() if s.open311 == "closed"}
    assert by_act["removed"] == closed - {"fixed_unverified"}


def test_a_role_is_offered_its_own_steps() -> None:
    offered = {step.id for step in list_steps(stands("fix_claimed"), "verifier")}

    assert offered == {"verify", "find_part_fixed", "reopen"}


def test_an_unknown_state_or_role_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="'gone' is not one of received"):
        get_state("gone")
    with pytest.raises(InputError, match="'king' is not one of system"):
        find_step("published", "triaged", "king")


def test_the_categories_hold_the_whole_obstacle_list_in_three_languages() -> None:
    kinds = report_categories().values()

    assert {kind.cnig for kind in kinds} >= CNIG
    assert all(set(kind.label) == {"ar", "fr", "en"} for kind in kinds)


def test_an_unknown_category_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        get_category("<script>")

    assert caught.value.field == "category"
