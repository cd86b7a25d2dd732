"""What several rules ask of an edge."""

from __future__ import annotations

from typing import Final

from geo.column import code
from geo.judge.kernel import Own, Record, kernel
from geo.judge.mark import known, told

YES: Final = int(code("wheelchair", "yes"))
DESIGNATED: Final = int(code("wheelchair", "designated"))
RAMPS: Final = ("ramp", "ramp_wheelchair", "ramp_stroller")
"""Kinds of ramps beside steps; a profile names the one that its person can use."""


@kernel
def own_of(row: Record) -> Own:
    """Give what is the segment's own in a row."""
    return (
        float(row["length_m"]),
        float(row["run_m"]),
        float(row["incline"]),
        float(row["incline_soft"]),
        float(row["incline_across"]),
        float(row["incline_across_soft"]),
    )


@kernel
def in_lift(row: Record) -> bool:
    """Tell whether there is a lift."""
    return bool(row["elevator"] >= 1)


@kernel
def step_count(row: Record) -> float:
    """Give the number of steps, NaN where unknown."""
    return known(row["step_count"], row["step_count_soft"])


@kernel
def has_ramp(row: Record, need: Record) -> bool:
    """Tell whether this person can go round the steps on a ramp."""
    first, second = row["ramp"] > 0, row["ramp_wheelchair"] > 0
    kind = need["ramp"]
    rest = second if kind == 1 else row["ramp_stroller"] > 0
    return bool(first if kind == 0 else rest)


@kernel
def climbed(row: Record, need: Record) -> bool:
    """Tell whether steps must be taken, having no ramp for this person."""
    steps = told(row["steps"], row["steps_soft"]) > 0
    return bool((steps | (step_count(row) > 0)) & (not has_ramp(row, need)))


@kernel
def wheels_told(row: Record, need: Record) -> bool:
    """Tell whether ``wheelchair=yes`` answers what is not known."""
    good = (row["wheelchair"] == YES) | (row["wheelchair"] == DESIGNATED)
    return bool(good & need["wheels"])


@kernel
def is_open_ground(row: Record, need: Record) -> bool:
    """Tell whether a missing word on the ground is a doubt there."""
    known_good = wheels_told(row, need) | in_lift(row) | row["is_stairs"]
    return bool(not known_good)
