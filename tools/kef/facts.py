"""The facts: named points of GeoNames with their heights, in metres."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.crs import WGS84, project, utm_code

Floats = NDArray[np.float64]
CENTRE = (8.7095, 36.1745)
METRIC = utm_code(*CENTRE)


def to_metres(lonlat: Floats) -> Floats:
    """Project (lon, lat) to the metric system of the town."""
    return project(np.asarray(lonlat, float).reshape(-1, 2), WGS84, METRIC)


def to_degrees(xy: Floats) -> Floats:
    """Project metres back to (lon, lat)."""
    return project(np.asarray(xy, float).reshape(-1, 2), METRIC, WGS84)


@dataclass(frozen=True)
class Spot:
    """A named point of GeoNames."""

    id: str
    name: str
    code: str
    height_m: float
    lonlat: tuple[float, float]
    xy: tuple[float, float]


@dataclass(frozen=True)
class Facts:
    """All that is known of the town."""

    streets: list[Spot]
    quarters: list[Spot]
    facilities: list[Spot]
    heights: list[Spot]
    folder: Path


def load_facts(folder: Path) -> Facts:
    """Read the folder of facts."""
    return Facts(
        streets=_spots(folder / "town_streets_points.geojson"),
        quarters=_spots(folder / "town_quarters_points.geojson"),
        facilities=_spots(folder / "town_facilities_geonames.geojson"),
        heights=_heights(folder / "town_elevation_points.csv"),
        folder=folder,
    )


def read_features(path: Path) -> list[dict[str, Any]]:
    """Read the features of a GeoJSON file."""
    features: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["features"]
    return features


def _spots(path: Path) -> list[Spot]:
    rows = [
        (f["properties"], f["geometry"]["coordinates"]) for f in read_features(path)
    ]
    return [
        _spot(
            {
                "id": p["id"],
                "name": p["name"],
                "code": p.get("fcode", "PPLX"),
                "dem": p["dem"],
            },
            (c[0], c[1]),
        )
        for p, c in rows
    ]


def _heights(path: Path) -> list[Spot]:
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            _spot(
                {
                    "id": r["id"],
                    "name": r["name"],
                    "code": r["fcode"],
                    "dem": float(r["dem"]),
                },
                (float(r["lon"]), float(r["lat"])),
            )
            for r in csv.DictReader(handle)
        ]


def _spot(row: dict[str, Any], lonlat: tuple[float, float]) -> Spot:
    x, y = to_metres(np.array([lonlat]))[0]
    xy = (round(float(x), 2), round(float(y), 2))
    return Spot(row["id"], row["name"], row["code"], float(row["dem"]), lonlat, xy)
