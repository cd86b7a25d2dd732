"""Compiles the kernels of the search by vehicle once; they are kept on disk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import numpy as np

from geo.network import Network
from geo.note import LonLat
from geo.profile import get_profile
from geo.transit.foot_keep import FootKeeper
from geo.transit.plan import plan_itineraries
from geo.transit.rider import Question, Town
from geo.transit.rows import (
    CallColumns,
    LineRow,
    ServiceRow,
    StopRow,
    TransitRows,
    TripRow,
)
from geo.transit.stop_reach import measure_near
from geo.transit.timetable import build_timetable

DAY: Final = date(2026, 1, 1)
WHEN: Final = datetime(2026, 1, 1, tzinfo=UTC)
HOUR: Final = 3600


def compile_rides(network: Network, start: LonLat, end: LonLat) -> None:
    """Ask for a ride from one end of a street to the other, in every way there is.

    Parameters
    ----------
    network : Network
    start, end : LonLat
        On the network.
    """
    full = TripRow("full", "l", "s", wait_low_s=0.0, wait_high_s=60.0)
    clock = TripRow("t", "l", "s")
    for trips in ([clock, full], [clock]):
        _compile(network, start, end, trips)


def _compile(
    network: Network, start: LonLat, end: LonLat, trips: list[TripRow]
) -> None:
    """Ask on a day with a vehicle without a minute, or with none."""
    rows = TransitRows(
        revision=0,
        zone="UTC",
        stops=[StopRow("a", lonlat=start), StopRow("b", lonlat=end)],
        lines=[LineRow("l")],
        services=[ServiceRow("s", "1111111", DAY, DAY)],
        trips=trips,
        calls=_call_both(len(trips)),
    )
    timetable, _ = build_timetable(rows)
    town = Town(network, (), timetable, FootKeeper())
    walker = get_profile("walker")
    doors = town.keeper.doors(network, timetable.stop_lonlat)
    measure_near(network, (), doors=doors, profile=walker)
    plan_itineraries(town, Question(start, end, walker, WHEN, window_s=2 * HOUR))


def _call_both(trips: int) -> CallColumns:
    """Let each trip call at both stops."""
    times = np.array([HOUR, HOUR + 1] * trips, dtype=np.int32)
    usual = np.zeros(2 * trips, dtype=np.int8)
    place = np.array([0, 1] * trips, dtype=np.int32)
    trip = np.repeat(np.arange(trips), 2).astype(np.int32)
    return CallColumns(
        trip=trip,
        stop=place,
        sequence=place,
        arrival_s=times,
        departure_s=times,
        pickup=usual,
        drop_off=usual,
        about=usual != 0,
        distance=np.full(2 * trips, np.nan),
    )
