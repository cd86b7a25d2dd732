"""Which way streets run: along the contours, along the main roads, winding uphill."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from tools.kef.facts import Facts, Floats, to_metres
from tools.kef.roads import Road
from tools.kef.terrain import Terrain

FULL_SLOPE = 0.10
ROAD_REACH_M = 130.0
MEDINA = (
    (8.7083, 36.1795),
    (8.7105, 36.1789),
    (8.7146, 36.1780),
    (8.7160, 36.1788),
    (8.7172, 36.1800),
    (8.7174, 36.1815),
    (8.7164, 36.1832),
    (8.7148, 36.1836),
    (8.7122, 36.1832),
    (8.7100, 36.1828),
    (8.7086, 36.1818),
    (8.7080, 36.1806),
)


@dataclass(frozen=True)
class Field:
    """Directions and densities of streets over the town."""

    terrain: Terrain
    town: BaseGeometry
    medina: Polygon
    roads: cKDTree
    road_angles: Floats

    def inside(self, x: float, y: float) -> bool:
        """Tell whether a point is in the built-up town."""
        return bool(shapely.contains_xy(self.town, x, y))

    def in_medina(self, x: float, y: float) -> bool:
        """Tell whether a point is in the old town."""
        return bool(shapely.contains_xy(self.medina, x, y))

    def spacing(self, x: float, y: float, family: int) -> float:
        """Give the distance between neighbouring streets of a family, metres."""
        if self.in_medina(x, y):
            return (27.0, 38.0)[family]
        return (62.0, 104.0)[family]

    def angle(self, x: float, y: float, family: int) -> float:
        """Give the direction of the streets of a family, radians."""
        slope_x, slope_y = self.terrain.gradient(x, y)
        contour = math.atan2(slope_y, slope_x) + math.pi / 2
        weight = min(1.0, math.hypot(slope_x, slope_y) / FULL_SLOPE)
        away, near = self.roads.query((x, y))
        road = _closest_turn(float(self.road_angles[near]), contour)
        pull = 1.6 * math.exp(-((float(away) / ROAD_REACH_M) ** 2)) + 0.15
        total = weight * _double(contour) + pull * _double(road)
        angle = math.atan2(total.imag, total.real) / 2
        return angle + self._wind(x, y) + family * math.pi / 2

    def _wind(self, x: float, y: float) -> float:
        swing = 0.45 if self.in_medina(x, y) else 0.10
        wave = math.sin(x / 47 + 1.3 * math.sin(y / 83))
        return swing * 0.5 * (wave + math.sin(y / 39 + x / 101))


def _double(angle: float) -> complex:
    return complex(math.cos(2 * angle), math.sin(2 * angle))


def _closest_turn(angle: float, to: float) -> float:
    turned = angle + math.pi / 2
    return max((angle, turned), key=lambda a: abs(math.cos(a - to)))


def build_field(facts: Facts, terrain: Terrain, roads: list[Road]) -> Field:
    """Make the field from the facts and the main roads."""
    samples, angles = _samples(roads)
    medina = Polygon(to_metres(np.array(MEDINA)))
    return Field(
        terrain=terrain,
        town=_built_up(facts, roads).union(medina),
        medina=medina,
        roads=cKDTree(samples),
        road_angles=np.array(angles),
    )


def _samples(roads: list[Road]) -> tuple[Floats, list[float]]:
    points, angles = [], []
    for road in roads:
        for at in np.arange(0, road.line.length, 20.0):
            here, there = (road.line.interpolate(at + d) for d in (0, 5))
            points.append((here.x, here.y))
            angles.append(math.atan2(there.y - here.y, there.x - here.x))
    return np.array(points), angles


def _built_up(facts: Facts, roads: list[Road]) -> BaseGeometry:
    named = MultiPoint([spot.xy for spot in facts.streets]).buffer(165)
    quarters = MultiPoint([spot.xy for spot in facts.quarters]).buffer(210)
    along = shapely.union_all([road.line.buffer(85) for road in roads])
    grown = shapely.union_all([named, quarters, along])
    return grown.buffer(60).buffer(-60).simplify(5)


def nearest_on(line: LineString, x: float, y: float) -> Point:
    """Give the point of a line that is closest to another."""
    return line.interpolate(line.project(Point(x, y)))
