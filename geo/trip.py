"""A trip for one person: there and back, with reasons and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from geo.alternative import (
    get_criterion,
)
from geo.answer import (
    LonLat,
    Policy,
    Trip,
)
from geo.cost import Costs, Passable, edge_costs
from geo.engine.finder import WayFinder, find_lazily
from geo.goal import Goal, Ground, goal_at, snap_goal
from geo.judge.laid import Laid, lay_rows
from geo.judge.need import build_need
from geo.network import BarrierFact, Network
from geo.part import Parts, Piece
from geo.profile import Profile, get_profile
from geo.reason import why_refused
from geo.route import Weights, find_route, route_length_m
from geo.tell import Tell
from geo.terms import NO_TERMS, Terms
from geo.timed import without_hours
from geo.traveller import NOT_GONE, Traveller
from geo.wish import NO_WISHES, Wishes
from geo.wish_place import Halt

__all__ = ["plan_trip", "why_refused"]

UNIMPEDED: Final = "walker"


@dataclass(frozen=True, eq=False)
class _Town:
    """A network with the barriers of one question, laid once for everybody in it."""

    network: Network
    barriers: Sequence[BarrierFact]
    laid: Laid

    def price(self, profile: Profile, policy: Policy, finder: WayFinder) -> Parts:
        """Cost it for one person."""

        def price(some: Sequence[BarrierFact]) -> Costs:
            return edge_costs(self.network, profile, policy, some)

        whole = Costs(self.laid, build_need(profile, policy))
        return Parts(self.network, whole, self.barriers, price, finder=finder)


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
        Those that act now, or when the person goes.
    origin, destination : tuple of float or Goal
        (lon, lat), degrees, EPSG:4326; or a place with its doors.
    profile : Profile
        Of the person, their own limits laid over.
    policy : Policy
        What is done about what is not known.
    terms : Terms
        The day of the question, the norm that is shown, and what is told.
    wishes : Wishes
        What the person wishes for on the way, with the places that may fulfil it.
    finder : callable
        Finds ways by metrics kept for those who ask again.

    Returns
    -------
    Trip
        Where there is no usable way, the one that breaks the fewest limits, with
        these; and why the unimpeded walker's way is not for this person. What is not
        to be told stays empty.

    Raises
    ------
    InputError
        If a point is not on the Earth or far from every way: ``"from"``, ``"to"`` or
        ``"via"``; if what is wanted most is not known: ``"prefer"``.
    """
    criterion = get_criterion(wishes.prefer)
    town = _lay(network, barriers)
    parts = town.price(profile, policy, finder)
    ground = Ground(network, profile, Passable(parts.whole), parts.leaves)
    start = snap_goal(ground, goal_at(origin, terms.at), field="from")
    end = snap_goal(ground, goal_at(destination, terms.at), field="to")

    def price(other: Profile, as_if: Policy) -> Parts:
        own = finder if other is profile else find_lazily
        return town.price(other, as_if, own)

    person = Traveller(ground, parts, policy, wishes, terms, price)
    halts = person.list_halts(start, end)
    out, back = person.go(halts, criterion), NOT_GONE
    if Tell.BACK in terms.tell:
        back = person.go(halts[::-1], criterion)
    lasting = town if terms.at is None else _lay(network, without_hours(barriers))
    explained = Tell.REASONS in terms.tell
    direct = _direct(lasting, halts, finder) if explained else None
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
        avoided=() if direct is None else person.shuns(direct, out.path),
        revision=network.revision,
        changes=out.changes,
        changes_back=back.changes,
        alternatives=person.others(halts, out) if wishes.alternatives else (),
        prefer=wishes.prefer,
        norm="" if terms.norm is None else terms.norm.key,
        bounds=person.bounds(out, stops),
        bounds_back=person.bounds(back, stops[::-1]),
        at=terms.at,
    )


def _lay(network: Network, barriers: Sequence[BarrierFact]) -> _Town:
    return _Town(network, barriers, lay_rows(network, barriers))


def _direct(
    town: _Town, halts: Sequence[Halt], finder: WayFinder
) -> list[Piece] | None:
    """Find the way of somebody whom nothing impedes."""
    walker = town.price(get_profile(UNIMPEDED), Policy.OPEN, finder)
    weights, pieces = Weights(walker, closed=True), []
    for one, other in pairwise(halts):
        found = find_route(town.network, weights, one.snap, other.snap)
        if found is None:
            return None
        pieces += found
    return pieces
