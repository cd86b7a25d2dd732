"""Lines as lists of points in metres."""

from __future__ import annotations

from shapely.geometry import LineString

Node = tuple[float, float]


def points_of(line: LineString) -> list[Node]:
    """List the points of a line."""
    return [(float(x), float(y)) for x, y, *_ in line.coords]


def turned(line: LineString, start: Node) -> list[Node]:
    """List the points of a line so that it begins where it is told to."""
    points = points_of(line)
    return points if points[0] == start else points[::-1]
