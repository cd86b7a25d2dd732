"""What a map shows of an answer about reach."""

from __future__ import annotations

from typing import Any

import shapely

from geo.reach_answer import Reach
from geo.reach_area import Area
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
    last = len(found.bands) - 1
    for place in range(last, -1, -1):
        band, time = found.bands[place], words.bands[place].time
        for certainty, text in (
            ("perhaps", gettext("perhaps %(time)s", time=time)),
            ("surely", gettext("surely %(time)s", time=time)),
        ):
            area: Area | None = getattr(band, f"{certainty}_area")
            if area is not None and not area.shape.is_empty:
                shape = shapely.geometry.mapping(area.shape)
                told = {"certainty": certainty, "band": place, "text": text}
                drawn.append({"type": "Feature", "geometry": shape, "properties": told})
    return drawn
