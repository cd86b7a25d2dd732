"""The rules by which a segment is refused, doubted or burdensome for a person."""

from __future__ import annotations

from typing import Final

RULES: Final = (
    "slope_up",
    "slope_down",
    "slope_across",
    "width",
    "narrowing",
    "clearance",
    "kerb",
    "steps",
    "smoothness",
    "surface",
    "obstructed",
    "wheelchair",
    "access",
    "oneway",
    "crossing",
    "tactile",
    "carriageway",
    "light",
)
"""One function of ``geo.judge`` each; the order gives each its bit."""
BITS: Final = {rule: 1 << place for place, rule in enumerate(RULES)}


def rules_of(bits: int) -> list[str]:
    """Name the rules whose bits are set."""
    return [rule for rule, bit in BITS.items() if bits & bit]
