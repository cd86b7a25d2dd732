"""The runs of a line by hand, and when they call where.

Nothing is invented: a time that is a range or not known stays empty, but for the last
stop, where the latest arrival that was told stands, marked as approximate. Of a line
whose hours or travel time nobody knows, the trip has no times: it is on the map and on
its page, and no journey is built on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from geo.boarding import IMPOSSIBLE, POSSIBLE, UNKNOWN
from geo.transit.hand_line import Direction, HandLine, Names, first_name, stop_key
from geo.transit.hand_value import write_time
from geo.transit.key import Keys

FLAG: Final = {True: POSSIBLE, False: IMPOSSIBLE, None: UNKNOWN}
PICKUP: Final = {"": 0, "always": 0, "phone": 2, "wave": 3}
SHORTEST_HEADWAY_S: Final = 60

Row = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """A trip of a direction.

    Attributes
    ----------
    tail : str
        End of its key.
    start : int, optional
        Departure, seconds of the service day; ``None`` where it is not known.
    is_repeated : bool
        Whether it runs again and again from the first to the last departure.
    """

    tail: str = ""
    start: int | None = None
    is_repeated: bool = False


def list_runs(direction: Direction) -> list[Run]:
    """List the trips of a direction; where no time is known, one without times."""
    is_known = all(stop.to_next is not None for stop in direction.stops[:-1])
    if is_known and direction.pattern == "departures":
        starts = direction.departures
        return [Run(f"-{write_time(s).replace(':', '')}", s) for s in starts]
    if is_known and find_headway("", direction):
        return [Run("", direction.first, is_repeated=True)]
    return [Run()]


def is_timed(line: HandLine, direction: Direction) -> bool:
    """Tell whether journeys can be built on a direction of a line."""
    return line.days is not None and list_runs(direction)[0].start is not None


def find_headway(trip: str, direction: Direction) -> list[Row]:
    """Give the row of how often a trip runs; none where that is not known.

    Of a range, the longest counts: nobody is promised the best.
    """
    every = {"headway": direction.headway, "when_full": direction.wait}
    span = every.get(direction.pattern)
    first, last = direction.first, direction.last
    if span is None or first is None or last is None:
        return []
    row = {
        "trip_key": trip,
        "start_s": first,
        "end_s": last + 1,
        "headway_s": max(round(span[1]), SHORTEST_HEADWAY_S),
        "exact": False,
        "extra": {},
    }
    return [row]


def build_trip(key: str, line: HandLine, number: int, *, keys: Keys) -> Row:
    """Make the row of a trip.

    Parameters
    ----------
    key : str
    line : HandLine
    number : int
        Of the direction.
    keys : Keys

    Returns
    -------
    Row
    """
    direction = line.directions[number]
    is_full = direction.pattern == "when_full"
    low, high = (direction.wait if is_full else None) or (None, None)
    names = headsigns(direction)
    return {
        "key": key,
        "line_key": keys.of("line", line.id),
        "service_key": keys.of("service", line.id),
        "shape_key": None,
        "headsign": first_name(names).get("", ""),
        "headsigns": names,
        "direction": number,
        "wheelchair_accessible": FLAG[line.wheelchair],
        "wait_low_s": None if low is None else round(low),
        "wait_high_s": None if high is None else round(high),
        "extra": {},
    }


def headsigns(direction: Direction) -> Names:
    """Give where a direction leads: what was told, else the name of its last stop."""
    told = {"ar": direction.headsign_ar, "fr": direction.headsign_fr}
    names = {language: name for language, name in told.items() if name}
    return names or (direction.stops[-1].names if direction.stops else {})


def build_calls(
    trip: str, line: HandLine, direction: Direction, *, start: int | None, source: str
) -> Iterator[Row]:
    """Make the stop times of a trip.

    Parameters
    ----------
    trip : str
        Its key.
    line : HandLine
    direction : Direction
    start : int, optional
        Departure, seconds of the service day.
    source : str

    Yields
    ------
    Row
    """
    times = _times(direction, start)
    for sequence, (stop, time) in enumerate(
        zip(direction.stops, times, strict=True), 1
    ):
        boards = "phone" if stop.area and not stop.boards else stop.boards
        is_exact = sequence == 1 and direction.pattern == "departures"
        yield {
            "trip_key": trip,
            "stop_key": stop_key(line, stop, source),
            "sequence": sequence,
            "arrival_s": time,
            "departure_s": time,
            "pickup": PICKUP[boards],
            "drop_off": PICKUP[boards],
            "timepoint": None if time is None else int(is_exact),
            "extra": {},
        }


def _times(direction: Direction, start: int | None) -> list[int | None]:
    """Add up what is known: one value a section, and at the end the latest arrival."""
    if start is None:
        return [None] * len(direction.stops)
    times: list[int | None] = [start]
    latest = float(start)
    for before, _after in pairwise(direction.stops):
        low, high = before.to_next or (0.0, 0.0)
        latest += high
        is_sure = low == high and times[-1] is not None
        times.append(round(latest) if is_sure else None)
    times[-1] = round(latest)
    return times
