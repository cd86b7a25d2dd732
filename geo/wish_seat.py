"""Seats along the ways: where they are on each edge, and how far apart on a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from geo.network import Floats, Network
from geo.part import Piece
from geo.snap import segment_index, siblings
from geo.wish import SEAT, Facility
from geo.wish_stop import SeatGap, Stop

BESIDE_M: Final = 20.0
"""A seat farther than this from a way is not on it."""


@dataclass(frozen=True)
class Seat:
    """A seat beside a segment, as a share of it from its tail."""

    fraction: float
    off_m: float
    facility: Facility


class Seats:
    """The seats along the segments of a network.

    Parameters
    ----------
    network : Network
    facilities : iterable of Facility
        Those that are no seats are left out.
    """

    def __init__(self, network: Network, facilities: Iterable[Facility]) -> None:
        self.network = network
        self.on: dict[int, list[Seat]] = {}
        for facility in facilities:
            if facility.kind == SEAT:
                self._put(facility)
        for seats in self.on.values():
            seats.sort(key=lambda seat: seat.fraction)

    def _put(self, facility: Facility) -> None:
        index = segment_index(self.network)
        near, metres = index.near(facility.lonlat, BESIDE_M)
        # A seat at a corner is beside every way that is as near as the nearest one.
        for segment, distance in zip(near, metres, strict=True):
            if distance > metres[0] + 1.0:
                break
            place = index.snap(facility.lonlat, segment)
            seat = Seat(place.fraction, place.distance_m, facility)
            for side in siblings(self.network, segment):
                if all(known.facility is not facility for known in self._at(side)):
                    self._at(side).append(seat)

    def _at(self, segment: int) -> list[Seat]:
        return self.on.setdefault(segment, [])

    def along(self, piece: Piece) -> list[tuple[float, Seat]]:
        """Give the seats on a piece, with the metres from where the piece begins."""
        length = float(self.network.length_m[piece.segment])
        found = [
            ((share - piece.start) * length, seat)
            for seat in self.on.get(piece.segment, ())
            if piece.start
            <= (share := seat.fraction if piece.edge % 2 == 0 else 1 - seat.fraction)
            <= piece.end
        ]
        return sorted(found, key=lambda row: row[0])


@dataclass(frozen=True, eq=False)
class Rests:
    """Seats on every directed edge, for the search; shape (2m,), metres.

    Attributes
    ----------
    first : array
        From its start to the first seat; infinite without one.
    last : array
        From the last seat to its end; infinite without one.
    gaps : array
        How many stretches between two of its own seats are too long.
    """

    first: Floats
    last: Floats
    gaps: Floats


def build_rests(seats: Seats, every_m: float) -> Rests:
    """Lay the seats on the directed edges.

    Parameters
    ----------
    seats : Seats
    every_m : float
        Metres that the person goes without a seat.
    """
    count = 2 * seats.network.segments
    first, last = np.full(count, np.inf), np.full(count, np.inf)
    gaps = np.zeros(count)
    for segment in seats.on:
        for edge in (2 * segment, 2 * segment + 1):
            at = [metres for metres, _ in seats.along(Piece(edge, 0.0, 1.0))]
            first[edge] = at[0]
            last[edge] = seats.network.length_m[segment] - at[-1]
            gaps[edge] = float((np.diff(at) > every_m).sum())
    return Rests(first, last, gaps)


def list_seat_gaps(
    seats: Seats, pieces: Sequence[Piece], every_m: float
) -> tuple[SeatGap, ...]:
    """List the stretches of a path that are too long without a seat.

    Parameters
    ----------
    seats : Seats
    pieces : sequence of Piece
        Of the path; who sets out is rested, who arrives may rest.
    every_m : float
        Metres that the person goes without a seat.
    """
    at = [0.0, *(metres for metres, _ in _walk(seats, pieces))]
    lengths = (seats.network.length_m[p.segment] * p.share for p in pieces)
    at.append(float(sum(lengths)))
    return tuple(
        SeatGap(start, end - start)
        for start, end in pairwise(at)
        if end - start > every_m
    )


def list_seats(
    seats: Seats, pieces: Sequence[Piece]
) -> Mapping[str, tuple[float, Seat]]:
    """Give the seats along a path by their keys, with the metres from its start."""
    found: dict[str, tuple[float, Seat]] = {}
    for metres, seat in _walk(seats, pieces):
        found.setdefault(seat.facility.key, (metres, seat))
    return found


def _walk(seats: Seats, pieces: Sequence[Piece]) -> Iterator[tuple[float, Seat]]:
    at_m = 0.0
    for piece in pieces:
        yield from ((at_m + metres, seat) for metres, seat in seats.along(piece))
        at_m += float(seats.network.length_m[piece.segment] * piece.share)


def tell_seats(seats: Seats, pieces: Sequence[Piece]) -> Iterator[Stop]:
    """Tell the seats along a path."""
    for metres, seat in list_seats(seats, pieces).values():
        one = seat.facility
        yield Stop(
            kind=SEAT,
            at_m=metres,
            position=one.lonlat,
            off_m=seat.off_m,
            key=one.key,
            names=one.names,
            access=one.access,
            source=one.source,
        )
