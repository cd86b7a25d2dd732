"""On which side a handrail is, and at which end of a crossing a strip is underfoot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.answer import Step
from geo.network import Network
from tests.town import KERBS, STREETS, draw
from tests.walks import pieces_of, walk
from webmap.i18n import speaking
from webmap.wording.cue import say_flight
from webmap.wording.felt import say_felt_crossing


def town(street: str, nodes: dict | None = None, **known: object) -> Network:
    made = [
        replace(one, known={**one.known, **known}) if one.key == street else one
        for one in STREETS
    ]
    return draw(made, node_facts={**KERBS, **(nodes or {})})


def step_of(network: Network, kind: str, *streets: str) -> Step:
    steps = walk(network, pieces_of(network, *streets))
    return next(step for step in steps if step.kind == kind)


THERE, BACK = ("cobbles", "steps", "upper"), ("-upper", "-steps", "-cobbles")
OVER, RETURN = ("middle", "crossing", "one-way"), ("-one-way", "-crossing", "-middle")


@pytest.mark.parametrize(
    ("known", "walked", "said"),
    [
        ({"handrail_left": True}, THERE, "There is a handrail on the left."),
        ({"handrail_left": True}, BACK, "There is a handrail on the right."),
        ({"handrail_right": True, "handrail_left": False}, THERE, "on the right."),
        ({"handrail_left": True, "handrail_right": True}, BACK, "on both sides."),
        ({"handrail_center": True}, BACK, "in the middle."),
        ({"handrail": True}, THERE, "There is a handrail."),
        ({"handrail": False}, THERE, "There is no handrail."),
        ({}, THERE, "is not known"),
    ],
)
def test_the_side_of_a_handrail_is_told_as_one_walks(known, walked, said) -> None:
    step = step_of(town("steps", **known), "steps", *walked)

    with speaking("en"):
        assert said in " ".join(say_flight(step))


STRIP = {"tactile_paving": True}


@pytest.mark.parametrize(
    ("nodes", "walked", "near", "far"),
    [
        ({"m2": STRIP}, OVER, "A warning strip is underfoot before", "Whether"),
        ({"m2": STRIP}, RETURN, "Whether", "A warning strip is underfoot after"),
        (
            {"m2": STRIP, "u2": {"tactile_paving": False}},
            OVER,
            "A warning strip is underfoot before",
            "No warning strip is underfoot after",
        ),
    ],
)
def test_strips_are_told_at_each_end_of_a_crossing(nodes, walked, near, far) -> None:
    step = step_of(town("crossing", nodes), "crossing", *walked)

    with speaking("en"):
        said = [one for one in say_felt_crossing(step) if "strip" in one]
    assert [
        one.split(" the street")[0].startswith(s)
        for one, s in zip(said, (near, far), strict=True)
    ] == [True, True]


def test_where_no_end_is_told_the_whole_crossing_is() -> None:
    step = step_of(town("crossing", tactile_paving=True), "crossing", *OVER)

    with speaking("en"):
        assert "There is a warning strip underfoot." in list(say_felt_crossing(step))
