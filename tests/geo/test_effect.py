"""What a report does to trips: by its state, who has seen it, and what is measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.effect import ACTING, CONFIRMED, EFFECTS, Effect, Known, effect_of
from geo.life_cycle import report_states
from geo.vote import Vote, weigh_votes

known = st.builds(
    Known,
    acts=st.sampled_from(sorted(EFFECTS)),
    checked=st.booleans(),
    there=st.integers(0, 5),
    gone=st.integers(0, 5),
    measured=st.booleans(),
)


def test_every_word_of_the_table_of_states_has_an_effect():
    assert {state.acts for state in report_states().values()} == set(EFFECTS)


@pytest.mark.parametrize(
    ("state", "values", "effect"),
    [
        ("received", {}, "none"),
        ("published", {}, "warn"),
        ("published", {"there": 1, "measured": True}, "warn"),
        ("published", {"there": 2, "measured": True}, "limit"),
        ("published", {"there": 2}, "cost"),
        ("published", {"there": 2, "gone": 1, "measured": True}, "warn"),
        ("published", {"there": 3, "gone": 1, "measured": True}, "limit"),
        ("triaged", {"checked": True, "measured": True}, "limit"),
        ("triaged", {"checked": True}, "cost"),
        ("triaged", {"checked": True, "gone": 9, "measured": True}, "limit"),
        ("fix_claimed", {"measured": True}, "warn"),
        ("fix_claimed", {"checked": True, "measured": True}, "limit"),
        ("reopened", {"checked": True, "measured": True}, "warn"),
        ("fixed_verified", {"checked": True, "there": 9, "measured": True}, "removed"),
        ("fixed_unverified", {"checked": True, "there": 9}, "caution"),
        ("lapsed", {"there": 9, "measured": True}, "removed"),
        ("duplicate", {"there": 9}, "removed"),
        ("hidden", {"checked": True, "there": 9, "measured": True}, "none"),
    ],
)
def test_a_state_with_what_is_known_has_one_effect(state, values, effect):
    assert effect_of(Known(report_states()[state].acts, **values)) == effect


@given(known)
def test_only_what_is_measured_stops_anybody(one):
    assert one.measured or effect_of(one) is not Effect.LIMIT


@given(known)
def test_one_person_alone_confirms_nothing(one):
    few = Known(one.acts, there=1, gone=one.gone, measured=one.measured)

    assert effect_of(few) not in CONFIRMED


@given(known)
def test_what_is_over_does_nothing_however_many_have_seen_it(one):
    over = Known("removed", one.checked, one.there, one.gone, measured=one.measured)

    assert effect_of(over) not in ACTING


@given(known)
def test_who_says_that_it_is_gone_never_makes_it_worse(one):
    order = [Effect.WARN, Effect.COST, Effect.LIMIT]
    gone = Known(one.acts, one.checked, one.there, one.gone + 1, measured=one.measured)

    before, after = effect_of(one), effect_of(gone)

    assert before == after or order.index(after) < order.index(before)


def _vote(voter, network, kind="me_too", **values):
    return Vote(voter, network, kind, **values)


@pytest.mark.parametrize(
    ("votes", "counted"),
    [
        ([_vote("a", "n1"), _vote("b", "n2")], (2, 0)),
        ([_vote("a", "n1"), _vote("b", "n1")], (1, 0)),
        ([_vote("a", "n1"), _vote("a", "n2")], (1, 0)),
        ([_vote("a", "home"), _vote("b", "n2")], (1, 0)),
        ([_vote("a", ""), _vote("b", "n2")], (1, 0)),
        ([_vote("a", "n1"), _vote("b", "n1", is_confirmed=True)], (2, 0)),
        ([_vote("a", "home", is_confirmed=True)], (1, 0)),
        ([_vote("a", "n1"), _vote("a", "n1", "gone")], (0, 1)),
        ([_vote("a", "n1", "gone"), _vote("a", "n1", "still_there")], (1, 0)),
        ([_vote("a", "n1"), _vote("b", "n2", "gone")], (1, 1)),
        ([], (0, 0)),
    ],
)
def test_independent_people_are_told_by_device_network_and_contact(votes, counted):
    assert weigh_votes(votes, author_network="home") == counted
