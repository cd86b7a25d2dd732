"""Gives the streets their real names, each where GeoNames puts it."""

from __future__ import annotations

from shapely.geometry import Point

from tools.kef.facts import Spot
from tools.kef.names import names_of
from tools.kef.roads import Road
from tools.kef.street import Street

REACH_M = 130.0
MISFIT_M = 60.0
DEAD_END = ("Impasse",)


def name_streets(streets: list[Street], spots: list[Spot], roads: list[Road]) -> int:
    """Name main roads by their drawing and the others by the nearest point."""
    drawn = {road.name for road in roads}
    for street in streets:
        if street.road >= 0:
            street.names = names_of(roads[street.road].name)
    free = [s for s in streets if s.road < 0 and not s.case]
    pairs = sorted(
        (cost, spot.id, street.id)
        for spot in spots
        if spot.name not in drawn
        for street in free
        if (cost := _cost(street, spot)) < REACH_M
    )
    by_id = {street.id: street for street in free}
    named = {spot.id: spot.name for spot in spots}
    done: set[str] = set()
    for _cost_m, spot_id, street_id in pairs:
        if spot_id not in done and not by_id[street_id].names:
            by_id[street_id].names = names_of(named[spot_id])
            done.add(spot_id)
    return len(done)


def _cost(street: Street, spot: Spot) -> float:
    away = street.shape.distance(Point(spot.xy))
    if away > REACH_M:
        return away
    wants_dead_end = spot.name.startswith(DEAD_END)
    return away + MISFIT_M * (wants_dead_end != street.is_dead_end)
