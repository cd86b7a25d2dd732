"""Stations as texts: the inside of village B's, a pathway a row.

``B1`` is a door where stop B lies on the street, ``B2`` one at the end of the street,
``B0`` the hall; ``B`` and ``b`` are platforms::

    B1 B0  walkway 20 s
    B0 B   lift 40 s
    B0 B   stairs +24
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from geo.answer import Policy
from geo.observation import Method, Observation
from geo.profile import Profile
from geo.transit.indoors import Find
from geo.transit.inside import DOOR, PLATFORM, Insides, Interior, Place, find_insides
from geo.transit.itinerary import Itinerary, WalkLeg
from geo.transit.pathway import Pathway
from geo.transit.pathway_mode import load_pathways
from geo.transit.rows import StopRow
from geo.transit.station import both_ways
from tests.journeys.rides import PLACES
from tests.timetable import DAY

NODE = 3
STATION = "t:station"
WHERE = {
    "B1": PLACES["B"],
    "B2": (PLACES["B"][0] + 0.001, PLACES["B"][1]),
    "B0": None,
    "B": PLACES["B"],
    "b": PLACES["b"],
}
KIND = {"B0": NODE, "B": PLATFORM, "b": PLATFORM}
LEVEL = {"B1": 0.0, "B2": 0.0, "B0": -1.0, "B": -2.0, "b": -2.0}
STATION_ROWS = [
    StopRow(STATION, {"en": "Station"}, PLACES["B"], kind=1),
    *(
        StopRow(f"t:{key}", {"en": key}, where, 0, STATION, KIND.get(key, DOOR))
        for key, where in WHERE.items()
    ),
]


def read_station(text: str, broken: Mapping[str, date] | None = None) -> Interior:
    """Read the inside of the station; ``broken``: mode of a lift → seen on that day."""
    modes = {mode.id: mode.number for mode in load_pathways().modes.values()}
    found: list[Pathway] = []
    for number, row in enumerate(text.strip().splitlines()):
        start, end, mode, *rest = row.split()
        one = Pathway(
            f"t:p{number}",
            f"t:{start}",
            f"t:{end}",
            modes[mode],
            traversal_s=float(rest[0]) if len(rest) == 2 else None,
            stairs=int(rest[0]) if len(rest) == 1 else None,
            state=_state(mode, (broken or {}).get(mode)),
        )
        found += both_ways(one)
    places = {
        row.key: Place(
            row.key,
            row.names,
            kind=row.kind,
            parent=row.parent,
            has_position=row.lonlat is not None,
            level=LEVEL.get(row.key[2:]),
        )
        for row in STATION_ROWS
    }
    return Interior(places, tuple(found))


def _state(mode: str, day: date | None) -> Observation | None:
    if day is None:
        return None
    name = f"{mode}_working"
    return Observation(
        "t:p", name, False, method=Method.SURVEYED, source="s", observed_on=day
    )


def go_in(interior: Interior, doubted: frozenset[str] = frozenset()) -> Find:
    """Make the station known to a search."""

    def find(profile: Profile, policy: Policy) -> Insides:
        return find_insides(interior, profile, policy, today=DAY, doubted=doubted)

    return find


def say_inside(one: Itinerary) -> list[str]:
    """Say what is inside stations, a way on foot a line: ``B1 walkway lift``."""
    return [line for leg in one.legs if (line := _say(leg))]


def _say(leg: object) -> str:
    if not isinstance(leg, WalkLeg):
        return ""
    out, into = ([step.mode for step in steps] for steps in (leg.out, leg.into))
    doors = [stop.key[2:] if stop else "" for stop in (leg.leave, leg.enter)]
    said = " ".join(filter(None, (*out, doors[0], doors[1], *into)))
    return f"{said} (unknown)" if leg.unknown_inside else said


__all__ = ["STATION_ROWS", "go_in", "partial", "read_station", "say_inside"]
