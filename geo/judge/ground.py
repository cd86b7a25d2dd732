"""What the ground is made of, and how even it is."""

from __future__ import annotations

from geo.judge.about import is_open_ground
from geo.judge.kernel import Mark, Record, kernel
from geo.judge.mark import at_most, told


@kernel
def smoothness(row: Record, need: Record) -> Mark:
    """Judge how even the surface is; no word is better than the best."""
    hard, soft = float(row["smoothness"]), float(row["smoothness_soft"])
    refused, doubtful, beyond, grown = at_most(
        hard, soft, need["smoothness"], row["smoothness_doubt"]
    )
    return refused, doubtful, beyond, grown * need["surface_ceiling"], 0.0


@kernel
def _among(word: int, words: int) -> bool:
    """Tell whether a word is in a set of words, one bit each."""
    return bool((word >= 0) & ((words >> max(word, 0)) & 1 > 0))


@kernel
def surface(row: Record, need: Record) -> Mark:
    """Judge what the ground is made of, and whether anything is known of it."""
    hard, soft = row["surface"], row["surface_soft"]
    refused = _among(hard, need["surface_refused"])
    doubtful = _among(soft, need["surface_refused"])
    costly = _among(told(hard, soft), need["surface_costly"])
    dark = row["surface_untold"] & row["smoothness_untold"] & is_open_ground(row, need)
    doubtful |= (dark | row["surface_doubt"]) & need["surface_critical"]
    share = need["surface_ceiling"] if costly else 0.0
    return refused, doubtful & (not refused), costly, share, 0.0
