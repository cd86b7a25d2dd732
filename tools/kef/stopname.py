"""Names of stops: a quarter, a street nearby, or the main road with a number."""

from __future__ import annotations

import math

from shapely.geometry import Point

from tools.kef.names import Names, names_of
from tools.kef.town import Town

QUARTER_M = 160.0
STREET_M = 110.0


def name_stop(town: Town, here: Point, used: set[str]) -> Names:
    """Find a name that no other stop has."""
    xy = (here.x, here.y)
    quarters = sorted(town.facts.quarters, key=lambda q: math.dist(q.xy, xy))
    near = [names_of(q.name) for q in quarters if math.dist(q.xy, xy) < QUARTER_M]
    named = sorted(
        (s for s in town.streets if s.names),
        key=lambda s: (s.shape.distance(here), s.id),
    )
    beside = [s for s in named if s.shape.distance(here) < STREET_M]
    near += [s.names for s in beside if s.road < 0]
    free = [names for names in near if names["fr"] not in used]
    if free:
        return free[0]
    road = next(s.names for s in named if s.road >= 0)
    number = 1
    while f"{road['fr']} {number}" in used:
        number += 1
    return {lang: f"{name} {number}" for lang, name in road.items()}
