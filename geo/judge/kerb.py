"""Kerbs: by their height, else by what their word says of the height."""

from __future__ import annotations

from typing import Final

from geo.judge.about import wheels_told
from geo.judge.kernel import Mark, Record, kernel
from geo.judge.mark import larger, ramp
from geo.speed import TOLERANCE

HIGHEST_M: Final = 1.0
"""The burden of a kerb of which nothing bounds the height."""


@kernel
def kerb(row: Record, need: Record) -> Mark:
    """Judge the kerb."""
    threshold = need["kerb"]
    limit, matters = threshold["limit"] + TOLERANCE, threshold["critical"]
    refused = row["kerb_low_m"] > limit
    dark = row["kerb_height_m_untold"] & row["kerb_untold"] & row["is_crossing"]
    unsure = (row["kerb_high_m"] > limit) | (dark & matters)
    vague = (row["kerb_height_m_doubt"] | row["kerb_doubt"]) & matters
    doubtful = (row["kerb_mild_m"] > limit) | vague
    doubtful |= unsure & (not wheels_told(row, need))
    worst = larger(row["kerb_high_m"], row["kerb_mild_m"])
    worst = min(worst, HIGHEST_M)
    beyond = worst > threshold["edge"] + TOLERANCE
    burden = ramp(worst, threshold) * need["kerb_s"]
    return refused, doubtful & (not refused), beyond, 0.0, burden
