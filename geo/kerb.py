"""Kerbs: what the words say of the height."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from geo.attribute import KERB_WORDS
from geo.network import Floats

TABLE: Final = Path(__file__).parent / "tables" / "kerb_words.toml"
FLUSH_M: Final = 0.01
"""A kerb up to this height cannot be felt with a cane (``kerb=flush``)."""


@lru_cache
def kerb_heights() -> tuple[Floats, Floats]:
    """Read the least and the greatest height of each kerb word, metres."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    low = np.array([rows[word]["low"] for word in KERB_WORDS])
    high = np.array([rows[word]["high"] for word in KERB_WORDS])
    return low, high


def worse_kerb(old: float, new: float) -> float:
    """Give the kerb word that speaks for two kerbs of one crossing.

    Parameters
    ----------
    old, new : float
        Indices into ``KERB_WORDS``; NaN is nothing known.

    Returns
    -------
    float
        The word whose least height is that of the higher one and whose greatest
        height is nearest to that of both: a raised kerb and one of which nothing is
        known are refused like the raised one.
    """
    if np.isnan(old) or np.isnan(new):
        return float(np.fmax(old, new))
    low, high = kerb_heights()
    pair = [int(old), int(new)]
    least, greatest = low[pair].max(), high[pair].max()
    fit = np.flatnonzero(low == least)
    enough = fit[high[fit] >= greatest]
    if len(enough):
        return float(enough[np.argmin(high[enough])])
    return float(fit[np.argmax(high[fit])])


def kerb_bounds(height_m: Floats, words: Floats) -> tuple[Floats, Floats]:
    """Bound the height of the kerbs on segments, the highest of each.

    Parameters
    ----------
    height_m : array
        Metres, NaN where not measured.
    words : array
        Index into ``KERB_WORDS`` of a kerb that is not measured, NaN without one.

    Returns
    -------
    tuple of array
        Least and greatest height, NaN where nothing is known.
    """
    low, high = kerb_heights()
    place = np.where(np.isnan(words), 0, words).astype(np.int64)
    told = ~np.isnan(words)
    least = np.where(told, low[place], np.nan)
    greatest = np.where(told, high[place], np.nan)
    return np.fmax(height_m, least), np.fmax(height_m, greatest)
