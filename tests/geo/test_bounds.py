"""What a trip is at best and at worst, whatever the unknown turns out to be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answer import Path, Policy, Trip, Verdict
from geo.bound import Bound, Bounds
from geo.observation import Value
from tests.ride import trip
from tests.town import STREETS, Street, at, draw

Town = tuple[Street, ...]
START, END = at(10, 0), at(300, 180)
"""On main street and on the private drive's upper end."""
CHOICES: dict[str, tuple[Value, Value]] = {
    "width_m": (0.3, 2.0),
    "surface": ("sand", "asphalt"),
    "incline": (0.2, 0.0),
}
"""Attribute → a refusing value, a good one."""
OPENABLE = ("bridge", "quay", "ramp", "one-way", "crossing", "flat")
SPOTS = st.tuples(st.sampled_from(OPENABLE), st.sampled_from(sorted(CHOICES)))


def _known(streets: Town, spot: tuple[str, str], value: Value) -> Town:
    key, name = spot
    hidden = {name, "smoothness"} if name == "surface" and value is None else {name}
    return tuple(
        replace(
            one,
            known={
                **{k: v for k, v in one.known.items() if k not in hidden},
                **({} if value is None else {name: value}),
            },
        )
        if one.key == key
        else one
        for one in streets
    )


def _open_town() -> Town:
    """Let there be two ways, all of them known: by the quay and by the lift."""
    opened = _known(STREETS, ("drive", "access"), None)
    for name, value in (("surface", "asphalt"), ("width_m", 2.0)):
        opened = _known(opened, ("quay", name), value)
    return opened


def _plan(streets: Town, policy: Policy, **more: object) -> Trip:
    town = draw(streets, node_facts={"k1": {"kerb_height_m": 0.0}})
    return trip(START, END, town=town, policy=policy, **more)  # type: ignore[arg-type]


def _cost(bound: Bound | Path) -> float:
    assert bound.seconds is not None
    assert bound.effort_s is not None
    return bound.seconds + bound.effort_s


def _possible(path: Path) -> bool:
    return path.verdict in (Verdict.USABLE, Verdict.EFFORT)


def test_where_everything_that_matters_is_known_there_are_no_bounds():
    found = _plan(_open_town(), Policy.CAUTIOUS)

    assert _possible(found.out)
    assert (found.bounds, found.out.unknown) == (None, ())


def test_a_way_that_rests_on_the_unknown_may_not_be_there_at_all():
    dark = _known(_open_town(), ("ramp", "incline"), None)
    dark = _known(dark, ("one-way", "incline"), None)

    found = _plan(dark, Policy.CAUTIOUS)

    assert found.bounds is not None
    assert found.bounds.best.is_possible
    assert found.bounds.worst == Bound(is_possible=False)
    assert found.bounds_back is not None


def test_where_no_way_is_found_the_bounds_say_whether_there_may_be_one():
    dark, shut = _open_town(), _open_town()
    for street in ("ramp", "one-way"):
        dark = _known(dark, (street, "incline"), None)
        shut = _known(shut, (street, "incline"), 0.3)

    strict, closed = _plan(dark, Policy.STRICT), _plan(shut, Policy.STRICT)

    assert not _possible(strict.out)
    assert strict.bounds is not None
    assert strict.bounds.best.is_possible
    assert closed.bounds is not None
    assert not closed.bounds.best.is_possible


@settings(max_examples=25, deadline=None)
@given(
    st.lists(SPOTS, min_size=1, max_size=4, unique=True),
    st.sampled_from(list(Policy)),
)
def test_o54_every_completion_of_the_unknown_lies_between_the_bounds(spots, policy):
    dark = _open_town()
    for spot in spots:
        dark = _known(dark, spot, None)
    bounds = _plan(dark, policy).bounds
    if bounds is not None:
        assert_enclosed(bounds, dark, spots)


def test_o54_seven_unknowns_on_both_ways_are_enclosed_in_all_128_completions():
    spots = [
        ("bridge", "width_m"),
        ("quay", "surface"),
        ("quay", "width_m"),
        ("ramp", "incline"),
        ("crossing", "width_m"),
        ("one-way", "surface"),
        ("one-way", "incline"),
    ]
    dark = _open_town()
    for spot in spots:
        dark = _known(dark, spot, None)
    bounds = _plan(dark, Policy.CAUTIOUS).bounds

    assert bounds is not None
    assert set(assert_enclosed(bounds, dark, spots)) == {True, False}


def assert_enclosed(
    bounds: Bounds, dark: Town, spots: list[tuple[str, str]]
) -> list[bool]:
    """Try every completion; tell in which ones the end is reached."""
    reached = []
    for picks in product((0, 1), repeat=len(spots)):
        made = dark
        for spot, pick in zip(spots, picks, strict=True):
            made = _known(made, spot, CHOICES[spot[1]][pick])
        found = _plan(made, Policy.STRICT).out
        reached.append(_possible(found))
        assert bounds.worst.is_possible <= reached[-1] <= bounds.best.is_possible
        if reached[-1]:
            assert _cost(bounds.best) <= _cost(found) + 0.01
        if bounds.worst.is_possible:
            assert _cost(found) <= _cost(bounds.worst) + 0.01
    return reached


@settings(max_examples=25, deadline=None)
@given(st.lists(SPOTS, min_size=1, max_size=5, unique=True))
def test_o53_the_answer_under_each_policy_lies_between_the_bounds(spots):
    dark = _open_town()
    for spot in spots:
        dark = _known(dark, spot, None)

    found = {policy: _plan(dark, policy) for policy in Policy}
    possible = [_possible(found[policy].out) for policy in Policy]

    assert possible == sorted(possible)
    bounds = found[Policy.CAUTIOUS].bounds
    if bounds is not None:
        assert bounds.best.is_possible == _possible(found[Policy.OPEN].out)
        assert bounds.worst.is_possible == _possible(found[Policy.STRICT].out)


@settings(max_examples=25, deadline=None)
@given(SPOTS, st.sampled_from(list(Policy)))
def test_o52_a_good_value_never_worsens_and_a_refusing_one_never_improves(spot, policy):
    bad, good = CHOICES[spot[1]]
    dark = _plan(_known(_open_town(), spot, None), policy).out
    made_good = _plan(_known(_open_town(), spot, good), policy).out
    made_bad = _plan(_known(_open_town(), spot, bad), policy).out

    assert _possible(made_bad) <= _possible(dark) <= _possible(made_good)


@pytest.mark.parametrize("policy", list(Policy))
def test_the_order_of_policies_is_from_the_strictest(policy):
    order = (Policy.STRICT, Policy.CAUTIOUS, Policy.OPEN)

    assert tuple(Policy).index(policy) == order.index(policy)
