from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Step
from geo.cue import Cue
from geo.join import join_steps

STREET = Step(
    turn="straight",
    kind="street",
    names={"": "Avenue"},
    length_m=100.0,
    seconds=90.0,
    heading="n",
    side="left",
    slope=0.02,
    slope_method="tagged",
    surface="asphalt",
    step_count=None,
    position=(8.7, 36.17),
)
ASKED = Cue("crossing", 100.0, (8.7, 36.17))
CROSSING = replace(
    STREET,
    kind="crossing",
    names={"": "Side"},
    length_m=6.0,
    seconds=40.0,
    side="both",
    slope=None,
    cues=(ASKED, Cue("kerb", 106.0, (8.7, 36.17), value=0.1, side="up")),
)
HOME = replace(STREET, turn="arrive", length_m=0.0, seconds=0.0)


def test_a_street_goes_on_across_a_side_street() -> None:
    steeper = replace(STREET, slope=-0.06, slope_method="modelled", length_m=50.0)

    one, end = join_steps([STREET, CROSSING, steeper, HOME])

    assert (one.length_m, one.seconds) == (156.0, 220.0)
    assert (one.slope, one.slope_method) == (-0.06, "modelled")
    assert [(c.kind, c.names, c.side) for c in one.cues] == [
        ("crossed", {"": "Side"}, "both"),
        ("kerb", {}, ""),
    ]
    assert end == HOME


@pytest.mark.parametrize(
    "after",
    [
        replace(STREET, names={"": "Other"}),
        replace(STREET, side="right"),
        replace(STREET, turn="left"),
        replace(STREET, kind="path"),
        HOME,
    ],
)
def test_whoever_turns_changes_sides_or_arrives_is_told_of_the_crossing(after) -> None:
    steps = (STREET, CROSSING, after)

    assert join_steps(steps) == steps


def test_traffic_lights_and_crossings_at_a_turn_are_told_by_themselves() -> None:
    lights = replace(CROSSING, cues=(replace(ASKED, value="signals"),))
    turned = replace(CROSSING, turn="left")

    assert len(join_steps([STREET, lights, STREET])) == 3
    assert len(join_steps([STREET, turned, STREET])) == 3


@given(st.lists(st.sampled_from([STREET, CROSSING, replace(STREET, side="right")])))
def test_nothing_is_lost(steps) -> None:
    joined = join_steps(steps)

    for name in ("length_m", "seconds"):
        total = sum(getattr(step, name) for step in steps)
        assert sum(getattr(step, name) for step in joined) == pytest.approx(total)
    assert sum(len(s.cues) for s in joined) == sum(len(s.cues) for s in steps)
    assert join_steps(joined) == joined
