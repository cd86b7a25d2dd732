"""Which landmark tells a turn best, and where it lies for somebody who arrives."""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.answer import LonLat
from geo.cue import Landmark, Sighting

TABLE: Final = Path(__file__).parent / "tables" / "landmarks.toml"
NEAR_M: Final = 25.0
"""A landmark farther than this from a turn does not tell it."""
AT_M: Final = 8.0
"""Up to so far before or behind the turn, the turn is at the landmark."""
ASIDE_M: Final = 3.0
"""Nearer than this to the line of walking, a landmark is on neither side."""
DEGREE_M: Final = 111_195.0
"""Metres of one degree of latitude on a sphere: good to 0.5 % over a street corner."""
SENSES: Final = ("seen", "felt")


@lru_cache
def prominences() -> dict[str, dict[str, float]]:
    """Read how well each kind of landmark stands out, by sense."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


class Landmarks:
    """Finds the landmark of a turn.

    Parameters
    ----------
    landmarks : iterable of Landmark
        In any order; those without a name, or of a kind that the table does not know,
        are left out.
    """

    def __init__(self, landmarks: Iterable[Landmark]) -> None:
        table = prominences()
        told = [m for m in landmarks if m.kind in table and any(m.names.values())]
        self.kept = sorted(told, key=lambda mark: (mark.lonlat, mark.key))
        self.lon = [mark.lonlat[0] for mark in self.kept]
        self.lat = [mark.lonlat[1] for mark in self.kept]
        self.weight = {
            sense: [table[m.kind][sense] for m in self.kept] for sense in SENSES
        }

    def find(self, place: LonLat, bearing_deg: float, sense: str) -> Sighting | None:
        """Choose the landmark of a place, as met by who arrives on a bearing.

        Parameters
        ----------
        place : tuple of float
        bearing_deg : float
            From north, clockwise.
        sense : str
            ``"seen"`` or ``"felt"``: which column of the table counts.

        Returns
        -------
        Sighting or None
            Of the most prominent within ``NEAR_M``; one at its edge counts half.
        """
        wide = NEAR_M / (DEGREE_M * max(0.01, math.cos(math.radians(place[1]))))
        low = bisect_left(self.lon, place[0] - wide)
        high = bisect_left(self.lon, place[0] + wide)
        weight, best, most = self.weight[sense], None, 0.0
        for number in range(low, high):
            if abs(self.lat[number] - place[1]) * DEGREE_M > NEAR_M:
                continue
            ahead, aside = in_frame(self.kept[number].lonlat, place, bearing_deg)
            distance = math.hypot(ahead, aside)
            score = weight[number] * (1 - distance / (2 * NEAR_M))
            if distance <= NEAR_M and score > most:
                best, most = (self.kept[number], ahead, aside), score
        if best is None:
            return None
        mark, ahead, aside = best
        return Sighting(mark, relation=_relation(ahead), side=side_of(aside))


def in_frame(lonlat: LonLat, place: LonLat, bearing_deg: float) -> tuple[float, float]:
    """Give metres ahead and to the right of somebody at a place on a bearing.

    Parameters
    ----------
    lonlat : tuple of float
        Degrees, EPSG:4326, near the place.
    place : tuple of float
    bearing_deg : float
        From north, clockwise.
    """
    east = (lonlat[0] - place[0]) * DEGREE_M * math.cos(math.radians(place[1]))
    north = (lonlat[1] - place[1]) * DEGREE_M
    turn = math.radians(bearing_deg)
    ahead = east * math.sin(turn) + north * math.cos(turn)
    return ahead, east * math.cos(turn) - north * math.sin(turn)


def side_of(aside_m: float) -> str:
    """Name the side of something so far to the right."""
    if abs(aside_m) < ASIDE_M:
        return ""
    return "right" if aside_m > 0 else "left"


def _relation(ahead_m: float) -> str:
    if abs(ahead_m) <= AT_M:
        return "at"
    return "before" if ahead_m > 0 else "after"
