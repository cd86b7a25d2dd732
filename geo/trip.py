"""A trip for one person: there and back, with reasons and doubts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from geo.alternative import (
    USUAL,
    Criterion,
    Preferred,
    get_criterion,
    list_alternatives,
)
from geo.answer import (
    Alternative,
    Change,
    LonLat,
    Note,
    Path,
    Policy,
    Snap,
    Trip,
    Verdict,
)
from geo.bound import Bounds
from geo.bound_search import find_bounds, has_open_questions
from geo.change import list_changes
from geo.change_limit import Closed
from geo.cost import Costs, Passable, edge_costs
from geo.engine.finder import WayFinder, find_lazily
from geo.goal import Goal, Ground, snap_goal
from geo.network import BarrierFact, Network
from geo.part import Parts, Piece
from geo.path import Journey, build_path, dedupe, list_notes
from geo.profile import Profile, get_profile
from geo.reason import REFUSED, why_refused
from geo.route import Weights, find_route, route_length_m
from geo.terms import NO_TERMS, Terms
from geo.wish import NO_WISHES, PARKING, TOILET, VIA, Wishes
from geo.wish_place import Finder, Halt
from geo.wish_way import Leg, Ways

__all__ = ["plan_trip", "why_refused"]

UNIMPEDED: Final = "walker"


@dataclass(frozen=True)
class Found:
    """One direction, and what would open it where it is closed."""

    path: Path
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, eq=False)
class Traveller:
    """One person in one network, with wishes."""

    ground: Ground
    parts: Parts
    policy: Policy
    wishes: Wishes
    terms: Terms
    price: Callable[[Profile, Policy], Parts]

    @cached_property
    def ways(self) -> Ways:
        """What finds ways for this person."""
        profile = self.ground.profile
        return Ways(self.ground.network, profile, self.parts, self.wishes)

    def weights(self, criterion: Criterion) -> Weights:
        """Weigh by what is wanted most of a way."""
        if criterion is USUAL and not self.wishes.shade:
            return Weights(self.parts, closed=True)
        return Preferred(self.parts, criterion, shade=self.wishes.shade)

    def list_halts(self, origin: Snap, destination: Snap) -> list[Halt]:
        """Place the ends and the points between them on the network."""
        via = [snap_goal(self.ground, goal, field=VIA) for goal in self.wishes.via]
        start = self._park(destination) if self.wishes.parking else None
        between = [Halt(snap, VIA) for snap in via]
        return [start or Halt(origin), *between, Halt(destination)]

    def go(self, halts: Sequence[Halt], criterion: Criterion) -> Found:
        """Find the best way; else the one that breaks the fewest limits."""
        weights = self.weights(criterion)
        by, unmet = self._with_toilet(weights, halts)
        if self.wishes.parking and all(halt.kind != PARKING for halt in halts):
            unmet = (*unmet, PARKING)
        legs = self.ways.find(weights, by)
        if legs is None:
            return Found(Path(Verdict.NONE, unmet=unmet))
        pieces = tuple(piece for leg in legs for piece in leg.pieces)
        broken = any(leg.broken for leg in legs)
        path = build_path(self.journey(pieces), broken=broken)
        told = self.ways.tell(replace(path, unmet=unmet), legs, by)
        return Found(told, pieces, self._changes(legs))

    def others(self, halts: Sequence[Halt], usual: Found) -> tuple[Alternative, ...]:
        """List other ways that are better in something."""
        if usual.path.verdict in (Verdict.NONE, Verdict.ONLY_IF):
            return ()

        def find(criterion: Criterion) -> tuple[Sequence[Piece], Path]:
            other = self.go(halts, criterion)
            return other.pieces, other.path

        network = self.ground.network
        return list_alternatives(network, (usual.pieces, usual.path), find)

    def objections(self, pieces: Sequence[Piece]) -> tuple[Note, ...]:
        """Tell why somebody else's route is not for this person."""
        return dedupe(list_notes(self.journey(pieces), REFUSED))

    def bounds(self, found: Found, stops: Sequence[Snap]) -> Bounds | None:
        """Say what a way is at best and at worst, where that is an open question."""
        if not has_open_questions(found.path):
            return None
        profile = self.ground.profile
        return find_bounds(
            self.ground.network, stops, lambda policy: self.price(profile, policy)
        )

    def journey(self, pieces: Sequence[Piece]) -> Journey:
        """Make a route this person's."""
        ground = self.ground
        return Journey(ground.network, self.parts, ground.profile, pieces, self.terms)

    def reprice(self, other: Profile) -> Parts:
        """Price the network for somebody else, under the same policy."""
        return self.price(other, self.policy)

    def _finder(self, weights: Weights) -> Finder:
        known = self.wishes.facilities or ()
        return Finder(self.ground, weights, self.policy, known)

    def _park(self, destination: Snap) -> Halt | None:
        return self._finder(self.weights(USUAL)).find_parking(destination)

    def _with_toilet(
        self, weights: Weights, halts: Sequence[Halt]
    ) -> tuple[Sequence[Halt], tuple[str, ...]]:
        if not self.wishes.toilet:
            return halts, ()
        found = self._finder(weights).add_toilet(halts)
        return (halts, (TOILET,)) if found is None else (found, ())

    def _changes(self, legs: Sequence[Leg]) -> tuple[Change, ...]:
        """List what would open the first leg that is closed."""
        for leg in legs:
            if leg.broken:
                ground = self.ground
                case = Closed(
                    ground.network, ground.profile, self.parts, leg.start, leg.end
                )
                return list_changes(case, leg.broken, self.reprice)
        return ()


