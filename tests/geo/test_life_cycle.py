"""The life cycle of a report: only what the table lists can happen."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.category import get_category, report_categories
from geo.errors import ConflictError, InputError
from geo.life_cycle import check_transition, report_reasons, report_states

STATES = report_states()
ANY = st.sampled_from(list(STATES))
ALL_EVIDENCE = dict.fromkeys({n for s in STATES.values() for n in s.needs}, "given")
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


def _evidence(after: str) -> dict[str, str]:
    reason = next((r.id for r in report_reasons().values() if after in r.states), "")
    return {**ALL_EVIDENCE, "reason": reason}


def test_the_first_steps_have_the_names_of_the_life_cycle() -> None:
    steps = ["received", "published", "triaged", "closed_no_action", "reopened"]

    reached = [
        check_transition(before, after, _evidence(after)).id
        for before, after in itertools.pairwise(steps)
    ]

    assert reached == steps[1:]


@given(before=ANY, after=ANY)
def test_a_step_succeeds_exactly_when_the_table_lists_it(before, after) -> None:
    if after in STATES[before].next:
        assert check_transition(before, after, _evidence(after)).id == after
    else:
        with pytest.raises(ConflictError, match=f"{before} cannot become {after}"):
            check_transition(before, after, _evidence(after))


@pytest.mark.parametrize("state", STATES.values(), ids=lambda s: s.id)
def test_what_may_follow_exists_and_is_not_the_state_itself(state) -> None:
    assert set(state.next) <= set(STATES) - {state.id}
    assert set(state.label) == {"ar", "fr", "en"}
    assert state.acts in {"none", "warn", "block"}


@pytest.mark.parametrize(
    "state", [s for s in STATES.values() if s.needs], ids=lambda s: s.id
)
def test_a_state_is_not_entered_without_what_it_needs(state) -> None:
    before = next(s.id for s in STATES.values() if state.id in s.next)

    with pytest.raises(InputError) as caught:
        check_transition(before, state.id, {})

    assert caught.value.field == state.needs[0]


def test_a_reason_belongs_to_its_state() -> None:
    with pytest.raises(InputError, match="not a reason for closed_no_action"):
        check_transition("triaged", "closed_no_action", {"reason": "abuse"})


def test_every_state_that_needs_a_reason_has_some() -> None:
    wanting = {s.id for s in STATES.values() if "reason" in s.needs}

    assert wanting == {s for r in report_reasons().values() for s in r.states}


def test_every_public_state_can_be_hidden_and_nothing_else_is_listed() -> None:
    public = {s.id for s in STATES.values() if s.is_public}

    assert {s for s in public if "hidden" not in STATES[s].next} == set()
    assert set(STATES) - public == {"received", "held", "hidden", "withdrawn"}


def test_only_what_staff_has_confirmed_blocks_a_way() -> None:
    by_act = {
        act: {s.id for s in STATES.values() if s.acts == act}
        for act in ("warn", "block")
    }

    assert by_act["warn"] == {"published", "needs_info", "reopened"}
    assert {"triaged", "planned", "in_progress", "fix_claimed"} <= by_act["block"]


def test_an_unknown_state_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="'gone' is not one of received"):
        check_transition("gone", "published", {})


def test_the_categories_hold_the_whole_obstacle_list_in_three_languages() -> None:
    kinds = report_categories().values()

    assert {kind.cnig for kind in kinds} >= CNIG
    assert all(set(kind.label) == {"ar", "fr", "en"} for kind in kinds)


def test_an_unknown_category_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        get_category("<script>")

    assert caught.value.field == "category"
