"""The part of a line's shape that one ride goes along."""

from __future__ import annotations

import math
from collections.abc import Sequence

from shapely import LineString, Point
from shapely.affinity import scale
from shapely.ops import substring

from geo.answer import LonLat


def cut_ride(shape: Sequence[LonLat], stops: Sequence[LonLat]) -> list[LonLat]:
    """Cut out of a shape what lies between the first and the last of some stops.

    Parameters
    ----------
    shape : sequence of LonLat
        Of the whole trip, in its direction; fewer than two points where nobody drew it.
    stops : sequence of LonLat
        Where the ride calls, in order.

    Returns
    -------
    list of LonLat
        Degrees, EPSG:4326; straight from stop to stop where there is no shape.

    Notes
    -----
    Each stop is looked for behind the one before, so that a shape that comes by twice
    is not cut short.
    """
    if len(stops) < 2 or len(shape) < 2:
        return list(stops)
    wide = math.cos(math.radians(stops[0][1]))
    line = LineString([(lon * wide, lat) for lon, lat in shape])
    places = [Point(lon * wide, lat) for lon, lat in stops]
    begin = reached = line.project(places[0])
    for place in places[1:]:
        reached += substring(line, reached, line.length).project(place)
    part = substring(line, begin, reached)
    if part.length == 0:
        return list(stops)
    back = scale(part, xfact=1 / wide, origin=(0, 0))
    return [(lon, lat) for lon, lat in back.coords]
