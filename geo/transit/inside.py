"""Ways inside the stations of a town for one person: between doors and platforms.

Where a feed tells how a platform is reached from the street, nobody gets there another
way: a lift that stands still shuts the platform for who cannot climb. Where it tells
nothing, the platform is gone to straight, and what it is like inside is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from geo.answer import Policy
from geo.need import Profile
from geo.transit.itinerary import InsideStep
from geo.transit.pathway import Pathway, judge_pathway
from geo.transit.pathway_mode import get_mode
from geo.transit.station import Inside, build_station, find_inside

PLATFORM: Final = 0
DOOR: Final = 2
AREA: Final = 4
"""GTFS location types; an area is a part of a platform where one boards."""

Ends = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A stop inside a station, or at its door.

    Attributes
    ----------
    key : str
    names : mapping of str to str
    code : str
        What stands on the platform.
    kind : int
        GTFS ``location_type``.
    parent : str, optional
    has_position : bool
        Whether it is known where it is.
    from_street : bool
        Whether the feed says that one gets to it straight from the street, too.
    level : float, optional
        GTFS ``level_index``.
    level_names : mapping of str to str
    """

    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    kind: int = PLATFORM
    parent: str | None = None
    has_position: bool = True
    from_street: bool = False
    level: float | None = None
    level_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Interior:
    """What is known of the inside of all stations; empty where nothing is.

    Attributes
    ----------
    places : mapping of str to Place
    pathways : tuple of Pathway
        One for each direction in which it can be gone.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    pathways: tuple[Pathway, ...] = ()

    def platform(self, key: str) -> str:
        """Give the platform of which a place is a part, else the place."""
        place = self.places.get(key)
        is_part = place is not None and place.kind == AREA and place.parent
        return place.parent or key if place is not None and is_part else key

    def is_of(self, key: str, stops: frozenset[str]) -> bool:
        """Tell whether a place, or what it belongs to, is one of some stops."""
        seen: set[str] = set()
        here: str | None = key
        while here is not None and here not in seen:
            if here in stops:
                return True
            seen.add(here)
            place = self.places.get(here)
            here = None if place is None else place.parent
        return False


EMPTY: Final = Interior()


@dataclass(frozen=True, eq=False)
class Insides:
    """The ways inside all stations for one person; kept as long as these stay.

    Attributes
    ----------
    interior : Interior
    profile : Profile
    today : date, optional
    ways : mapping of (str, str) to Inside
        From doors to platforms, back, and from platform to platform.
    enclosed : frozenset of str
        Platforms to which one gets from the street only by doors.
    told : frozenset of str
        Platforms of which something is told of the inside.
    """

    interior: Interior
    profile: Profile
    today: date | None
    ways: Mapping[Ends, Inside]
    enclosed: frozenset[str]
    told: frozenset[str]

    @cached_property
    def _pathways(self) -> Mapping[tuple[str, str, str], Pathway]:
        return {(one.key, one.start, one.end): one for one in self.interior.pathways}

    def tell(self, way: Inside) -> tuple[InsideStep, ...]:
        """Tell a way pathway by pathway."""
        return tuple(self._step(step.pathway) for step in way.steps)

    def again(self, steps: Iterable[InsideStep]) -> tuple[InsideStep, ...]:
        """Tell this person what somebody else was told, with what stops them."""
        found = []
        for step in steps:
            pathway = self._pathways.get((step.key, step.start, step.end))
            found.append(step if pathway is None else self._step(pathway))
        return tuple(found)

    def _step(self, pathway: Pathway) -> InsideStep:
        cost = judge_pathway(pathway, self.profile, today=self.today)
        places = self.interior.places
        start, end = (places.get(key) for key in (pathway.start, pathway.end))
        low, high = (None if one is None else one.level for one in (start, end))
        return InsideStep(
            key=pathway.key,
            start=pathway.start,
            end=pathway.end,
            mode=get_mode(pathway.mode).id,
            seconds=cost.seconds,
            is_estimated=cost.estimated,
            stairs=pathway.stairs,
            names={} if end is None else dict(end.names),
            level_names={} if end is None else dict(end.level_names),
            levels=None if low is None or high is None else high - low,
            signs=dict(pathway.signs),
            refused=cost.refused,
            doubtful=cost.doubtful,
        )


def find_insides(
    interior: Interior,
    profile: Profile,
    policy: Policy,
    *,
    today: date | None = None,
    doubted: frozenset[str] = frozenset(),
) -> Insides:
    """Find a person's ways inside all stations.

    Parameters
    ----------
    interior : Interior
    profile : Profile
    policy : Policy
    today : date, optional
        For how far an old state of a lift is believed.
    doubted : frozenset of str
        Stops of which operators say just now that something for people with
        disabilities is wrong: a machine there may stand still.

    Returns
    -------
    Insides
    """
    own = Interior(interior.places, tuple(_list_own(interior, doubted)))
    ways: dict[Ends, Inside] = {}
    enclosed: set[str] = set()
    told: set[str] = set()
    for some in _list_groups(own.pathways):
        keys = dict.fromkeys(key for one in some for key in (one.start, one.end))
        doors, platforms = (
            list(_of_kind(own, keys, kind)) for kind in (DOOR, PLATFORM)
        )
        station = build_station(some, profile, today=today)
        for start in (*doors, *platforms):
            goals = platforms if start in doors else [*doors, *platforms]
            found = find_inside(station, start, goals, policy=policy)
            ways |= {(start, end): way for end, way in found.items() if end != start}
        told.update(platforms)
        if doors:
            enclosed.update(key for key in platforms if not own.places[key].from_street)
    return Insides(own, profile, today, ways, frozenset(enclosed), frozenset(told))


def _list_own(interior: Interior, doubted: frozenset[str]) -> Iterator[Pathway]:
    """List the pathways between doors, platforms and what lies between.

    The parts of a platform are one place: to go along it costs nothing.
    """
    for one in interior.pathways:
        start, end = interior.platform(one.start), interior.platform(one.end)
        if start == end:
            continue
        fears = any(interior.is_of(key, doubted) for key in (one.start, one.end))
        yield replace(one, start=start, end=end, is_doubted=one.is_doubted or fears)


def _of_kind(interior: Interior, keys: Iterable[str], kind: int) -> Iterator[str]:
    for key in keys:
        place = interior.places.get(key)
        if place is None or place.kind != kind:
            continue
        if kind != DOOR or place.has_position:
            yield key


def _list_groups(pathways: Iterable[Pathway]) -> list[list[Pathway]]:
    """Sort pathways by what hangs together, whichever way they are gone."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    those = list(pathways)
    for one in those:
        leader[find(one.start)] = find(one.end)
    groups: dict[str, list[Pathway]] = {}
    for one in those:
        groups.setdefault(find(one.start), []).append(one)
    return list(groups.values())
