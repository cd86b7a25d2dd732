"""Find the way that a point belongs to, and where along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import WGS84, line_length_m, project, utm_code
from geo.observation import Side

SIDE_FROM_M: Final = 0.5
"""Nearer to the line than this, a point is on neither side."""

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hung:
    """Where a point hangs on a way.

    Attributes
    ----------
    way : int
        Index of the way.
    along_m : float
        Metres along the ellipsoid from the way's start.
    away_m : float
        Metres from the way.
    side : Side
        Seen in digitising direction; ``BOTH`` on the line itself.
    """

    way: int
    along_m: float
    away_m: float
    side: Side


class WayHanger:
    """Lines ready for many questions.

    Parameters
    ----------
    lines : sequence of array, shape (k, 2)
        (lon, lat), EPSG:4326, at least two points each.
    """

    def __init__(self, lines: Sequence[Points]) -> None:
        self.lines = lines
        self._code = utm_code(*lines[0][0]) if len(lines) else utm_code(0, 0)
        self._metric = [
            shapely.LineString(project(line, WGS84, self._code)) for line in lines
        ]
        self._tree = shapely.STRtree(self._metric)

    def nearest(self, lonlat: tuple[float, float], *, limit_m: float) -> Hung | None:
        """Hang a point on the nearest way within a limit; ``None`` if there is none."""
        point = self._point(lonlat)
        found = self._tree.query_nearest(point, max_distance=limit_m, all_matches=False)
        return self._hang(int(found[0]), point) if len(found) else None

    def on(self, way: int, lonlat: tuple[float, float]) -> Hung:
        """Hang a point on a given way, however far it is."""
        return self._hang(way, self._point(lonlat))

    def _point(self, lonlat: tuple[float, float]) -> shapely.Point:
        return shapely.Point(project(np.asarray([lonlat]), WGS84, self._code)[0])

    def _hang(self, way: int, point: shapely.Point) -> Hung:
        line = self._metric[way]
        share = float(shapely.line_locate_point(line, point, normalized=True))
        share = share if np.isfinite(share) else 0.0
        away = float(line.distance(point))
        along = share * line_length_m(self.lines[way])
        return Hung(way, along, away, self._side(line, share, point, away))

    @staticmethod
    def _side(
        line: shapely.LineString, share: float, point: shapely.Point, away: float
    ) -> Side:
        if away < SIDE_FROM_M:
            return Side.BOTH
        reach = min(1.0, line.length / 2) / max(line.length, 1e-9)
        before = line.interpolate(max(0.0, share - reach), normalized=True)
        after = line.interpolate(min(1.0, share + reach), normalized=True)
        cross = (after.x - before.x) * (point.y - before.y) - (after.y - before.y) * (
            point.x - before.x
        )
        return Side.LEFT if cross > 0 else Side.RIGHT
