"""What is met along an instruction, in the miniature town."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.answer import Step
from geo.column import code
from geo.cue import Cue
from geo.network import BarrierFact
from tests.town import (
    STREETS,
    at,
    barrier,
    changed,
    draw,
    named,
    segments_of,
    street,
)
from tests.walks import pieces_of, walk

CROSS = {"c1": at(50, 0), "c2": at(50, 60), "c3": at(50, -60), "t1": at(80, 50)}


def cues(steps: tuple[Step, ...], kind: str) -> list[Cue]:
    return [cue for step in steps for cue in step.cues if cue.kind == kind]


def _avenue(**changes: object):
    """Draw an avenue that a street crosses and another joins from the north."""
    nodes = {"a": at(0, 0), "x": at(50, 0), "y": at(80, 0), "z": at(120, 0), **CROSS}
    road = {"highway": "residential", "sidewalks": "no"}
    avenue = named(street("avenue", "a", "x", "y", "z"), **{**road, **changes})
    return draw(
        [
            avenue,
            named(street("across", "c3", "x", "c2"), **road),
            named(street("side", "y", "t1"), **road),
        ],
        nodes=nodes,
        node_facts={},
    )


def test_a_street_on_both_sides_is_crossed_and_one_on_a_side_joins():
    town = _avenue()

    steps = walk(town, pieces_of(town, "avenue"))

    assert [step.turn for step in steps] == ["start", "arrive"]
    crossed, joins = cues(steps, "crossed"), cues(steps, "joins")
    assert [(c.names["en"], c.side, round(c.at_m)) for c in crossed] == [
        ("across", "both", 50)
    ]
    assert [(c.names["en"], c.side, round(c.at_m)) for c in joins] == [
        ("side", "left", 80)
    ]


def test_walking_back_a_street_joins_on_the_other_side():
    town = _avenue()

    steps = walk(town, pieces_of(town, "-avenue"))

    assert [c.side for c in cues(steps, "joins")] == ["right"]


def test_a_crossing_tells_how_and_its_kerb_which_way():
    known = {"crossing": "signals", "signals_sound": True, "crossing_island": False}
    town = draw(changed("crossing", **known))

    (there,) = cues(walk(town, pieces_of(town, "crossing")), "crossing")
    kerb = cues(walk(town, pieces_of(town, "crossing")), "kerb")[0]
    back = cues(walk(town, pieces_of(town, "-crossing")), "kerb")[0]

    assert there.value == "signals"
    assert {k: there.facts[k] for k in known} == known
    assert (kerb.value, kerb.side) == (0.12, "down")
    assert (back.value, back.side) == (0.12, "up")


@pytest.mark.parametrize(
    ("heights", "sigma_m", "there", "method"),
    [
        ({"m3": 700.0, "u3": 712.0}, 1.0, "up", "modelled"),
        ({"m3": 712.0, "u3": 700.0}, 1.0, "down", "modelled"),
        ({"m3": 700.0, "u3": 702.0}, 4.0, None, ""),
        ({}, 4.0, None, ""),
    ],
)
def test_stairs_go_up_or_down_only_where_the_heights_are_sure(
    heights, sigma_m, there, method
):
    town = draw(heights=heights, sigma_m=sigma_m)

    (flight,) = cues(walk(town, pieces_of(town, "steps")), "flight")

    assert (flight.value, flight.method) == (there, method)


def test_the_tag_of_stairs_outranks_the_heights():
    town = draw(
        changed("steps", incline_direction="down"),
        heights={"m3": 700.0, "u3": 712.0},
        sigma_m=1.0,
    )

    walks = [walk(town, pieces_of(town, name)) for name in ("steps", "-steps")]
    told = [cues(steps, "flight")[0] for steps in walks]

    assert [(f.value, f.method) for f in told] == [("down", "tagged"), ("up", "tagged")]


def test_the_ground_is_told_where_it_changes():
    town = _avenue()
    surface = town.columns["surface"].copy()
    surface[segments_of(town, "avenue")[2]] = code("surface", "gravel")
    rough = replace(town, columns={**town.columns, "surface": surface})

    (change,) = cues(walk(rough, pieces_of(rough, "avenue")), "surface")

    assert (change.value, change.facts["surface"]) == ("gravel", "asphalt")
    assert round(change.at_m) == 80
    assert cues(walk(town, pieces_of(town, "avenue")), "surface") == []


def bollard(town, key: str, east_m: float, north_m: float) -> BarrierFact:
    made = barrier(town, key, "narrowest_m", 0.9)
    return replace(made, kind="bollard", lonlat=at(east_m, north_m))


@pytest.mark.parametrize(("walked", "at_m"), [("upper", 30), ("-upper", 70)])
def test_a_bollard_is_met_where_it_stands(walked, at_m):
    town = draw()

    steps = walk(
        town, pieces_of(town, walked), barriers=(bollard(town, "upper", 230, 200),)
    )

    (met,) = cues(steps, "barrier")
    assert met.value == "bollard"
    assert met.at_m == pytest.approx(at_m, abs=1)
    assert met.facts["narrowest_m"] == 0.9


def test_a_bollard_that_is_not_passed_is_not_met():
    town = draw()
    whole = pieces_of(town, "upper")[0]
    before = replace(whole, end=0.2)

    steps = walk(town, [before], barriers=(bollard(town, "upper", 230, 200),))

    assert cues(steps, "barrier") == []


def test_light_and_guidance_are_told_over_their_length():
    town = draw(changed("upper", lit=False, tactile_paving=True))

    steps = walk(town, pieces_of(town, "upper"))

    (lit,), (paving,) = cues(steps, "lit"), cues(steps, "guidance")
    assert (lit.value, round(lit.length_m)) == (False, 100)
    assert (paving.value, round(paving.length_m)) == (True, 100)


def test_shared_ground_is_told_once():
    ways = [
        replace(one, highway="living_street") if one.key in ("upper", "drive") else one
        for one in STREETS
    ]
    town = draw(ways)

    steps = walk(town, pieces_of(town, "upper", "-drive"))

    (shared,) = cues(steps, "shared")
    assert round(shared.length_m) == 200


@pytest.mark.parametrize("kind", ["bridge", "tunnel", "covered"])
def test_bridges_tunnels_and_roofs_are_told_over_their_length(kind):
    town = draw(changed("quay", **{kind: True}))

    steps = walk(town, pieces_of(town, "bridge", "quay"))

    (over,) = cues(steps, kind)
    assert (over.value, round(over.length_m)) == (True, 100)
    assert [s.names["en"] for s in steps if over in s.cues] == ["quay"]


def test_a_kerb_beside_a_crossing_is_told_with_the_crossing():
    nodes = {"a": at(0, 0), "b": at(50, 0), "c": at(56, 0), "d": at(100, 0)}
    ways = [
        street("here", "a", "b"),
        named(street("over", "b", "c"), footway="crossing"),
        street("there", "c", "d"),
    ]
    town = draw(ways, nodes=nodes, node_facts={})
    ends = town.kerb_ends_m.copy()
    ends[segments_of(town, "here")[0], 1] = 0.14
    ends[segments_of(town, "there")[0], 0] = 0.02
    edged = replace(town, kerb_ends_m=ends)

    out = walk(edged, pieces_of(edged, "here", "over", "there"))
    back = walk(edged, pieces_of(edged, "-there", "-over", "-here"))

    assert [len(cues((step,), "kerb")) for step in out] == [0, 2, 0, 0]
    edges = [
        [(kerb.value, kerb.side) for kerb in cues(way, "kerb")] for way in (out, back)
    ]
    assert edges == [
        [(0.14, "down"), (0.02, "up")],
        [(0.02, "down"), (0.14, "up")],
    ]
