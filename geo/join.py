"""Steps along one street told as one, with the side streets that are crossed on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from geo.answer import Step
from geo.cue import Cue
from geo.fact import altered

AHEAD: Final = frozenset({"straight", "slight_left", "slight_right"})
CROSSING: Final = "crossing"
OWN: Final = frozenset({"signals"})
"""Crossings of these kinds are told by themselves: people find their way by them."""


def join_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Join the steps that go on along one street across side streets.

    Parameters
    ----------
    steps : sequence of Step
        Of a path, in order.

    Returns
    -------
    tuple of Step
        Nothing is lost: lengths, seconds, notes and cues go to the joined step, where
        a side street is a cue ``"crossed"``.
    """
    joined: list[Step] = []
    for step in steps:
        joined.append(step)
        while len(joined) > 2 and _go_on(joined[-3:]):
            joined[-3:] = [_join(joined[-3:])]
    return tuple(joined)


def _go_on(three: Sequence[Step]) -> bool:
    before, crossing, after = three
    return (
        crossing.kind == CROSSING
        and before.kind == after.kind == "street"
        and before.turn != "arrive" != after.turn
        and bool(before.names)
        and (before.names, before.side) == (after.names, after.side)
        and {crossing.turn, after.turn} <= AHEAD
        and not any(cue.kind == CROSSING and cue.value in OWN for cue in crossing.cues)
    )


def _join(three: Sequence[Step]) -> Step:
    before, crossing, after = three
    steepest = max(
        (step for step in three if step.slope is not None),
        key=lambda step: abs(step.slope or 0.0),
        default=before,
    )
    longest = max(three, key=lambda step: step.length_m)
    cues = (
        *before.cues,
        *(_crossed(cue, crossing) for cue in crossing.cues),
        *after.cues,
    )
    return altered(
        before,
        length_m=sum(step.length_m for step in three),
        seconds=sum(step.seconds for step in three),
        slope=steepest.slope,
        slope_method=steepest.slope_method,
        surface=longest.surface,
        notes=tuple(chain.from_iterable(step.notes for step in three)),
        cues=tuple(sorted(cues, key=lambda cue: cue.at_m)),
    )


def _crossed(cue: Cue, crossing: Step) -> Cue:
    if cue.kind == CROSSING:
        return altered(cue, kind="crossed", names=crossing.names, side="both")
    return altered(cue, side="") if cue.kind == "kerb" else cue
