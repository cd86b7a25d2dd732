"""What a map shows of an answer about reach."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.reach_answer import Band, Reach
from webmap.i18n import gettext
from webmap.reach.answer import Answer
from webmap.wording.reach import ReachWords


def map_data(found: Answer) -> dict[str, Any]:
    """Give the areas, the longest first, the nearest places and the origin."""
    if found.reach is None or found.words is None:
        return {}
    return {
        "areas": _areas(found.reach, found.words),
        "from": found.reach.origin.position,
        "places": [
            {"position": near.lonlat, "access": near.access, "text": near.name}
            for near in (row.nearest for row in found.words.kinds)
            if near is not None
        ],
    }


def _areas(found: Reach, words: ReachWords) -> list[dict[str, Any]]:
    drawn = []
    for place in range(len(found.bands) - 1, -1, -1):
        band, time = found.bands[place], words.bands[place].time
        shapes = {
            "perhaps": None
            if band.perhaps_area is band.surely_area
            else band.perhaps_area,
            "surely": band.surely_area,
        }
        texts = {
            "perhaps": gettext("perhaps %(time)s", time=time),
            "surely": gettext("surely %(time)s", time=time),
        }
        for certainty, area in shapes.items():
            if area is not None and not area.shape.is_empty:
                told = {"certainty": certainty, "band": place, "text": texts[certainty]}
                drawn.append(_feature(area.shape, told))
    return [*_doubt(found.bands[-1]), *drawn]


def _doubt(band: Band) -> list[dict[str, Any]]:
    """Give what is perhaps within the longest time, and not surely."""
    surely, perhaps = band.surely_area, band.perhaps_area
    if surely is None or perhaps is None or surely is perhaps:
        return []
    return [_feature(perhaps.shape.difference(surely.shape), {"certainty": "doubt"})]


def _feature(shape: BaseGeometry, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": shapely.geometry.mapping(shape),
        "properties": told,
    }
