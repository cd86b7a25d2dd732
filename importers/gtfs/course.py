"""Where lines run: along the shapes of their trips, or from stop to stop."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import shapely

from geo.finding import Finding
from importers.gtfs.call_columns import NONE
from importers.gtfs.frames import GtfsFrames


class Courses:
    """Finds the courses of lines.

    Parameters
    ----------
    frames : GtfsFrames
        With shapes, stops, trips and stop times.
    """

    def __init__(self, frames: GtfsFrames) -> None:
        self.findings = frames.findings
        self._shapes = {row["key"]: row["geom"] for row in frames.rows["shape"]}
        self._points = [row["geom"] for row in frames.rows["stop"]]
        self._calls = frames.calls
        self._drawn: dict[str, dict[str | None, None]] = defaultdict(dict)
        self._trips: dict[str, list[int]] = defaultdict(list)
        for place, trip in enumerate(frames.rows["transit_trip"]):
            self._drawn[trip["line_key"]][trip["shape_key"]] = None
            self._trips[trip["line_key"]].append(place)
        self._bounds = np.searchsorted(
            self._calls.column("trip")[self._calls.order],
            np.arange(len(self._calls.trips) + 1),
        )

    def find(self, line: str, where: str) -> shapely.MultiLineString | None:
        """Give the course of a line; ``None`` where nothing tells."""
        trips, drawn = self._trips.get(line, []), self._drawn.get(line, {})
        shapes = [self._shapes[key] for key in drawn if key in self._shapes]
        if not shapes and trips:
            shapes = self._stop_to_stop(trips)
            message = "has no shape: drawn from stop to stop"
            self.findings.append(Finding("line-without-shape", where, message, "info"))
        return shapely.MultiLineString(shapes) if shapes else None

    def _stop_to_stop(self, trips: list[int]) -> list[shapely.LineString]:
        patterns = dict.fromkeys(self._pattern(trip) for trip in trips)
        lines = []
        for pattern in patterns:
            stops = np.frombuffer(pattern, dtype=np.int32).tolist()
            points = [self._points[at] for at in stops if self._points[at] is not None]
            if len(points) > 1:
                lines.append(shapely.LineString(points))
        return lines

    def _pattern(self, trip: int) -> bytes:
        """Give the places of a trip's stops in their order."""
        rows = self._calls.order[self._bounds[trip] : self._bounds[trip + 1]]
        stops = self._calls.column("stop")[rows]
        return bytes(stops[stops != NONE].tobytes())
