"""Streets: crossing them, guidance, walking among the traffic."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.column import code
from geo.judge.kernel import Mark, Record, kernel
from geo.kerb import FLUSH_M

MAIN_ROAD: Final = 0.5
"""Weight of the traffic from which a missing sidewalk is told."""
CROSSING_WAIT_S: Final = 30.0
"""Of a crossing's cost, what is time spent waiting (AccessMap: 30 s)."""
SIGNALS: Final = int(code("crossing", "signals"))
SIDEWALK: Final = int(code("sidewalk", "yes"))


@kernel
def crossing_seconds(row: Record, need: Record) -> float:
    """Give what the whole of a crossing costs; 0 elsewhere."""
    kind = row["crossing"]
    heard = (kind == SIGNALS) & (row["signals_sound"] > 0)
    seconds = need["sound_s"] if heard else need["crossing_s"][kind + 1]
    return float(seconds if row["is_crossing"] else 0.0)


@kernel
def crossing(row: Record, need: Record) -> Mark:
    """Judge how a street is crossed; the wait itself is time, not burden."""
    more = max(crossing_seconds(row, need) - CROSSING_WAIT_S, 0.0)
    burden = more * row["crossing_share"]
    doubtful = row["is_crossing"] & row["crossing_untold"] & need["crossing_critical"]
    return False, doubtful, burden > 0, 0.0, burden


@kernel
def tactile(row: Record, need: Record) -> Mark:
    """Judge the guidance: paving to follow, a warning where the kerb is flush."""
    bare, warning = row["tactile_paving"] <= 0, need["warning_s"]
    unguided = need["guidance"] if bare else 0.0
    flush = (row["kerb_high_m"] <= FLUSH_M) & row["is_crossing"]
    hazard = flush & bare & (warning != 0)
    return False, False, hazard, unguided, warning if hazard else 0.0


@kernel
def carriageway(row: Record, need: Record) -> Mark:
    """Judge walking among the traffic where there is no sidewalk."""
    word, traffic = row["sidewalk"], row["traffic"]
    on_road = (not np.isnan(traffic)) & (word != SIDEWALK)
    weight = traffic * need["traffic"] if on_road else 0.0
    beyond = on_road & (word >= 0) & (weight >= MAIN_ROAD)
    certain = 0.5 if word < 0 else 1.0
    return False, False, beyond, certain * weight, 0.0


@kernel
def light(row: Record, need: Record) -> Mark:
    """Judge a way that is known to be without light, after dark."""
    is_dark = (row["lit"] == 0) & (need["unlit"] > 0)
    return False, False, is_dark, need["unlit"] if is_dark else 0.0, 0.0
