"""An answer about reach as JSON and as GeoJSON, without numbers of this build."""

from __future__ import annotations

from typing import Any, Final

import shapely

from geo.answer import Snap
from geo.reach_answer import Band, Category, Reach, Within
from geo.reach_area import Area
from geo.units import minutes
from webmap.wording.reach import ReachWords

NOT_PUBLIC: Final = ("segment", "surely_pieces", "perhaps_pieces", "entrances")
AREAS: Final = ("surely_area", "perhaps_area")
DIGITS: Final = 6


def reach_json(found: Reach) -> dict[str, Any]:
    """Write the facts of an answer."""
    return {
        **vars(found),
        "origin": origin_json(found.origin),
        "bands": [_band(band) for band in found.bands],
        "categories": [_category(row) for row in found.categories],
        "places": [_within(one) for one in found.places],
        "doubts": [vars(doubt) for doubt in found.doubts],
        "stops": [vars(one) for one in found.stops],
    }


def origin_json(origin: Snap) -> dict[str, Any]:
    """Write where the ways begin."""
    return {
        "asked": origin.asked,
        "position": origin.position,
        "distance_m": round(origin.distance_m, 1),
        "names": origin.names,
    }


def _band(band: Band) -> dict[str, Any]:
    kept = {name: value for name, value in vars(band).items() if name not in NOT_PUBLIC}
    lengths = {name: round(kept[name], 1) for name in kept if name.endswith("_m")}
    return {**kept, **lengths, **{name: _area(kept[name]) for name in AREAS}}


def _area(area: Area | None) -> dict[str, Any] | None:
    if area is None:
        return None
    return {
        "accuracy_m": round(area.accuracy_m, 1),
        "geometry": shapely.geometry.mapping(area.shape),
    }


def _category(row: Category) -> dict[str, Any]:
    counts = [{**vars(one), "worst": one.worst, "best": one.best} for one in row.counts]
    nearest = None if row.nearest is None else _within(row.nearest)
    return {"kind": row.kind, "group": row.group, "counts": counts, "nearest": nearest}


def _within(one: Within) -> dict[str, Any]:
    place = {k: v for k, v in vars(one.place).items() if k not in NOT_PUBLIC}
    return {**vars(one), "place": place}


def reach_features(found: Reach, words: ReachWords) -> dict[str, Any]:
    """Write an answer as GeoJSON: areas, the longest first, then places, then origin.

    Parameters
    ----------
    found : Reach
    words : ReachWords
        The same, said; its places are in the same order.
    """
    features = []
    for band in reversed(found.bands):
        for certainty in ("perhaps", "surely"):
            area: Area | None = getattr(band, f"{certainty}_area")
            if area is not None and not area.shape.is_empty:
                told = {
                    "certainty": certainty,
                    "minutes": minutes(band.limit_s),
                    "streets_m": round(getattr(band, f"{certainty}_m")),
                    "accuracy_m": round(area.accuracy_m, 1),
                }
                features.append(_feature(area.shape, told))
    for one, said in zip(found.places, words.places, strict=True):
        told = {
            "key": one.place.key,
            "kind": one.place.kind,
            "name": said.name,
            "use": one.use,
            "access": said.access,
            "there_s": one.there_s,
            "back_s": one.back_s,
            "surely_s": one.surely_s,
            "is_demonstration": said.is_demonstration,
        }
        features.append(_feature(shapely.Point(one.place.lonlat), told))
    place = shapely.Point(found.origin.position)
    features.append(_feature(place, {"origin": True, "profile": found.profile}))
    return {"type": "FeatureCollection", "features": features}


def _feature(shape: Any, told: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "Feature",
        "geometry": shapely.geometry.mapping(shape),
        "properties": told,
    }
