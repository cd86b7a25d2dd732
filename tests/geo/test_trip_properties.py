"""What holds of any trip."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.answer import LonLat, Policy, Verdict
from geo.cost import edge_costs
from geo.crs import distance_m, line_length_m
from geo.network import Network
from geo.profile import get_profile, load_profiles, with_limits
from geo.search import shortest_tree
from tests.ride import TOWN, trip
from tests.town import STREETS, Street, at, changed, draw, street

PLACES = st.tuples(st.floats(-20, 320), st.floats(-20, 220)).map(lambda p: at(*p))


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES, st.sampled_from(sorted(load_profiles())))
def test_every_answer_is_whole(start: LonLat, end: LonLat, profile: str) -> None:
    found = trip(start, end, profile)

    for path, origin, destination in (
        (found.out, found.origin, found.destination),
        (found.back, found.destination, found.origin),
    ):
        if not path.edges:
            continue
        line = np.array(path.line)
        assert distance_m(path.line[0], origin.position) < 0.1
        assert distance_m(path.line[-1], destination.position) < 0.1
        assert line_length_m(line) == pytest.approx(path.length_m, abs=0.5)
        assert sum(s.length_m for s in path.steps) == pytest.approx(path.length_m)
        assert sum(s.seconds for s in path.steps) == pytest.approx(path.seconds)
        assert (path.verdict is Verdict.ONLY_IF) == bool(path.broken)
        told = [n for step in path.steps for n in step.notes]
        assert sorted(map(str, told)) == sorted(
            map(str, (*path.watch, *path.unknown, *path.broken))
        )


@settings(max_examples=40, deadline=None)
@given(PLACES, PLACES, st.sampled_from(sorted(load_profiles())))
def test_o53_whoever_is_stricter_has_no_more_ways(
    start: LonLat, end: LonLat, profile: str
) -> None:
    found = [
        trip(start, end, profile, policy=policy)
        for policy in (Policy.STRICT, Policy.CAUTIOUS, Policy.OPEN)
    ]
    assume(len({(t.origin.segment, t.destination.segment) for t in found}) == 1)

    reached = [t.out.verdict not in (Verdict.ONLY_IF, Verdict.NONE) for t in found]

    assert reached == sorted(reached)


def test_o51_a_stricter_person_reaches_no_more_than_a_laxer_one() -> None:
    strict = get_profile("manual_wheelchair")
    lax = with_limits(strict, {"max_slope_up": 0.2, "max_kerb_m": 0.3, "steps": "yes"})
    usable = [
        edge_costs(TOWN, person, Policy.CAUTIOUS, ()).refused == 0
        for person in (strict, lax)
    ]

    assert (usable[0] <= usable[1]).all()
    assert (usable[0] != usable[1]).any()


def test_o54_strict_and_open_enclose_every_completion_of_what_is_not_known() -> None:
    unknowns: list[tuple[str, str, object, object]] = [
        ("bridge", "width_m", 0.3, 2.0),
        ("quay", "surface", "sand", "asphalt"),
        ("ramp", "incline", 0.2, 0.0),
    ]
    dark: tuple[Street, ...] = STREETS
    for key, name, *_ in unknowns:
        dark = tuple(
            one if one.key != key else next(s for s in _without(name, key))
            for one in dark
        )
    town = draw(dark)
    low = _reaches(town, Policy.STRICT)
    high = _reaches(town, Policy.OPEN)

    for size in range(len(unknowns) + 1):
        for good in combinations(range(len(unknowns)), size):
            made = list(dark)
            for i, (key, name, bad, fine) in enumerate(unknowns):
                value = fine if i in good else bad
                made = [
                    s
                    if s.key != key
                    else street(key, *s.nodes, **{**s.known, name: value})  # type: ignore[arg-type]
                    for s in made
                ]
            assert low <= _reaches(draw(made), Policy.OPEN) <= high


def _without(name: str, key: str) -> tuple[Street, ...]:
    return tuple(s for s in changed(key, **{name: None}) if s.key == key)


def _reaches(town: Network, policy: Policy) -> int:
    """Count the nodes that the chair reaches from the first one."""
    costs = edge_costs(town, get_profile("manual_wheelchair"), policy, ())
    start = town.node_key.index("n1")
    return int(np.isfinite(shortest_tree(town, costs, [start]).distance).sum())
