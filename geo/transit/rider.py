"""One person in a town with streets and a timetable, on one day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Final, cast

import numpy as np

from geo.alternative import USUAL
from geo.answer import LonLat, Path, Policy, Snap
from geo.cost import Costs, Passable, edge_costs
from geo.engine.finder import WayFinder, find_lazily
from geo.errors import InputError
from geo.goal import Goal, Ground, goal_at, snap_goal
from geo.network import BarrierFact, Network
from geo.part import Parts
from geo.profile import Profile
from geo.snap import segment_index
from geo.tell import Tell
from geo.terms import NO_TERMS, Terms
from geo.transit.aboard import Belief, find_allowed, find_usable
from geo.transit.day import Day, select_day
from geo.transit.flex import FlexService
from geo.transit.foot import Near as FootNear
from geo.transit.foot import find_access, find_egress
from geo.transit.foot_beside import find_beside
from geo.transit.foot_keep import FootKeeper, OnFoot
from geo.transit.indoors import Find, Indoors
from geo.transit.itinerary import Aim, Halting
from geo.transit.journey import Feet, Manner, Near
from geo.transit.meet import apply_transfers, list_changes
from geo.transit.rows import Bytes, Flags
from geo.transit.ruled import Plain, Ruled, apply_rules, rule_day
from geo.transit.timetable import Timetable
from geo.transit.walk_limit import USUAL_S, check_limit
from geo.traveller import Traveller
from geo.wish import NO_WISHES
from geo.wish_place import Halt

ACCESS_S: Final = USUAL_S
"""So long somebody without limits goes on foot to the first stop, and from the last."""
BESIDE_M: Final = 300.0
"""Who stands so near to a stop where our map has no street is at that stop."""
BETWEEN_S: Final = 15 * 60.0
"""So long somebody goes on foot from one vehicle to the next."""


def as_planned(day: Day) -> Day:
    """Take a day as the timetable has it."""
    return day


@dataclass(frozen=True, eq=False)
class Town:
    """Where somebody goes and rides.

    Attributes
    ----------
    network : Network
    barriers : sequence of BarrierFact
        Those that act when the person goes.
    timetable : Timetable
    keeper : FootKeeper
        Keeps the ways between stops for who asks again.
    finder : callable
        Finds ways by metrics kept for those who ask again.
    boarding : array of int8, optional
        By stop, for this person: 0 unknown, 1 possible, 2 not; else the feed's word.
    tell : callable
        Lays what operators say now over what is planned for a day.
    inside : callable, optional
        Gives a person's ways inside stations; ``None`` where nothing is known of any.
    on_demand : sequence of FlexService
        Services that come where one books them.
    """

    network: Network
    barriers: Sequence[BarrierFact]
    timetable: Timetable
    keeper: FootKeeper
    finder: WayFinder = find_lazily
    boarding: Bytes | None = None
    tell: Callable[[Day], Day] = as_planned
    inside: Find | None = None
    on_demand: Sequence[FlexService] = ()


@dataclass(frozen=True)
class Question:
    """Who asks for what.

    Attributes
    ----------
    origin, destination : LonLat or Goal
    profile : Profile
    at : datetime
        Aware.
    aim : Aim
        Whether one leaves then, or is there by then.
    policy : Policy
    window_s : int
        For so long after ``at`` every good time to leave is told; 0 for the next.
    terms : Terms
    walk_limit_s : float, optional
        So long they go on foot to the first stop, from the last, and (if that is less
        than usual) between two; without it, ``geo.transit.walk_limit.usual_limit``.
    """

    origin: LonLat | Goal
    destination: LonLat | Goal
    profile: Profile
    at: datetime
    aim: Aim = Aim.DEPART
    policy: Policy = Policy.CAUTIOUS
    window_s: int = 0
    terms: Terms = NO_TERMS
    walk_limit_s: float | None = None


@dataclass(frozen=True, eq=False)
class Rider:
    """One person's question in one town, with what it takes to answer it."""

    town: Town
    question: Question
    paths: dict[tuple[LonLat, LonLat], Path] = field(default_factory=dict)
    kept: dict[object, Near | Manner] = field(default_factory=dict)

    @cached_property
    def day(self) -> Day:
        """The day of the question, in the town's time, after all that is said now."""
        zone = select_day(self.town.timetable, self.question.at.date()).base.tzinfo
        day = self.question.at.astimezone(zone).date()
        return self.town.tell(select_day(self.town.timetable, day))

    @cached_property
    def at_s(self) -> int:
        """The time of the question, seconds of the day."""
        return self.day.seconds(self.question.at)

    @cached_property
    def walk_limit_s(self) -> float:
        """How long they go on foot to a stop, and from one."""
        return check_limit(self.question.walk_limit_s, self.question.profile)

    @cached_property
    def boarding(self) -> Bytes:
        """By stop: whether this person gets aboard."""
        told = self.town.boarding
        return self.town.timetable.stop_boarding if told is None else told

    @cached_property
    def parts(self) -> Parts:
        """What the streets cost this person."""
        town, question = self.town, self.question

        def price(some: Sequence[BarrierFact]) -> Costs:
            return edge_costs(town.network, question.profile, question.policy, some)

        whole = price(town.barriers)
        return Parts(town.network, whole, town.barriers, price, finder=town.finder)

    @cached_property
    def ground(self) -> Ground:
        """What of the streets the person stands on."""
        profile = self.question.profile
        usable = Passable(self.parts.whole)
        return Ground(self.town.network, profile, usable, self.parts.leaves)

    @cached_property
    def origin(self) -> Snap | None:
        """Where the trip begins; none where that is a stop far from all streets."""
        return self._place(self.question.origin, "from")

    @cached_property
    def destination(self) -> Snap | None:
        """Where the trip ends; none where that is a stop far from all streets."""
        return self._place(self.question.destination, "to")

    def _place(self, goal: LonLat | Goal, field: str) -> Snap | None:
        try:
            return snap_goal(self.ground, goal_at(goal, self.question.at), field=field)
        except InputError:
            if not len(self._beside(goal).stop):
                raise
            return None

    @cached_property
    def on_foot(self) -> OnFoot:
        """The stops on this person's own network, and the ways between them."""
        town = self.town
        doors = town.keeper.doors(town.network, town.timetable.stop_lonlat)
        return town.keeper.get(self.parts, doors, limit_s=BETWEEN_S)

    @cached_property
    def indoors(self) -> Indoors:
        """The inside of stations, as it is for this person."""
        question, find = self.question, self.town.inside
        insides = find(question.profile, question.policy) if find else None
        return Indoors(self.town.timetable, insides, question.profile)

    @cached_property
    def through(self) -> Feet:
        """Ways between stops, over streets and inside stations."""
        limit_s = min(BETWEEN_S, self.walk_limit_s)
        return self.indoors.lay(self.on_foot.feet.within(limit_s), limit_s=limit_s)

    @cached_property
    def feet(self) -> Feet:
        """The same as the operators' word on pairs of stops leaves them."""
        board_s = int(self.question.profile.transit.board_s)
        return apply_transfers(self.town.timetable, self.through, board_s)

    def ruled(self, manner: Manner, *, back: bool) -> Ruled:
        """Give what a search takes, with the rules for single lines and trips."""
        access, egress = self.access(back=back), self.egress(back=back)
        day = rule_day(self.day)
        if day is None:
            return Ruled(self.day, manner, access, egress)
        plain = Plain(self.through, int(self.question.profile.transit.change_s))
        return apply_rules(day, manner, plain, access, egress)

    @cached_property
    def fills(self) -> Flags:
        """Patterns whose vehicles leave when they are full."""
        lines, waits = self.day.patterns, self.day.timetable.wait_high_s
        found = lines.is_loose.copy()
        for pattern in np.flatnonzero(found).tolist():
            trip = self.day.loose.trip[lines.run[lines.run_start[pattern]]]
            found[pattern] = not np.isnan(waits[trip])
        return found

    def access(self, *, back: bool = False) -> Near:
        """Give the stops near where the way begins."""
        return self._near("access", find_access, is_origin=not back)

    def egress(self, *, back: bool = False) -> Near:
        """Give the stops near where the way ends."""
        return self._near("egress", find_egress, is_origin=back)

    def _near(
        self, name: str, find: Callable[..., FootNear], *, is_origin: bool
    ) -> Near:
        """Search once for each end and direction."""
        key = name, is_origin
        if key not in self.kept:
            near = self._find_near(find, is_origin=is_origin)
            leaving, limit_s = find is find_egress, self.walk_limit_s
            self.kept[key] = self.indoors.near(near, limit_s=limit_s, leaving=leaving)
        return cast("Near", self.kept[key])

    def _find_near(self, find: Callable[..., FootNear], *, is_origin: bool) -> Near:
        question = self.question
        snap = self.origin if is_origin else self.destination
        if snap is None:
            goal = question.origin if is_origin else question.destination
            return self._beside(goal)
        found = find(self.on_foot.footing, snap, limit_s=self.walk_limit_s)
        return Near(found.stop, found.seconds)

    def _beside(self, goal: LonLat | Goal) -> Near:
        """Give the stops at a place that no street on our map leads to."""
        lonlat = goal.lonlat if isinstance(goal, Goal) else goal
        stops, metres = find_beside(self.town.timetable, lonlat, BESIDE_M)
        speed = self.question.profile.speed.flat_mps
        return Near(stops, np.ceil(metres / speed).astype(np.int32))

    def manner(self, belief: Belief) -> Manner:
        """Say how the person rides under a belief."""
        if belief not in self.kept:
            self.kept[belief] = self._make_manner(belief)
        return cast("Manner", self.kept[belief])

    def _make_manner(self, belief: Belief) -> Manner:
        rule, table = self.question.profile.transit, self.town.timetable
        stops = find_usable(table, self.boarding, rule, sure=belief.sure)
        return Manner(
            allowed=find_allowed(self.day, rule, sure=belief.sure),
            on=stops,
            off=stops,
            board_s=int(rule.board_s),
            change_s=list_changes(table, int(rule.change_s)),
            feet=self.feet,
            certain=belief.certain,
        )

    def walk(
        self, start: Halting | None, end: Halting | None, *, back: bool = False
    ) -> Path | None:
        """Find the way on foot between two stops; none is an end of the trip."""
        ends = (self.origin, self.destination)
        first, last = ends[::-1] if back else ends
        one = first if start is None else self._stand(start.key)
        other = last if end is None else self._stand(end.key)
        if one is None or other is None:
            return None
        key = one.position, other.position
        if key not in self.paths:
            halts = [Halt(one), Halt(other)]
            self.paths[key] = self._traveller.go(halts, USUAL).path
        return self.paths[key]

    @cached_property
    def _traveller(self) -> Traveller:
        terms = self.question.terms
        told = Terms(
            terms.today, terms.norm, terms.at, terms.hours, frozenset({Tell.OUT})
        )
        return Traveller(
            self.ground,
            self.parts,
            self.question.policy,
            NO_WISHES,
            told,
            lambda _profile, _policy: self.parts,
        )

    def _stand(self, key: str) -> Snap | None:
        """Place a stop where its ways begin."""
        stop = _number_stops(self.town.timetable)[key]
        stops = self.on_foot.footing.stops
        first = int(np.searchsorted(stops.thing, stop))
        if first == len(stops.thing) or stops.thing[first] != stop:
            return None
        lon, lat = self.town.timetable.stop_lonlat[stop].tolist()
        segment = int(stops.sites.segment[first])
        return segment_index(self.town.network).snap((lon, lat), segment)


@lru_cache(maxsize=4)
def _number_stops(timetable: Timetable) -> Mapping[str, int]:
    """Give the number of each stop by its key."""
    return {stop.key: at for at, stop in enumerate(timetable.stops)}
