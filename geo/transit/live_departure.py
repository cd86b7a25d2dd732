"""What leaves a stop, after what operators say now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.transit.day import Day
from geo.transit.departure import Departure, Leaves
from geo.transit.live import Live, Run, TripUpdate
from geo.transit.live_run import is_about, tell_run


@dataclass(frozen=True)
class LiveDeparture:
    """A departure with the word of its operator.

    Attributes
    ----------
    departure : Departure
        As the timetable has it.
    now_s : int, optional
        When it leaves after the operator's word, seconds of the day; ``None`` without
        word.
    is_cancelled : bool
        It does not run, or does not call here.
    access : int
        Of the very vehicle where that is told, else of the timetable.
    is_access_live : bool
    """

    departure: Departure
    now_s: int | None = None
    is_cancelled: bool = False
    access: int = 0
    is_access_live: bool = False

    @property
    def leaves_s(self) -> int:
        """When it leaves, after all that is known."""
        return self.departure.first_s if self.now_s is None else self.now_s


def tell_departures(
    day: Day, departures: Iterable[Departure], live: Live, *, now_s: int
) -> list[LiveDeparture]:
    """Lay the word of operators over departures.

    Parameters
    ----------
    day : Day
    departures : iterable of Departure
    live : Live
    now_s : int
        Seconds of the day.

    Returns
    -------
    list of LiveDeparture
        What leaves by the clock, in order of the time after all that is known; then
        the rest.
    """
    by_trip: dict[str, list[TripUpdate]] = {}
    for update in live.updates:
        by_trip.setdefault(update.trip, []).append(update)
    told = []
    for one in departures:
        updates = by_trip.get(day.timetable.trips[one.trip].key, ())
        fits = (update for update in updates if _is_about(day, one, update, now_s))
        told.append(_tell(day, one, next(fits, None)))
    return sorted(told, key=_order)


def _order(one: LiveDeparture) -> tuple[bool, int]:
    return one.departure.leaves is not Leaves.CLOCK, one.leaves_s


def _is_about(day: Day, one: Departure, update: TripUpdate, now_s: int) -> bool:
    by_clock = one.leaves is Leaves.CLOCK
    return by_clock and is_about(day, one.trip, one.shift_s, update, now_s=now_s)


def _tell(day: Day, one: Departure, update: TripUpdate | None) -> LiveDeparture:
    if update is None:
        return LiveDeparture(one, access=one.access)
    heard = update.access is not None
    access = one.access if update.access is None else update.access
    if update.run is Run.CANCELLED:
        return LiveDeparture(one, is_cancelled=True, access=access)
    calls = tell_run(day, one.trip, one.shift_s, update)
    call = calls[one.call - int(day.timetable.call_start[one.trip])]
    return LiveDeparture(
        one,
        now_s=call.departure_s if call.is_live else None,
        is_cancelled=call.is_skipped,
        access=access,
        is_access_live=heard,
    )
