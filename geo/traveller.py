"""One person in one network: finds ways with their wishes, and what would open them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from geo.alternative import (
    USUAL,
    Criterion,
    Preferred,
    list_alternatives,
)
from geo.answer import (
    Alternative,
    Change,
    Note,
    Path,
    Policy,
    Snap,
    Verdict,
)
from geo.bound import Bounds
from geo.bound_search import find_bounds, has_open_questions
from geo.change import list_changes
from geo.change_limit import Closed
from geo.goal import Ground, goal_at, snap_goal
from geo.part import Parts, Piece
from geo.path import Journey, build_path, dedupe, list_notes
from geo.profile import Profile
from geo.reason import REFUSED, UNKNOWN
from geo.route import Weights
from geo.tell import Tell
from geo.terms import Terms
from geo.wish import PARKING, TOILET, VIA, Wishes, list_open
from geo.wish_place import Finder, Halt
from geo.wish_way import Leg, Ways


@dataclass(frozen=True)
class Found:
    """One direction, and what would open it where it is closed."""

    path: Path
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()


PASSES: Final = frozenset({Verdict.USABLE, Verdict.EFFORT})
NOT_GONE: Final = Found(Path(Verdict.NONE))
"""A direction that nobody asked for."""


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
        goals = (goal_at(goal, self.terms.at) for goal in self.wishes.via)
        via = [snap_goal(self.ground, goal, field=VIA) for goal in goals]
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
        if usual.path.verdict not in PASSES:
            return ()

        def find(criterion: Criterion) -> tuple[Sequence[Piece], Path]:
            other = self.go(halts, criterion)
            return other.pieces, other.path

        network = self.ground.network
        return list_alternatives(network, (usual.pieces, usual.path), find)

    def objections(self, pieces: Sequence[Piece]) -> tuple[Note, ...]:
        """Tell why somebody else's route is not for this person."""
        journey = self.journey(pieces)
        return dedupe(list_notes(journey, REFUSED)) if journey.is_refused() else ()

    def shuns(self, pieces: Sequence[Piece], path: Path) -> tuple[Note, ...]:
        """Tell what of somebody else's route a path goes round, as nobody measured it.

        Where that weighs nothing for this person, nothing is told.
        """
        whole = self.parts.whole
        keys = {barrier.key for barrier in whole.facts.unsized.values()}
        if not keys or path.verdict not in PASSES or not whole.needs["unsized_s"][0]:
            return ()
        journey, passed = self.journey(pieces), {edge >> 1 for edge in path.edges}
        notes = list_notes(journey, UNKNOWN) if journey.met else ()
        return dedupe(n for n in notes if n.barrier in keys and n.segment not in passed)

    def bounds(self, found: Found, stops: Sequence[Snap]) -> Bounds | None:
        """Say what a way is at best and at worst, where that is an open question."""
        told = Tell.BOUNDS in self.terms.tell and found is not NOT_GONE
        if not told or not has_open_questions(found.path):
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
        known = list_open(self.wishes.facilities or (), self.terms.at)
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
        """List what would open the first leg that is closed, where that is told."""
        for leg in legs:
            if leg.broken and Tell.REASONS in self.terms.tell:
                ground = self.ground
                case = Closed(
                    ground.network, ground.profile, self.parts, leg.start, leg.end
                )
                return list_changes(case, leg.broken, self.reprice)
        return ()
