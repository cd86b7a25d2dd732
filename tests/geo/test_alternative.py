"""Other ways that are better in something, and only where they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.alternative import (
    CRITERIA,
    DIFFERS,
    MOST,
    MOST_LONGER,
    differ,
    get_criterion,
)
from geo.answer import LonLat, Path, Policy, Trip, Verdict
from geo.errors import InputError
from geo.part import Piece
from geo.wish import Wishes
from tests.ride import TOWN, streets, trip
from tests.town import at, draw, street

PLACES = st.tuples(st.floats(-20, 320), st.floats(-20, 220)).map(lambda p: at(*p))
ALL = Wishes(alternatives=True)
HILL = draw(
    [
        street("dark", "n2", "m2", "u2", "w2", width_m=None),
        street("cobbles", "n1", "m1", "u1", "w1", surface="sett"),
        street("over", "n3", "m3", "u3", "w3"),
        street("west", "n1", "n2", "n3"),
        street("east", "w1", "w2", "w3"),
        street("start", "n2", "b1"),
    ],
    nodes={
        **{f"n{i}": at(0, 40 * (i - 1)) for i in (1, 2, 3)},
        **{f"m{i}": at(100, 40 * (i - 1)) for i in (1, 2, 3)},
        **{f"u{i}": at(200, 40 * (i - 1)) for i in (1, 2, 3)},
        **{f"w{i}": at(300, 40 * (i - 1)) for i in (1, 2, 3)},
        "b1": at(-40, 40),
    },
    node_facts={},
)


def reasons(found: Trip) -> list[str]:
    """Name what the alternatives are better in."""
    return [one.reason for one in found.alternatives]


def test_the_certain_way_is_offered_beside_the_usual_one() -> None:
    usual = trip(at(-30, 40), at(300, 40), town=HILL, policy=Policy.OPEN, wishes=ALL)

    assert streets(usual, town=HILL)[:2] == ["start", "dark"]
    assert reasons(usual) == ["most_certain"]
    (other,) = usual.alternatives
    assert other.gain == pytest.approx(300, abs=2)
    assert other.path.uncertain_m == 0


def test_what_is_wanted_most_makes_the_way_there_and_back() -> None:
    wishes = Wishes(prefer="most_certain")
    found = trip(at(-30, 40), at(300, 40), town=HILL, policy=Policy.OPEN, wishes=wishes)

    assert found.prefer == "most_certain"
    assert found.out.uncertain_m == found.back.uncertain_m == 0
    assert streets(found, town=HILL) == ["start", "west", "over", "east"]


def test_the_shortest_way_is_offered_to_who_is_led_around() -> None:
    town = draw(
        [
            street("rough", "n1", "m1", "u1", surface="sett"),
            street("up", "n1", "n2"),
            street("smooth", "n2", "m2", "u2"),
            street("down", "u2", "u1"),
        ],
        nodes={
            "n1": at(0, 0),
            "m1": at(100, 0),
            "u1": at(200, 0),
            "n2": at(0, 50),
            "m2": at(100, 50),
            "u2": at(200, 50),
        },
        node_facts={},
    )
    found = trip(at(0, 0), at(200, 0), town=town, wishes=ALL)

    assert streets(found, town=town) == ["up", "smooth", "down"]
    assert reasons(found) == ["shortest"]
    assert found.alternatives[0].gain == pytest.approx(100, abs=1)


def test_the_flat_way_is_offered_where_heights_are_known() -> None:
    town = draw(
        [
            street("hill", "n1", "m1", "u1", incline=None),
            street("up", "n1", "n2", incline=None),
            street("flat", "n2", "m2", "u2", incline=None),
            street("down", "u2", "u1", incline=None),
            street("spur", "m1", "b1", incline=None),
        ],
        heights={
            "n1": 500.0,
            "m1": 506.0,
            "u1": 500.0,
            "n2": 500.0,
            "m2": 500.0,
            "u2": 500.0,
        },
        node_facts={},
    )
    found = trip(at(0, 0), at(200, 0), "walker", town=town, wishes=ALL)

    assert "least_climb" in reasons(found)
    (flat,) = [one for one in found.alternatives if one.reason == "least_climb"]
    assert flat.gain == pytest.approx(6)


def test_nobody_is_offered_an_alternative_to_a_closed_way() -> None:
    found = trip(at(100, 110), at(40, 200), "power_wheelchair", wishes=ALL)

    assert found.out.verdict is Verdict.ONLY_IF
    assert found.alternatives == ()


def test_what_is_wanted_most_must_be_known() -> None:
    with pytest.raises(InputError) as caught:
        trip(at(0, 0), at(100, 0), wishes=Wishes(prefer="fastest"))

    assert caught.value.field == "prefer"
    assert "shortest" in str(caught.value)
    assert get_criterion("").rank == 1.0


@settings(max_examples=50, deadline=None)
@given(
    PLACES,
    PLACES,
    st.sampled_from(["walker", "manual_wheelchair", "cane", "white_cane"]),
    st.sampled_from(list(Policy)),
)
def test_an_alternative_differs_and_is_better_in_what_it_says(
    start: LonLat, end: LonLat, profile: str, policy: Policy
) -> None:
    found = trip(start, end, profile, policy=policy, wishes=ALL)

    paths: list[Path] = [found.out]
    assert len(found.alternatives) <= MOST
    for one in found.alternatives:
        criterion = CRITERIA[one.reason]
        before, after = criterion.measure(found.out), criterion.measure(one.path)
        assert before is not None
        assert after is not None
        assert before - after == one.gain >= max(criterion.least, 0.0)
        assert one.path.seconds <= MOST_LONGER * found.out.seconds
        assert one.path.verdict in (Verdict.USABLE, Verdict.EFFORT)
        for other in paths:
            assert own_share(one.path, other) >= DIFFERS * 0.9
        paths.append(one.path)


def own_share(path: Path, other: Path) -> float:
    """Measure how much of a path another one does not share, by whole segments."""
    shared = {edge // 2 for edge in other.edges}
    lengths = {edge: float(TOWN.length_m[edge // 2]) for edge in path.edges}
    own = sum(m for edge, m in lengths.items() if edge // 2 not in shared)
    return own / max(path.length_m, 1e-9)


def test_ways_differ_by_their_own_length() -> None:
    one = [Piece(0, 0.0, 1.0), Piece(2, 0.0, 1.0)]

    assert not differ(TOWN, one, one)
    assert differ(TOWN, one, [replace(one[0])])
