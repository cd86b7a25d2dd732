"""Seats along the ways: where they are on each edge, and how far apart on a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import WGS84, project
from geo.network import Floats, Network
from geo.part import Piece, lengths_of
from geo.snap import segment_index
from geo.wish import SEAT, Facility
from geo.wish_stop import SeatGap, Stop

BESIDE_M: Final = 20.0
"""A seat farther than this from a way is not on it."""
CORNER_M: Final = 1.0


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
        seats = [facility for facility in facilities if facility.kind == SEAT]
        if seats and network.segments:
            self._put(seats)

    def _put(self, seats: Sequence[Facility]) -> None:
        index = segment_index(self.network)
        lonlat = np.array([seat.lonlat for seat in seats])
        metric = project(lonlat, WGS84, index.metric)
        every: NDArray[np.object_] = np.array(shapely.points(metric), dtype=object)
        near = index.tree.query(every, predicate="dwithin", distance=BESIDE_M)
        which, segment = near
        points, lines = every[which], index.lines[segment]
        off_m = shapely.distance(points, lines)
        nearest = np.full(len(seats), np.inf)
        np.minimum.at(nearest, which, off_m)
        # A seat at a corner is beside every way that is as near as the nearest one.
        for row in np.flatnonzero(off_m <= nearest[which] + CORNER_M).tolist():
            along = shapely.line_locate_point(lines[row], points[row], normalized=True)
            seat = Seat(float(along), float(off_m[row]), seats[int(which[row])])
            self.on.setdefault(int(segment[row]), []).append(seat)
        for found in self.on.values():
            found.sort(key=lambda seat: seat.fraction)

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
    for segment, found in seats.on.items():
        length = float(seats.network.length_m[segment])
        at = [seat.fraction * length for seat in found]
        there, back = 2 * segment, 2 * segment + 1
        first[there] = last[back] = at[0]
        first[back] = last[there] = length - at[-1]
        apart = [later - earlier for earlier, later in pairwise(at)]
        gaps[there] = gaps[back] = sum(metres > every_m for metres in apart)
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
    at.append(sum(lengths_of(seats.network, pieces), 0.0))
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
    lengths = lengths_of(seats.network, pieces)
    for piece, length in zip(pieces, lengths, strict=True):
        if piece.segment in seats.on:
            yield from ((at_m + metres, seat) for metres, seat in seats.along(piece))
        at_m += length


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