def plan_trip(  # noqa: PLR0913
    network: Network,
    barriers: Sequence[BarrierFact],
    *,
    origin: LonLat | Goal,
    destination: LonLat | Goal,
    profile: Profile,
    policy: Policy = Policy.CAUTIOUS,
    terms: Terms = NO_TERMS,
    wishes: Wishes = NO_WISHES,
    finder: WayFinder = find_lazily,
) -> Trip:
    """Answer whether and how a person gets there and back.

    Parameters
    ----------
    network : Network
    barriers : sequence of BarrierFact
        Those that act now.
    origin, destination : tuple of float or Goal
        (lon, lat), degrees, EPSG:4326; or a place with its doors.
    profile : Profile
        Of the person, their own limits laid over.
    policy : Policy
        What is done about what is not known.
    terms : Terms
        The day of the question, and the norm that is shown.
    wishes : Wishes
        What the person wishes for on the way, with the places that may fulfil it.
    finder : callable
        Finds ways by metrics kept for those who ask again.

    Returns
    -------
    Trip
        Where there is no usable way, the one that breaks the fewest limits, with
        these; and why the unimpeded walker's way is not for this person.

    Raises
    ------
    InputError
        If a point is not on the Earth or far from every way: ``"from"``, ``"to"`` or
        ``"via"``; if what is wanted most is not known: ``"prefer"``.
    """
    criterion = get_criterion(wishes.prefer)
    parts = _price(network, barriers, profile, policy, finder)
    ground = Ground(network, profile, Passable(parts.whole), parts.leaves)
    start = snap_goal(ground, origin, field="from")
    end = snap_goal(ground, destination, field="to")

    def price(other: Profile, as_if: Policy) -> Parts:
        own = finder if other is profile else find_lazily
        return _price(network, barriers, other, as_if, own)

    person = Traveller(ground, parts, policy, wishes, terms, price)
    halts = person.list_halts(start, end)
    out, back = person.go(halts, criterion), person.go(halts[::-1], criterion)
    direct = _direct(network, barriers, halts, finder)
    stops = [halt.snap for halt in halts]
    return Trip(
        profile=profile.key,
        policy=policy,
        origin=halts[0].snap,
        destination=end,
        out=out.path,
        back=back.path,
        direct_m=None if direct is None else route_length_m(network, direct),
        refused=() if direct is None else person.objections(direct),
        revision=network.revision,
        changes=out.changes,
        changes_back=back.changes,
        alternatives=person.others(halts, out) if wishes.alternatives else (),
        prefer=wishes.prefer,
        norm="" if terms.norm is None else terms.norm.key,
        bounds=person.bounds(out, stops),
        bounds_back=person.bounds(back, stops[::-1]),
    )


def _direct(
    network: Network,
    barriers: Sequence[BarrierFact],
    halts: Sequence[Halt],
    finder: WayFinder,
) -> list[Piece] | None:
    """Find the way of somebody whom nothing impedes."""
    walker = _price(network, barriers, get_profile(UNIMPEDED), Policy.OPEN, finder)
    weights, pieces = Weights(walker, closed=True), []
    for one, other in pairwise(halts):
        found = find_route(network, weights, one.snap, other.snap)
        if found is None:
            return None
        pieces += found
    return pieces


def _price(
    network: Network,
    barriers: Sequence[BarrierFact],
    profile: Profile,
    policy: Policy,
    finder: WayFinder = find_lazily,
) -> Parts:
    def price(some: Sequence[BarrierFact]) -> Costs:
        return edge_costs(network, profile, policy, some)

    return Parts(network, price(barriers), barriers, price, finder=finder)
