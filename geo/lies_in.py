"""In which areas a point lies: quarters without bounds are where they are nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.answer import LonLat
from geo.crs import distance_m

QUARTER_M: Final = 1500.0
"""Farther from its middle, nobody would say that a place is in a quarter."""


@dataclass(frozen=True)
class NamedArea:
    """An area with its shape, EPSG:4326; a point where its bounds are not known."""

    key: str
    shape: BaseGeometry


class Areas:
    """Areas ready for many questions.

    Parameters
    ----------
    areas : sequence of NamedArea
    """

    def __init__(self, areas: Sequence[NamedArea]) -> None:
        bounded = [one for one in areas if one.shape.area > 0]
        self._bounded = sorted(bounded, key=lambda one: (one.shape.area, one.key))
        self._points = [
            (one.key, (one.shape.centroid.x, one.shape.centroid.y))
            for one in areas
            if not one.shape.area
        ]
        shapely.prepare([one.shape for one in self._bounded])

    def around(self, lonlat: LonLat) -> tuple[str, ...]:
        """List the areas that a point lies in, the smallest first.

        Parameters
        ----------
        lonlat : LonLat

        Returns
        -------
        tuple of str
            Keys; before those that have bounds the nearest of those without, unless
            it is farther than ``QUARTER_M``.
        """
        point = shapely.Point(*lonlat)
        inside = [one.key for one in self._bounded if one.shape.covers(point)]
        away = [(distance_m(lonlat, middle), key) for key, middle in self._points]
        nearest = min(away, default=(QUARTER_M, ""))
        return (*([nearest[1]] if nearest[0] < QUARTER_M else []), *inside)
