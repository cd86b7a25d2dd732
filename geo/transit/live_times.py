"""When a trip calls, after what its operator says now.

References
----------
GTFS Realtime reference, "Trip updates": a delay holds for the calls that follow until
another word comes; what comes before the first word stays as the timetable has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from geo.transit.live import Call, CallUpdate

DAY_S: Final = 86400
"""No trip begins sooner than a day before its service day."""


@dataclass(frozen=True)
class CallTime:
    """One call of a trip.

    Attributes
    ----------
    sequence : int
    stop : str
    arrival_s, departure_s : int
        Seconds of the service day.
    is_live : bool
        Whether the operator says so now.
    is_skipped : bool
        The vehicle does not call here.
    """

    sequence: int
    stop: str
    arrival_s: int
    departure_s: int
    is_live: bool = False
    is_skipped: bool = False


def tell_calls(
    calls: Sequence[CallTime], updates: Sequence[CallUpdate], day_begins: datetime
) -> list[CallTime]:
    """Lay what is said now over the calls of a trip.

    Parameters
    ----------
    calls : sequence of CallTime
        As the timetable has them, in order.
    updates : sequence of CallUpdate
        In the order of the trip; one without stop and sequence is for all calls.
    day_begins : datetime
        Noon minus twelve hours of the service day.

    Returns
    -------
    list of CallTime
        Never earlier than the call before: where word contradicts itself, the later
        time holds.
    """
    whole = next((one for one in updates if _is_whole(one)), None)
    teller = _Teller(day_begins, None if whole is None else whole.arrival_s)
    return [teller.tell(call, update) for call, update in _matched(calls, updates)]


@dataclass
class _Teller:
    """Goes along a trip with the delay of now."""

    day_begins: datetime
    delay_s: int | None
    latest_s: int = -DAY_S

    def tell(self, call: CallTime, update: CallUpdate | None) -> CallTime:
        """Give a call as it is now."""
        run = Call.SCHEDULED if update is None else update.run
        told = update is not None and _has_time(update)
        if run is Call.NO_DATA:
            self.delay_s = None
            return self._settled(call, (call.arrival_s, call.departure_s))
        if self.delay_s is None and not told:
            times = call.arrival_s, call.departure_s
            return replace(self._settled(call, times), is_skipped=run is Call.SKIPPED)
        now = self._settled(call, self._times(call, update))
        self.delay_s = now.departure_s - call.departure_s
        return replace(now, is_live=True, is_skipped=run is Call.SKIPPED)

    def _settled(self, call: CallTime, times: tuple[int, int]) -> CallTime:
        """Let no call be before the one that was told before it."""
        arrival = max(times[0], self.latest_s)
        self.latest_s = max(times[1], arrival)
        return replace(call, arrival_s=arrival, departure_s=self.latest_s)

    def _times(self, call: CallTime, update: CallUpdate | None) -> tuple[int, int]:
        """Give arrival and departure; what is not said follows from what is."""
        usual = call.arrival_s + (self.delay_s or 0)
        if update is None:
            return usual, call.departure_s + (self.delay_s or 0)
        begins = self.day_begins
        arrival = _said(update.arrival_s, update.arrival_at, call.arrival_s, begins)
        departure = _said(
            update.departure_s, update.departure_at, call.departure_s, begins
        )
        if arrival is None:
            arrival = usual if departure is None else min(usual, departure)
        if departure is None:
            departure = call.departure_s + arrival - call.arrival_s
        return arrival, departure


def _is_whole(update: CallUpdate) -> bool:
    return update.sequence is None and update.stop is None


def _has_time(update: CallUpdate) -> bool:
    given = update.arrival_s, update.departure_s, update.arrival_at, update.departure_at
    return any(value is not None for value in given)


def _matched(
    calls: Sequence[CallTime], updates: Sequence[CallUpdate]
) -> Iterator[tuple[CallTime, CallUpdate | None]]:
    """Find the word on each call; a stop that is called at twice is taken in turn."""
    left = [one for one in updates if not _is_whole(one)]
    for call in calls:
        found = next((one for one in left if _fits(one, call)), None)
        if found is not None:
            left.remove(found)
        yield call, found


def _fits(update: CallUpdate, call: CallTime) -> bool:
    if update.sequence is not None:
        return update.sequence == call.sequence
    return update.stop == call.stop


def _said(
    delay_s: int | None, at: datetime | None, planned_s: int, day_begins: datetime
) -> int | None:
    if at is not None:
        return round((at - day_begins).total_seconds())
    return None if delay_s is None else planned_s + delay_s
