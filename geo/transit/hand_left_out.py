"""What GTFS cannot say honestly of lines by hand, told one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.finding import Finding
from geo.transit.hand_line import Direction, HandLine, Names, stop_key
from geo.transit.hand_value import write_number


@dataclass(frozen=True)
class KnownStop:
    """A stop that is no line's own.

    Attributes
    ----------
    names : dict of str to str
    lonlat : tuple of float, optional
        EPSG:4326.
    boarding : int
        GTFS ``wheelchair_boarding``.
    """

    names: Names
    lonlat: tuple[float, float] | None = None
    boarding: int = 0


def list_left_out(
    lines: Sequence[HandLine], stops: Mapping[str, KnownStop], source: str
) -> Iterator[Finding]:
    """List what a feed cannot say of lines by hand.

    Parameters
    ----------
    lines : sequence of HandLine
    stops : mapping of str to KnownStop
        All stops of the lines.
    source : str
        Key of the source of the lines.

    Yields
    ------
    Finding
        What is left out or changed, and why.
    """
    for line in lines:
        if line.days is None:
            yield _note(line, "no-days", "on which days it runs is not known")
        if line.fare is not None:
            ends = " to ".join(dict.fromkeys(write_number(end) for end in line.fare))
            message = f"fare {ends}: where one pays is not known"
            yield _note(line, "fare-left-out", message)
        for number, way in enumerate(line.directions, 1):
            for code, message in _reasons(line, way, stops, source):
                yield _note(line, code, f"direction {number}: {message}")


def _note(line: HandLine, code: str, message: str) -> Finding:
    return Finding(code, f"line {line.id}", message, "info")


def _reasons(
    line: HandLine, way: Direction, stops: Mapping[str, KnownStop], source: str
) -> Iterator[tuple[str, str]]:
    """Say why the trips of a direction are not in the timetable, or are changed."""
    keys = [stop_key(line, stop, source) for stop in way.stops]
    lost = [key for key in keys if key not in stops or stops[key].lonlat is None]
    if lost:
        yield "no-position", f"{', '.join(lost)}: no position; its trips are left out"
    if way.pattern in WHY:
        yield f"pattern-{way.pattern.replace('_', '-')}", WHY[way.pattern]
    elif any(stop.to_next is None for stop in way.stops[:-1]):
        yield "no-travel-time", "how long it takes is not known; its trips are left out"
    elif any(stop.to_next and stop.to_next[0] != stop.to_next[1] for stop in way.stops):
        yield "travel-time-range", "takes from – to; the last stop has the latest time"
    span = way.headway if way.pattern == "headway" else None
    if span and span[0] != span[1]:
        ends = " to ".join(write_number(end / 60) for end in span)
        yield "headway-range", f"every {ends} minutes; written with the longest"


WHY: Final = {
    "when_full": "leaves when it is full; its trips are left out",
    "on_request": "comes on request; its trips are left out",
    "unknown": "when it leaves is not known; its trips are left out",
}
