"""A way by several halts, leg after leg, and what is told of the wishes on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from geo.alternative import is_shaded
from geo.answer import Path, Snap
from geo.breaking import Broken, find_breaking_ways
from geo.fact import altered
from geo.need import Profile
from geo.network import Network
from geo.part import Parts, Piece
from geo.route import Weights, find_route, route_length_m
from geo.wish import Wishes
from geo.wish_place import Halt
from geo.wish_rest import Rested, find_rested_route
from geo.wish_seat import Rests, Seats, build_rests, list_seat_gaps, tell_seats
from geo.wish_stop import Stop


@dataclass(frozen=True, eq=False)
class Leg:
    """From one halt to the next.

    Attributes
    ----------
    start, end : Snap
    pieces : tuple of Piece
    broken : list of Broken
        Ways that break limits, the best first; empty where the leg is usable.
    """

    start: Snap
    end: Snap
    pieces: tuple[Piece, ...]
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, eq=False)
class Ways:
    """Finds ways for one person with wishes.

    Attributes
    ----------
    network : Network
    profile : Profile
    parts : Parts
    wishes : Wishes
    """

    network: Network
    profile: Profile
    parts: Parts
    wishes: Wishes

    @cached_property
    def seats(self) -> Seats | None:
        """The seats, where somebody looked for them and it matters."""
        if self.wishes.facilities is None or self.every_m is None:
            return None
        return Seats(self.network, self.wishes.facilities)

    @property
    def every_m(self) -> float | None:
        """Metres that the person goes without a seat."""
        return self.wishes.rest_every_m or self.profile.rest.every_m

    @cached_property
    def rests(self) -> Rests | None:
        """The seats laid on the edges, where the person wishes for them."""
        every_m = self.wishes.rest_every_m
        if self.seats is None or every_m is None:
            return None
        return build_rests(self.seats, every_m)

    def find(self, weights: Weights, halts: Sequence[Halt]) -> list[Leg] | None:
        """Find the best legs; else, of a leg, the one that breaks the fewest limits.

        Parameters
        ----------
        weights : Weights
            What the person wants of a way; refused edges are closed.
        halts : sequence of Halt
            At least two, in order.

        Returns
        -------
        list of Leg or None
            ``None`` where nothing joins two of the halts for anybody.
        """
        legs, since = [], 0.0
        for one, other in pairwise(halts):
            ends = one.snap, other.snap
            found = self._route(weights, ends, since)
            if found is not None:
                since = found.since_m
                legs.append(Leg(*ends, tuple(found.pieces)))
                continue
            broken = find_breaking_ways(self.network, self.parts, *ends)
            if not broken:
                return None
            legs.append(Leg(*ends, broken[0].pieces, tuple(broken)))
        return legs

    def _route(
        self, weights: Weights, ends: tuple[Snap, Snap], since_m: float
    ) -> Rested | None:
        every_m = self.wishes.rest_every_m
        if self.seats is not None and self.rests is not None and every_m is not None:
            found = find_rested_route(
                weights, self.seats, self.rests, ends, every_m=every_m, since_m=since_m
            )
            if found is not None:
                return found
        pieces = find_route(self.network, weights, *ends)
        return None if pieces is None else Rested(pieces, since_m)

    def tell(self, path: Path, legs: Sequence[Leg], halts: Sequence[Halt]) -> Path:
        """Add to a path what became of the wishes."""
        pieces = [piece for leg in legs for piece in leg.pieces]
        stops = list(self._stops(legs, halts)) if any(h.kind for h in halts) else []
        gaps = None
        if self.seats is not None and self.every_m is not None:
            gaps = list_seat_gaps(self.seats, pieces, self.every_m)
            if self.wishes.rest_every_m is not None:
                stops += tell_seats(self.seats, pieces)
        told = {stop.source for stop in stops if stop.source}
        return altered(
            path,
            sources=tuple(sorted({*path.sources, *told})),
            stops=tuple(sorted(stops, key=lambda stop: stop.at_m)),
            seat_gaps=gaps,
            shade_m=self._shade_m(pieces) if self.wishes.shade else None,
        )

    def _stops(self, legs: Sequence[Leg], halts: Sequence[Halt]) -> Iterator[Stop]:
        at_m = 0.0
        lengths = [0.0, *(route_length_m(self.network, leg.pieces) for leg in legs)]
        for halt, length in zip(halts, lengths, strict=True):
            at_m += length
            if halt.kind:
                yield tell_halt(halt, at_m)

    def _shade_m(self, pieces: Sequence[Piece]) -> float:
        shaded = is_shaded(self.network)
        return route_length_m(self.network, [p for p in pieces if shaded[p.edge]])


def tell_halt(halt: Halt, at_m: float) -> Stop:
    """Tell a halt as a stop on the way."""
    stop = Stop(
        kind=halt.kind,
        at_m=at_m,
        position=halt.snap.position,
        off_m=halt.snap.distance_m,
        names=halt.snap.names,
    )
    one = halt.facility
    if one is None:
        return stop
    return altered(
        stop,
        key=one.key,
        names=one.names,
        access=one.access,
        opening_hours=one.opening_hours,
        source=one.source,
    )
