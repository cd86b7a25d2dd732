"""Journeys found by trying everything: slow, plain, without patterns.

It knows nothing of the search: vehicles come one by one, whether or not they overtake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.transit.day import Day
from geo.transit.run import NEVER

VEHICLE, FOOT = "vehicle", "foot"


@dataclass(frozen=True)
class Vehicle:
    """One vehicle of a day; a loose one has a window and a wait."""

    access: int
    stops: tuple[int, ...]
    arrival: tuple[int, ...]
    departure: tuple[int, ...]
    board: tuple[bool, ...]
    alight: tuple[bool, ...]
    window: tuple[int, int, int, int] | None = None


@dataclass(frozen=True)
class Person:
    """What somebody may use; stops and footpaths by number."""

    access: frozenset[int] = frozenset({0, 1, 2})
    on: frozenset[int] | None = None
    off: frozenset[int] | None = None
    board_s: int = 0
    change_s: Mapping[int, int] = field(default_factory=dict)
    feet: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    certain: bool = True


def list_vehicles(day: Day) -> list[Vehicle]:
    """List everything that runs, straight from the timetable."""
    table, found = day.timetable, []
    runs = zip(day.runs.trip.tolist(), day.runs.shift_s.tolist(), strict=True)
    for trip, shift in runs:
        found.append(_vehicle(day, trip, shift))
    loose = day.loose
    for one, trip in enumerate(loose.trip.tolist()):
        first = int(table.departure_s[table.call_start[trip]])
        window = (loose.first_s[one], loose.last_s[one], loose.low_s[one])
        high = int(loose.high_s[one])
        found.append(_vehicle(day, trip, -first, (*map(int, window), high)))
    return found


def _vehicle(
    day: Day, trip: int, shift: int, window: tuple[int, int, int, int] | None = None
) -> Vehicle:
    table = day.timetable
    calls = slice(table.call_start[trip], table.call_start[trip + 1])
    return Vehicle(
        access=int(table.trip_access[trip]),
        stops=tuple(table.call_stop[calls].tolist()),
        arrival=tuple((table.arrival_s[calls] + shift).tolist()),
        departure=tuple((table.departure_s[calls] + shift).tolist()),
        board=tuple((table.pickup[calls] != 1).tolist()),
        alight=tuple((table.drop_off[calls] != 1).tolist()),
        window=window,
    )


def find_arrivals(
    day: Day, person: Person, access: Mapping[int, int], *, leave: int, rides: int
) -> list[dict[tuple[int, str], int]]:
    """Give the earliest arrival at each stop, by vehicle and on foot, per round."""
    vehicles = [one for one in list_vehicles(day) if one.access in person.access]
    state = {(stop, FOOT): leave + seconds for stop, seconds in access.items()}
    rounds = [dict(state)]
    for _ in range(rides):
        new = dict(state)
        for vehicle in vehicles:
            for stop, when in _ride(vehicle, person, state):
                _lower(new, (stop, VEHICLE), when)
        for (stop, how), when in list(new.items()):
            if how == VEHICLE:
                for other, seconds in person.feet.get(stop, {}).items():
                    _lower(new, (other, FOOT), when + seconds)
        state = new
        rounds.append(dict(state))
    return rounds


def _lower(state: dict[tuple[int, str], int], key: tuple[int, str], when: int) -> None:
    state[key] = min(state.get(key, NEVER * 4), when)


def _ready(person: Person, state: Mapping[tuple[int, str], int], stop: int) -> int:
    by_vehicle = state.get((stop, VEHICLE), NEVER * 4) + person.change_s.get(stop, 0)
    return min(by_vehicle, state.get((stop, FOOT), NEVER * 4) + person.board_s)


def _ride(
    vehicle: Vehicle, person: Person, state: Mapping[tuple[int, str], int]
) -> Iterable[tuple[int, int]]:
    calls = range(len(vehicle.stops))
    for on in calls:
        stop = vehicle.stops[on]
        if not vehicle.board[on] or (person.on is not None and stop not in person.on):
            continue
        shift = _leave(vehicle, person, _ready(person, state, stop), on)
        if shift is None:
            continue
        for off in calls[on + 1 :]:
            end = vehicle.stops[off]
            if vehicle.alight[off] and (person.off is None or end in person.off):
                yield end, vehicle.arrival[off] + shift


def _leave(vehicle: Vehicle, person: Person, ready: int, on: int) -> int | None:
    """Tell when the vehicle leaves its first stop; by the clock that is 0."""
    if vehicle.window is None:
        return 0 if ready <= vehicle.departure[on] else None
    first, last, low, high = vehicle.window
    wait = high if person.certain else low
    begins = max(ready - vehicle.departure[on], first)
    return begins + wait if begins + wait <= last else None


def find_best(
    day: Day,
    person: Person,
    access: Mapping[int, int],
    egress: Mapping[int, int],
    *,
    leave: int,
    rides: int,
) -> dict[int, int]:
    """Give the earliest arrivals at the destination that more rides make earlier."""
    rounds = find_arrivals(day, person, access, leave=leave, rides=rides)
    best: dict[int, int] = {}
    for number, state in enumerate(rounds):
        arrivals = [
            state[stop, VEHICLE] + seconds
            for stop, seconds in egress.items()
            if (stop, VEHICLE) in state
        ]
        least = min(best.values(), default=NEVER * 4)
        if arrivals and min(arrivals) < least:
            best[number] = min(arrivals)
    return best
