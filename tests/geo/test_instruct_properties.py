"""What holds of the instructions of any walk."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Note
from tests.town import NODES, ORIGIN, STREETS, at, draw
from tests.walks import OTHER_HAND, pieces_of, some_walk, turned, walk

HEIGHTS = {"m3": 700.0, "u3": 712.0, "n2": 690.0, "n3": 699.0}
TOWN = draw(heights=HEIGHTS, sigma_m=1.0)
MIRRORED = draw(
    [
        replace(
            street,
            left=street.right,
            right=street.left,
            sidewalks=OTHER_HAND.get(street.sidewalks, street.sidewalks),
        )
        for street in STREETS
    ],
    nodes={key: (2 * ORIGIN[0] - lon, lat) for key, (lon, lat) in NODES.items()},
)
WALKS = st.composite(lambda draw: some_walk(draw, TOWN))()


def note(at_m: float) -> Note:
    return Note("width_m", 0.8, 0.9, "width_comfort", at_m, 1.0, at(0, 0), "w", {})


@given(WALKS)
def test_lengths_add_up_and_steps_follow_each_other(pieces):
    steps = walk(TOWN, pieces)

    total = sum(TOWN.length_m[piece.segment] for piece in pieces)
    assert sum(step.length_m for step in steps) == pytest.approx(total)
    for before, after in pairwise(steps):
        assert after.at_m == pytest.approx(before.at_m + before.length_m)


@given(WALKS, st.lists(st.floats(0, 1), max_size=6))
def test_every_note_stands_at_exactly_one_step(pieces, places):
    total = sum(TOWN.length_m[piece.segment] for piece in pieces)
    notes = sorted((note(share * total) for share in places), key=lambda n: n.at_m)

    steps = walk(TOWN, pieces, notes)

    told = [one for step in steps for one in step.notes]
    assert Counter(map(id, told)) == Counter(map(id, notes))


@given(WALKS)
def test_cues_lie_on_their_step_and_corners_have_names(pieces):
    for step in walk(TOWN, pieces):
        for cue in step.cues:
            assert step.at_m - 1e-6 <= cue.at_m <= step.at_m + step.length_m + 1e-6
        assert all(any(names.values()) for names in step.corner)
        assert step.names not in step.corner


@given(WALKS)
def test_walking_back_swaps_up_and_down(pieces):
    there, back = walk(TOWN, pieces), walk(TOWN, turned(pieces))

    flip = {"up": "down", "down": "up"}
    kinds = ("kerb", "flight")
    assert Counter(
        (c.kind, flip.get(c.side, c.side), flip.get(str(c.value), c.value))
        for step in there
        for c in step.cues
        if c.kind in kinds
    ) == Counter(
        (c.kind, c.side, c.value) for step in back for c in step.cues if c.kind in kinds
    )
    steepest = [
        max((abs(s.slope) for s in steps if s.slope is not None), default=None)
        for steps in (there, back)
    ]
    assert steepest[0] == steepest[1]


@pytest.mark.parametrize(
    "streets",
    [
        ("-flat", "main", "lift", "cobbles", "steps"),
        ("flat", "middle", "crossing", "one-way", "ramp"),
        ("hill", "market", "-cobbles"),
    ],
)
def test_a_mirrored_town_swaps_left_and_right(streets):
    here = walk(TOWN, pieces_of(TOWN, *streets))
    there = walk(MIRRORED, pieces_of(MIRRORED, *streets))

    assert len(here) == len(there)
    for one, other in zip(here, there, strict=True):
        stem, _, hand = one.turn.rpartition("_")
        mirrored = OTHER_HAND.get(hand, hand)
        assert other.turn == (f"{stem}_{mirrored}" if stem else mirrored)
        assert other.turn_deg == pytest.approx(-one.turn_deg, abs=0.1)
        assert Counter((c.kind, OTHER_HAND.get(c.side, c.side)) for c in one.cues) == (
            Counter((c.kind, c.side) for c in other.cues)
        )
