"""Bearings, turns and headings."""

from __future__ import annotations

import math
from typing import Final

from geo.answer import LonLat
from geo.judge.kernel import kernel

STRAIGHT_DEG: Final = 20.0
TURNS: Final = (
    (STRAIGHT_DEG, "straight"),
    (45.0, "slight_"),
    (120.0, ""),
    (160.0, "sharp_"),
)
"""Up to this angle, a turn has this word before left or right."""
HEADINGS: Final = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
LOOK_M: Final = 10.0
"""Directions are taken over this length, so that a kink at a corner does not count."""
OTHER_SIDE: Final = {"left": "right", "right": "left"}


@kernel
def bearing(start: LonLat, end: LonLat) -> float:
    """Give the direction from one point to another, degrees from north, clockwise."""
    east = (end[0] - start[0]) * math.cos(math.radians((start[1] + end[1]) / 2))
    return math.degrees(math.atan2(east, end[1] - start[1])) % 360


@kernel
def angle_between(before: float, after: float) -> float:
    """Give the turn from one bearing to another, -180 … 180 degrees, right is +."""
    return (after - before + 180) % 360 - 180


def turn_between(before: float, after: float) -> str:
    """Name the turn from one bearing to another.

    Parameters
    ----------
    before, after : float
        Degrees from north.
    """
    return name_turn(angle_between(before, after))


def name_turn(angle: float) -> str:
    """Name a turn of so many degrees, right is positive."""
    for most, word in TURNS:
        if abs(angle) <= most:
            side = "right" if angle > 0 else "left"
            return word if word == "straight" else f"{word}{side}"
    return "back"


def heading(degrees: float) -> str:
    """Name the nearest of eight directions."""
    return HEADINGS[round(degrees / 45) % 8]


def seen_from(side: str, *, is_forward: bool) -> str:
    """Name a side of a way as somebody sees it who walks forward, or back."""
    return side if is_forward else OTHER_SIDE.get(side, side)
