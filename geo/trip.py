"""A trip for one person: there and back, with reasons and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.answer import Change, LonLat, Note, Path, Policy, Snap, Trip, Verdict
from geo.breaking import find_breaking_ways
from geo.change import Reprice, list_changes
from geo.change_limit import Closed
from geo.cost import Costs, edge_costs
from geo.goal import Goal, Ground, snap_goal
from geo.network import BarrierFact, Network
from geo.part import Parts, Piece
from geo.path import Journey, build_path, dedupe, list_notes
from geo.profile import Profile, get_profile
from geo.reason import REFUSED, why_refused
from geo.route import Weights, find_route, route_length_m
from geo.terms import NO_TERMS, Terms

__all__ = ["plan_trip", "why_refused"]

UNIMPEDED: Final = "walker"


@dataclass(frozen=True)
class Found:
    """One direction, and what would open it where it is closed."""

    path: Path
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, eq=False)
class Traveller:
    """One person in one network."""

    network: Network
    profile: Profile
    parts: Parts
    reprice: Reprice
    terms: Terms = NO_TERMS

    def go(self, origin: Snap, destination: Snap) -> Found:
        """Find the best way; else the one that breaks the fewest limits."""
        usable = Weights(self.parts, closed=True)
        pieces = find_route(self.network, usable, origin, destination)
        if pieces is not None:
            return Found(build_path(self._journey(pieces)))
        broken = find_breaking_ways(self.network, self.parts, origin, destination)
        if not broken:
            return Found(Path(Verdict.NONE))
        case = Closed(self.network, self.profile, self.parts, origin, destination)
        path = build_path(self._journey(broken[0].pieces), broken=True)
        return Found(path, list_changes(case, broken, self.reprice))

    def objections(self, pieces: Sequence[Piece]) -> tuple[Note, ...]:
        """Tell why somebody else's route is not for this person."""
        return dedupe(list_notes(self._journey(pieces), REFUSED))

    def _journey(self, pieces: Sequence[Piece]) -> Journey:
        return Journey(self.network, self.parts, self.profile, pieces, self.terms)


def plan_trip(  # noqa: PLR0913
    network: Network,
    barriers: Sequence[BarrierFact],
    *,
    origin: LonLat | Goal,
    destination: LonLat | Goal,
    profile: Profile,
    policy: Policy = Policy.CAUTIOUS,
    terms: Terms = NO_TERMS,
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

    Returns
    -------
    Trip
        Where there is no usable way, the one that breaks the fewest limits, with
        these; and why the unimpeded walker's way is not for this person.

    Raises
    ------
    InputError
        If a point is not on the Earth or far from every way: ``"from"`` or ``"to"``.
    """
    parts = _price(network, barriers, profile, policy)
    usable = (parts.whole.refused.reshape(-1, 2) == 0).any(axis=1)
    ground = Ground(network, profile, usable, parts.leaves)
    start = snap_goal(ground, origin, field="from")
    end = snap_goal(ground, destination, field="to")

    def reprice(other: Profile) -> Parts:
        return _price(network, barriers, other, policy)

    person = Traveller(network, profile, parts, reprice, terms)
    out, back = person.go(start, end), person.go(end, start)
    direct = _direct(network, barriers, start, end)
    return Trip(
        profile=profile.key,
        policy=policy,
        origin=start,
        destination=end,
        out=out.path,
        back=back.path,
        direct_m=None if direct is None else route_length_m(network, direct),
        refused=() if direct is None else person.objections(direct),
        revision=network.revision,
        changes=out.changes,
        changes_back=back.changes,
    )


def _direct(
    network: Network, barriers: Sequence[BarrierFact], origin: Snap, destination: Snap
) -> list[Piece] | None:
    """Find the way of somebody whom nothing impedes."""
    walker = _price(network, barriers, get_profile(UNIMPEDED), Policy.OPEN)
    return find_route(network, Weights(walker, closed=True), origin, destination)


def _price(
    network: Network, barriers: Sequence[BarrierFact], profile: Profile, policy: Policy
) -> Parts:
    def price(some: Sequence[BarrierFact]) -> Costs:
        return edge_costs(network, profile, policy, some)

    return Parts(network, price(barriers), barriers, price)
