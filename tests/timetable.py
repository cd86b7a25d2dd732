"""Small timetables, written as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from geo.timetable import parse_time
from geo.transit.rows import (
    BLANK,
    CallColumns,
    FrequencyRow,
    LineRow,
    ServiceRow,
    StopRow,
    TransferRow,
    TransitRows,
    TripRow,
)
from geo.transit.timetable import Timetable, build_timetable

DAY = date(2026, 11, 23)
"""A Monday."""
ALWAYS = ServiceRow("daily", "1111111", date(2026, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Call:
    """A stop time: blank times are ``None``."""

    stop: int
    arrival_s: int | None = None
    departure_s: int | None = None
    pickup: int = 0
    drop_off: int = 0
    distance: float = float("nan")
    about: bool = False


@dataclass(frozen=True)
class Run:
    """A trip with its calls."""

    calls: Sequence[Call]
    service: str = ALWAYS.key
    access: int = 0
    line: str = "1"
    wait_low_s: float = float("nan")
    wait_high_s: float = float("nan")
    block: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything that a timetable is made of."""

    stops: int
    runs: Sequence[Run]
    services: Sequence[ServiceRow] = (ALWAYS,)
    boarding: Mapping[int, int] = field(default_factory=dict)
    frequencies: Sequence[FrequencyRow] = ()
    transfers: Sequence[TransferRow] = ()
    zone: str = "Africa/Tunis"
    spots: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    parents: Mapping[int, int] = field(default_factory=dict)

    def rows(self) -> TransitRows:
        """Write it as rows; stop ``i`` is ``s{i}``, trip ``i`` is ``t{i}``."""
        stops = [
            StopRow(
                f"s{number}",
                {"en": f"Stop {number}"},
                self.spots.get(number, (8.7 + number / 100, 36.17)),
                self.boarding.get(number, 0),
                parent=f"s{self.parents[number]}" if number in self.parents else None,
            )
            for number in range(self.stops)
        ]
        trips = [
            TripRow(
                f"t{number}",
                run.line,
                run.service,
                run.access,
                wait_low_s=run.wait_low_s,
                wait_high_s=run.wait_high_s,
                block=run.block,
            )
            for number, run in enumerate(self.runs)
        ]
        return TransitRows(
            revision=1,
            zone=self.zone,
            stops=stops,
            lines=[LineRow(key) for key in sorted({run.line for run in self.runs})],
            services=self.services,
            trips=trips,
            calls=list_calls(self.runs),
            frequencies=self.frequencies,
            transfers=self.transfers,
        )

    def build(self) -> Timetable:
        """Lay it out, whatever is found."""
        timetable, _ = build_timetable(self.rows())
        return timetable


def list_calls(runs: Sequence[Run]) -> CallColumns:
    """Write the calls of all runs as columns."""
    table = [
        (number, call.stop, place, call)
        for number, run in enumerate(runs)
        for place, call in enumerate(run.calls)
    ]
    calls = [call for *_, call in table]
    return CallColumns(
        trip=np.array([number for number, *_ in table], dtype=np.int32),
        stop=np.array([stop for _, stop, *_ in table], dtype=np.int32),
        sequence=np.array([place for _, _, place, _ in table], dtype=np.int32),
        arrival_s=_times([call.arrival_s for call in calls]),
        departure_s=_times([call.departure_s for call in calls]),
        pickup=np.array([call.pickup for call in calls], dtype=np.int8),
        drop_off=np.array([call.drop_off for call in calls], dtype=np.int8),
        about=np.array([call.about for call in calls], dtype=np.bool_),
        distance=np.array([call.distance for call in calls], dtype=np.float64),
    )


def _times(times: Sequence[int | None]) -> np.ndarray:
    return np.array([BLANK if one is None else one for one in times], dtype=np.int32)


def clock(text: str) -> int:
    """Read ``"10:40"`` as seconds."""
    seconds = parse_time(f"{text}:00")
    if seconds is None:
        message = f"{text!r} is no time"
        raise ValueError(message)
    return seconds


def bus(*calls: str, access: int = 0, **more: object) -> Run:
    """Write a run as ``bus("0 10:00", "1", "2 10:20-10:25")``."""
    return Run([_call(call) for call in calls], access=access, **more)


def _call(text: str) -> Call:
    stop, _, times = text.partition(" ")
    if not times:
        return Call(int(stop))
    arrival, _, departure = times.partition("-")
    return Call(int(stop), clock(arrival), clock(departure or arrival))
