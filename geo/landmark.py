"""Which landmark tells a turn best, and where it lies for somebody who arrives."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path as File
from typing import Final

import numpy as np

from geo.answer import LonLat, Path, Step
from geo.cue import Landmark, Sighting
from geo.network import Floats

TABLE: Final = File(__file__).parent / "tables" / "landmarks.toml"
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
    landmarks : sequence of Landmark
        Near the path, in any order.
    sense : str
        ``"seen"`` or ``"felt"``: which column of the table counts.
    """

    def __init__(self, landmarks: Sequence[Landmark], sense: str) -> None:
        table = prominences()
        found = [(table.get(one.kind, {}).get(sense, 0), one) for one in landmarks]
        kept = sorted(
            ((w, one) for w, one in found if w > 0 and any(one.names.values())),
            key=lambda pair: pair[1].key,
        )
        self.kept = [one for _, one in kept]
        self.weight = np.array([w for w, _ in kept], dtype=np.float64)
        self.lonlat = np.array([one.lonlat for one in self.kept]).reshape(-1, 2)

    def find(self, place: LonLat, bearing_deg: float) -> Sighting | None:
        """Choose the landmark of a place, as met by who arrives on a bearing.

        The most prominent within ``NEAR_M``; a landmark at its edge counts half.
        """
        if not self.kept:
            return None
        ahead, aside = self._frame(place, bearing_deg)
        distance = np.hypot(ahead, aside)
        score = np.where(
            distance <= NEAR_M, self.weight * (1 - distance / (2 * NEAR_M)), 0.0
        )
        best = int(np.argmax(score))
        if score[best] <= 0:
            return None
        return Sighting(
            self.kept[best],
            relation=_relation(float(ahead[best])),
            side=side_of(float(aside[best])),
        )

    def _frame(self, place: LonLat, bearing_deg: float) -> tuple[Floats, Floats]:
        """Give metres ahead and to the right of a place."""
        return in_frame(self.lonlat, place, bearing_deg)


def in_frame(
    lonlat: Floats, place: LonLat, bearing_deg: float
) -> tuple[Floats, Floats]:
    """Give metres ahead and to the right of somebody at a place on a bearing.

    Parameters
    ----------
    lonlat : array, shape (n, 2)
        Degrees, EPSG:4326, near the place.
    place : tuple of float
    bearing_deg : float
        From north, clockwise.
    """
    east = (lonlat[:, 0] - place[0]) * DEGREE_M * math.cos(math.radians(place[1]))
    north = (lonlat[:, 1] - place[1]) * DEGREE_M
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


def add_landmarks(path: Path, landmarks: Sequence[Landmark], sense: str) -> Path:
    """Tell the steps of a path by landmarks.

    Parameters
    ----------
    path : Path
    landmarks : sequence of Landmark
        Near the path.
    sense : str
        ``"seen"`` or ``"felt"``.

    Returns
    -------
    Path
        The same path; a step has a sighting where a landmark is near its beginning,
        but not the same one twice in a row.
    """
    known = Landmarks(landmarks, sense)
    steps: list[Step] = []
    last = ""
    for step in path.steps:
        found = known.find(step.position, step.bearing_deg)
        if found is not None and found.landmark.key == last:
            found = None
        last = found.landmark.key if found else last
        steps.append(replace(step, sighting=found))
    return replace(path, steps=tuple(steps))
