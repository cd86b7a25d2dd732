"""The main roads, drawn by hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import LineString

from tools.kef.facts import Floats, to_metres

TABLE = Path(__file__).with_name("roads.toml")


@dataclass(frozen=True)
class Road:
    """A main road in metres."""

    name: str
    kind: str
    line: LineString


def load_roads() -> list[Road]:
    """Read the drawing and round its corners, keeping shared points in place."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["road"]
    counts: dict[tuple[float, float], int] = {}
    for row in rows:
        for point in row["points"]:
            counts[tuple(point)] = counts.get(tuple(point), 0) + 1
    return [
        Road(row["name"], row["class"], _rounded(row["points"], counts)) for row in rows
    ]


def _rounded(
    points: list[list[float]], counts: dict[tuple[float, float], int]
) -> LineString:
    fixed = [counts[tuple(p)] > 1 for p in points]  # type: ignore[index]
    xy = to_metres(np.array(points))
    parts, start = [], 0
    for end in range(1, len(xy)):
        if fixed[end] or end == len(xy) - 1:
            parts.append(_chaikin(xy[start : end + 1]))
            start = end
    joined = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    return shapely.set_precision(LineString(joined), 0)


def _chaikin(xy: Floats, rounds: int = 2) -> Floats:
    for _ in range(rounds):
        if len(xy) < 3:
            return xy
        near, far = 0.75 * xy[:-1] + 0.25 * xy[1:], 0.25 * xy[:-1] + 0.75 * xy[1:]
        cut = np.stack([near, far], 1).reshape(-1, 2)[1:-1]
        xy = np.concatenate([xy[:1], cut, xy[-1:]])
    return xy.round(2)
