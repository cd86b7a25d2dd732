"""A town drawn on metres: streets on a grid, and ground counted around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from geo.crs import WGS84, project, utm_code
from geo.network import Network, WayInfo
from geo.people.census import Census

LON, LAT = 9.0, 36.0
"""On the middle of a zone, where its metres are nearly true."""
CODE = utm_code(LON, LAT)
ORIGIN = project(np.array([[LON, LAT]]), WGS84, CODE)[0]


def lonlat(metres) -> np.ndarray:
    """Turn metres from the corner of the town into degrees."""
    return project(np.asarray(metres, float).reshape(-1, 2) + ORIGIN, CODE, WGS84)


def town(
    lines: Sequence[Sequence[tuple[float, float]]],
    *,
    highways: Sequence[str] | None = None,
    sides: Sequence[int] | None = None,
    residents: Sequence[float] | None = None,
) -> Network:
    """Build a network whose segment ``i`` runs along line ``i``, in metres."""
    m = len(lines)
    ends = lonlat([point for line in lines for point in line])
    names = highways or ["residential"] * m
    lengths = [float(shapely.length(shapely.LineString(line))) for line in lines]
    people = np.full(m, np.nan) if residents is None else np.array(residents, float)
    return Network(
        revision=1,
        node_key=[f"t:n{i}" for i in range(2 * m)],
        node_lonlat=ends,
        node_height=np.full(2 * m, np.nan),
        node_sigma=np.full(2 * m, np.nan),
        tail=np.arange(0, 2 * m, 2, dtype=np.int32),
        head=np.arange(1, 2 * m, 2, dtype=np.int32),
        way=np.arange(m, dtype=np.int32),
        side=np.array(sides or [0] * m, np.int8),
        oneway=np.zeros(m, np.int8),
        start_m=np.zeros(m),
        length_m=np.array(lengths),
        coordinates=ends,
        pointer=np.arange(m + 1, dtype=np.int32) * 2,
        columns={},
        evidence={},
        evidences=[],
        ways=[
            WayInfo(f"t:w{i}", *name.partition("/")[::2], {}, "t")
            for i, name in enumerate(names)
        ],
        residents=people,
    )


def square(x: float, y: float, size: float) -> shapely.Polygon:
    """Give a square by its lower corner, in degrees."""
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    return shapely.Polygon(lonlat(corners))


def spot(x: float, y: float) -> shapely.Point:
    """Give a point, in degrees."""
    return shapely.Point(lonlat([(x, y)])[0])


def census(
    shapes: Sequence[shapely.Geometry],
    people: Sequence[float],
    *,
    source: str = "census",
    year: int | None = 2024,
    dwellings: Sequence[float] | None = None,
    groups: dict[str, Sequence[float]] | None = None,
) -> Census:
    """Give what one source counted."""
    count = len(shapes)
    ground = np.empty(count, dtype=object)
    ground[:] = shapes
    homes = np.full(count, np.nan) if dwellings is None else np.array(dwellings, float)
    return Census(
        source,
        [f"{source}:{i}" for i in range(count)],
        ground,
        np.array(people, float),
        homes,
        year,
        {name: np.array(told, float) for name, told in (groups or {}).items()},
    )


def nobody_asked(network: Network) -> np.ndarray:
    """Say that no street was surveyed."""
    return np.zeros(network.segments, dtype=bool)


def older(told: Census, year: int) -> Census:
    """Give the same counts of another year."""
    return replace(told, year=year)
