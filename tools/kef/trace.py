"""Evenly spaced lines that follow the field: the streets before they are joined.

Each line keeps its distance from the lines of its own family and crosses the others,
after B. Jobard and W. Lefer, Creating evenly-spaced streamlines of arbitrary density,
1997, doi:10.1007/978-3-7091-6876-9_5.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from shapely.geometry import LineString

from tools.kef.draw import between
from tools.kef.facts import Floats
from tools.kef.field import Field
from tools.kef.roads import Road

STEP_M = 8.0
CELL_M = 60.0
CLOSE = 0.55
Pair = tuple[float, float]


class Sown:
    """The points of the lines of one family, found by place."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Pair]] = {}

    def add(self, points: list[Pair]) -> None:
        """Remember points."""
        for x, y in points:
            self.cells.setdefault((int(x // CELL_M), int(y // CELL_M)), []).append(
                (x, y)
            )

    def nearer(self, x: float, y: float, than: float) -> bool:
        """Tell whether a point lies nearer than a distance."""
        reach = int(than // CELL_M) + 1
        column, row = int(x // CELL_M), int(y // CELL_M)
        return any(
            (px - x) ** 2 + (py - y) ** 2 < than * than
            for i in range(column - reach, column + reach + 1)
            for j in range(row - reach, row + reach + 1)
            for px, py in self.cells.get((i, j), ())
        )


def trace_streets(field: Field, roads: list[Road]) -> list[list[Pair]]:
    """Trace both families of streets through the whole town."""
    lines = []
    for family in (0, 1):
        sown = Sown()
        started = _roads_of(field, roads, family, sown)
        lines += _trace_family(field, family, sown, started)
    return lines


def _roads_of(field: Field, roads: list[Road], family: int, sown: Sown) -> list[Pair]:
    """Sow the main roads that run like this family; seed from all of them."""
    seeds = []
    for road in roads:
        for at in np.arange(0, road.line.length, STEP_M):
            here, there = (road.line.interpolate(float(at) + d) for d in (0, 3))
            own = math.atan2(there.y - here.y, there.x - here.x)
            if abs(math.cos(own - field.angle(here.x, here.y, family))) > math.sqrt(
                0.5
            ):
                sown.add([(here.x, here.y)])
        seeds += [
            (p.x, p.y)
            for p in (
                road.line.interpolate(d)
                for d in np.arange(25.0, road.line.length, 45.0)
            )
        ]
    return seeds


def _trace_family(
    field: Field, family: int, sown: Sown, seeds: list[Pair]
) -> list[list[Pair]]:
    waiting = deque(seeds)
    lines = []
    while waiting:
        x, y = waiting.popleft()
        line = _trace_one(field, family, sown, (x, y))
        if line is None:
            waiting.extend(_fresh(field, family, (x, y)))
            continue
        sown.add(line)
        lines.append(line)
        waiting.extend(_beside(field, family, line))
    return lines


def _fresh(field: Field, family: int, seed: Pair) -> list[Pair]:
    """Step aside once from a seed on a main road."""
    x, y = seed
    if field.roads.query(seed)[0] > 15:
        return []
    gap = field.spacing(x, y, family) * 1.02
    angle = field.angle(x, y, family) + math.pi / 2
    tries = [
        (
            round(x + s * gap * math.cos(angle), 2),
            round(y + s * gap * math.sin(angle), 2),
        )
        for s in (1, -1)
    ]
    return [p for p in tries if field.roads.query(p)[0] > 15]


def _beside(field: Field, family: int, line: list[Pair]) -> list[Pair]:
    seeds = []
    for x, y in line[::4]:
        gap = field.spacing(x, y, family) * between(0.98, 1.25, "gap", family, x, y)
        angle = field.angle(x, y, family) + math.pi / 2
        for side in (1, -1):
            east, north = gap * math.cos(angle), gap * math.sin(angle)
            seeds.append((round(x + side * east, 2), round(y + side * north, 2)))
    return seeds


def _trace_one(field: Field, family: int, sown: Sown, seed: Pair) -> list[Pair] | None:
    x, y = seed
    if not field.inside(x, y) or sown.nearer(x, y, field.spacing(x, y, family) * 0.96):
        return None
    length = 420.0 if field.in_medina(x, y) else 1100.0
    length *= between(0.5, 1.0, "length", family, x, y)
    ahead, behind = (
        _walk(field, family, sown, (seed, sign, length / 2)) for sign in (1.0, -1.0)
    )
    line = [*reversed(behind), seed, *ahead]
    shortest = 0.9 * field.spacing(x, y, 1 - family)
    return line if STEP_M * len(line) > shortest else None


def _walk(
    field: Field, family: int, sown: Sown, start: tuple[Pair, float, float]
) -> list[Pair]:
    (x, y), sign, length = start
    heading = field.angle(x, y, family) + (0 if sign > 0 else math.pi)
    points: list[Pair] = []
    for _ in range(int(length / STEP_M)):
        angle = field.angle(x, y, family)
        if math.cos(angle - heading) < 0:
            angle += math.pi
        if math.cos(angle - heading) < 0.75:
            break
        heading = angle
        x = round(x + STEP_M * math.cos(angle), 2)
        y = round(y + STEP_M * math.sin(angle), 2)
        if not field.inside(x, y) or sown.nearer(
            x, y, CLOSE * field.spacing(x, y, family)
        ):
            break
        points.append((x, y))
    return points


def as_line(points: list[Pair]) -> LineString:
    """Make a line of traced points."""
    return LineString(points)


def heading_of(line: Floats) -> float:
    """Give the direction in which a line ends, radians."""
    (ax, ay), (bx, by) = line[-2], line[-1]
    return math.atan2(by - ay, bx - ax)
