"""What holds of the costs of any street, for anybody."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.cost import edge_costs
from geo.observation import Value
from geo.profile import load_profiles
from tests.lane import CHAIR, LANES, lane
from tests.town import draw, segments_of, street

VALUES: dict[str, st.SearchStrategy[Value]] = {
    "incline": st.none() | st.floats(-0.2, 0.2),
    "width_m": st.none() | st.floats(0.4, 3),
    "kerb_height_m": st.none() | st.floats(0, 0.25),
    "smoothness": st.none() | st.sampled_from(["good", "intermediate", "bad"]),
    "surface": st.none() | st.sampled_from(["asphalt", "sett", "sand"]),
}
LANE = st.fixed_dictionaries(VALUES)


@given(LANE, st.sampled_from(sorted(load_profiles())))
def test_o53_strict_refuses_no_less_than_cautious_than_open(
    known: dict[str, Value], profile: str
) -> None:
    costs = [
        lane(policy, profile=profile, **known)[1]  # type: ignore[arg-type]
        for policy in (Policy.STRICT, Policy.CAUTIOUS, Policy.OPEN)
    ]

    usable = [one.refused == 0 for one in costs]

    assert (usable[0] <= usable[1]).all()
    assert (usable[1] <= usable[2]).all()
    assert (costs[1].rank_s >= costs[2].rank_s).all()


@given(
    LANE,
    st.sampled_from(
        ["max_slope_up", "max_slope_down", "max_kerb_m", "max_slope_across"]
    ),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
)
def test_o50_tightening_a_limit_never_helps(
    known: dict[str, Value], name: str, one: float, other: float
) -> None:
    tight, loose = sorted((one, other))
    _, narrow = lane(limits={name: tight}, **known)  # type: ignore[arg-type]
    _, wide = lane(limits={name: loose}, **known)  # type: ignore[arg-type]

    assert (narrow.weights >= wide.weights - 1e-9).all()
    assert (narrow.seconds == wide.seconds).all()


@given(LANE, st.sampled_from(sorted(VALUES)))
def test_o52_learning_something_good_never_hurts(
    known: dict[str, Value], name: str
) -> None:
    good: dict[str, Value] = {
        "incline": 0.0,
        "width_m": 2.0,
        "kerb_height_m": 0.0,
        "smoothness": "excellent",
        "surface": "asphalt",
    }

    for policy in Policy:
        before = lane(policy, **{**known, name: None})[1]  # type: ignore[arg-type]
        after = lane(policy, **{**known, name: good[name]})[1]  # type: ignore[arg-type]

        assert (after.weights <= before.weights + 1e-9).all()


@given(LANE, st.sampled_from(["width_m", "kerb_height_m", "smoothness", "surface"]))
def test_o52_learning_something_that_refuses_never_helps(
    known: dict[str, Value], name: str
) -> None:
    bad: dict[str, Value] = {
        "width_m": 0.4,
        "kerb_height_m": 0.3,
        "smoothness": "impassable",
        "surface": "mud",
    }

    before = lane(**{**known, name: None})[1]  # type: ignore[arg-type]
    after = lane(**{**known, name: bad[name]})[1]  # type: ignore[arg-type]

    assert (after.weights >= before.weights).all()
    assert (after.refused != 0).all()


@given(st.floats(0.09, 0.3), st.lists(st.floats(0.05, 0.95), max_size=4, unique=True))
def test_o59_cutting_a_street_in_pieces_changes_nothing(
    incline: float, cuts: list[float]
) -> None:
    whole = draw(
        [street("lane", "a", "b", incline=incline)], nodes=LANES, node_facts={}
    )
    total = whole.length_m[0]
    marks = sorted(cuts)
    nodes = {f"c{i}": (8.7 + 0.001 * share, 36.17) for i, share in enumerate(marks)}
    names = ["a", *nodes, "b"]
    spurs = [street(f"spur{i}", name, "c") for i, name in enumerate(nodes)]
    pieces = draw(
        [street("lane", *names, incline=incline), *spurs],
        nodes={**LANES, **nodes},
        node_facts={},
    )

    one = edge_costs(whole, CHAIR, Policy.CAUTIOUS, ())
    many = edge_costs(pieces, CHAIR, Policy.CAUTIOUS, ())
    mine = np.array(segments_of(pieces, "lane"))

    assert len(mine) == len(cuts) + 1
    assert pieces.length_m[mine].sum() == pytest.approx(total)
    assert set(many.refused[2 * mine]) == {one.refused[0]}
    assert many.rank_s[2 * mine].sum() == pytest.approx(one.rank_s[0])
