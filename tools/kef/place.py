"""Places: the real ones of GeoNames, and demonstration ones along the streets."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import Point

from tools.kef.draw import between, chance
from tools.kef.facts import Spot, to_degrees, to_metres
from tools.kef.line import Node
from tools.kef.names import Names, names_of
from tools.kef.street import Street

TABLE = Path(__file__).with_name("places.toml")
Row = dict[str, Any]
APART_M = 14.0
BESIDE_M = 7.0
KINDS = {
    "TMB": "monument",
    "HSTS": "castle",
    "GATE": "castle",
    "RLG": "place_of_worship",
    "MSQE": "mosque",
    "BLDG": "attraction",
    "CH": "church",
    "CMTY": "cemetery",
    "HTL": "hotel",
    "BANK": "bank",
    "DIP": "administration",
    "SCH": "school",
    "ATHF": "stadium",
    "STDM": "stadium",
    "HSP": "hospital",
    "MUS": "museum",
    "FCL": "office",
}


def real_places(spots: list[Spot]) -> list[Row]:
    """Make rows of the places that GeoNames knows."""
    return [
        _feature(
            spot.lonlat, {"id": spot.id, "kind": KINDS[spot.code]}, names_of(spot.name)
        )
        for spot in spots
    ]


def demonstration_places(streets: list[Street]) -> list[Row]:
    """Spread made-up places along the named streets."""
    rows: list[Row] = []
    taken: list[Node] = []
    table = tomllib.loads(TABLE.read_text("utf-8"))
    for kind in table["place"]:
        for number in range(kind.get("count", 1)):
            host, xy = _site(kind, number, streets, taken)
            taken.append(xy)
            names = dict(kind["name"])
            if "at" not in kind:
                names = {
                    lang: f"{text} {_of(host, lang)}" for lang, text in names.items()
                }
            lon, lat = to_degrees(np.array([xy]))[0]
            values: Row = {"id": f"p{len(rows) + 1}", "kind": kind["kind"]}
            values |= _access(kind, len(rows) + 1, table["group"][kind["group"]])
            rows.append(_feature((lon, lat), values, names))
    return rows


def write_features(path: Path, features: list[Row]) -> None:
    """Write GeoJSON with one feature a line."""
    lines = ",\n".join(
        json.dumps(f, ensure_ascii=False, sort_keys=True) for f in features
    )
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8")


def _feature(lonlat: tuple[float, float], values: Row, names: Names) -> Row:
    named = {"name": names["ar"], **{f"name:{k}": v for k, v in names.items()}}
    position = [round(float(c), 5) for c in lonlat]
    return {
        "type": "Feature",
        "properties": {**values, **named},
        "geometry": {"type": "Point", "coordinates": position},
    }


def _of(street: Street, lang: str) -> str:
    return street.names["ar" if lang == "ar" else "fr"]


def _site(
    kind: Row, number: int, streets: list[Street], taken: list[Node]
) -> tuple[Street, Node]:
    """Choose a street and a free position beside it."""
    plain = [s for s in streets if not s.case and s.kind != "steps"]
    if "at" in kind:
        spot = Point(to_metres(np.array([kind["at"]]))[0])
        order = sorted(plain, key=lambda s: s.shape.distance(spot))
    else:
        named = [s for s in plain if s.names]
        order = sorted(
            named, key=lambda s: chance(kind["kind"], kind["name"]["fr"], number, s.id)
        )
    for street in order:
        share = between(0.25, 0.75, "share", kind["kind"], number, street.id)
        at = street.shape.project(spot) if "at" in kind else share * street.shape.length
        xy = _beside(
            street, at, 1 if chance("side", kind["kind"], number) < 0.5 else -1
        )
        if all(math.dist(xy, other) > APART_M for other in taken):
            return street, xy
    message = f"no street has room for {kind['kind']}"
    raise LookupError(message)


def _beside(street: Street, at: float, side: int) -> Node:
    here, there = street.shape.interpolate(at), street.shape.interpolate(at + 1)
    length = max(here.distance(there), 1e-6)
    x = here.x - side * BESIDE_M * (there.y - here.y) / length
    y = here.y + side * BESIDE_M * (there.x - here.x) / length
    return round(x, 2), round(y, 2)


def _access(kind: Row, number: int, group: Row) -> Row:
    """Draw the access attributes of a place; what is not drawn stays unknown."""
    if kind["kind"] == "bench" or chance("known", number) > group["known"]:
        return {}
    value = chance("wheelchair", number)
    word = "yes" if value < group["yes"] else "limited" if value < 0.7 else "no"
    row: Row = {"wheelchair": word}
    if word != "yes":
        row["step_count"] = 1 + int(
            between(0, 4 if word == "no" else 1, "steps", number)
        )
        row["step_height_m"] = round(between(0.03, 0.18, "rise", number), 2)
        row["ramp"] = "no"
    elif chance("ramp", number) < 0.4:
        row |= {"step_count": 0, "ramp": "yes"}
    if chance("door", number) < 0.5 and kind["kind"] not in (
        "park",
        "parking_disabled",
    ):
        row["door_width_m"] = round(
            between(0.7 if word == "no" else 0.8, 1.4, "wide", number), 2
        )
    return row | _services(kind["kind"], number, group["known"] > 0.7)


def _services(kind: str, number: int, full: bool) -> Row:  # noqa: FBT001
    row: Row = {}
    if full and chance("toilets", number) < 0.6:
        row["toilets_wheelchair"] = "yes" if chance("wc", number) < 0.35 else "no"
    if full and chance("loop", number) < 0.3:
        row["audio_loop"] = "yes" if chance("loop-is", number) < 0.25 else "no"
    if full and chance("writing", number) < 0.25:
        row["tactile_writing"] = "yes" if chance("writing-is", number) < 0.3 else "no"
    if kind == "parking_disabled":
        row["capacity_disabled"] = 1 + int(between(0, 3, "bays", number))
    return row
