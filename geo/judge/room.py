"""How much room a way leaves: its width, its narrowest point, the head room."""

from __future__ import annotations

import numpy as np

from geo.judge.about import is_open_ground
from geo.judge.kernel import Mark, Record, kernel
from geo.judge.mark import at_most


@kernel
def width(row: Record, need: Record) -> Mark:
    """Judge the width; a carriageway is wide, along and across, unless it is told."""
    threshold = need["width"]
    refused, doubtful, beyond, grown = at_most(
        -row["width_m"], -row["width_m_soft"], threshold, row["width_m_doubt"]
    )
    dark = row["width_m_untold"] & np.isnan(row["traffic"]) & is_open_ground(row, need)
    dark = dark & (not row["is_crossing"])
    doubtful |= dark & threshold["critical"] & (not refused)
    return refused, doubtful, beyond, grown * need["width_ceiling"], 0.0


@kernel
def narrowing(row: Record, need: Record) -> Mark:
    """Judge the narrowest point."""
    hard, soft = -row["narrowest_m"], -row["narrowest_m_soft"]
    refused, doubtful, beyond, _ = at_most(
        hard, soft, need["narrowing"], row["narrowest_m_doubt"]
    )
    return refused, doubtful, beyond, 0.0, 0.0


@kernel
def clearance(row: Record, need: Record) -> Mark:
    """Judge the head room."""
    hard, soft = -row["clearance_m"], -row["clearance_m_soft"]
    refused, doubtful, beyond, grown = at_most(
        hard, soft, need["clearance"], row["clearance_m_doubt"]
    )
    return refused, doubtful, beyond, grown * need["width_ceiling"], 0.0
