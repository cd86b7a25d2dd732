"""What a timetable is made of: rows of public transport, in the words of GTFS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.note import LonLat

BLANK: Final = -1
"""A time that is not told."""
NO_STOP: Final = -1
"""A call at a zone, or a stop without a parent."""

Ints = NDArray[np.int32]
Indices = NDArray[np.int64]
Bytes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StopRow:
    """A stop, station, entrance, node or boarding area.

    Attributes
    ----------
    boarding : int
        Its own GTFS ``wheelchair_boarding``: 0 unknown or inherited, 1, 2.
    kind : int
        GTFS ``location_type``.
    lonlat : LonLat, optional
        ``None`` where the feed gives no place.
    """

    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    lonlat: LonLat | None = None
    boarding: int = 0
    parent: str | None = None
    kind: int = 0


@dataclass(frozen=True)
class LineRow:
    """A line: a GTFS route, or one entered by hand."""

    key: str
    short_name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    route_type: int = 3
    agency: str = ""


@dataclass(frozen=True)
class ServiceRow:
    """The days of a service.

    Attributes
    ----------
    weekdays : str
        Seven digits, Monday first.
    start, end : date, optional
        First and last day of the weekdays.
    exceptions : mapping of date to int
        ``geo.timetable.ADDED`` or ``REMOVED``.
    zone : str
        Time zone of the agency; empty for the town's.
    """

    key: str
    weekdays: str = "0000000"
    start: date | None = None
    end: date | None = None
    exceptions: Mapping[date, int] = field(default_factory=dict)
    zone: str = ""


@dataclass(frozen=True)
class TripRow:
    """One run of a vehicle.

    Attributes
    ----------
    access : int
        GTFS ``wheelchair_accessible``: 0 unknown, 1 yes, 2 no.
    headsigns : mapping of str to str
        The head sign in other languages.
    wait_low_s, wait_high_s : float
        How long it takes until it is full and leaves; NaN where it leaves by the clock.
    block : str
        The same vehicle makes all trips of a block, with its source; empty for none.
    """

    key: str
    line: str
    service: str
    access: int = 0
    headsign: str = ""
    headsigns: Mapping[str, str] = field(default_factory=dict)
    wait_low_s: float = float("nan")
    wait_high_s: float = float("nan")
    block: str = ""


@dataclass(frozen=True, eq=False)
class CallColumns:
    """Stop times, one array a column, in any order.

    Attributes
    ----------
    trip : array of int32
        Index into the trips.
    stop : array of int32
        Index into the stops; ``NO_STOP`` for a zone.
    sequence : array of int32
    arrival_s, departure_s : array of int32
        Seconds after noon minus twelve hours of the service day; ``BLANK``.
    pickup, drop_off : array of int8
        GTFS: 0 as usual, 1 not at all, 2 by telephone, 3 ask the driver.
    about : array of bool
        Whether the times are told to be about right (GTFS ``timepoint`` 0).
    distance : array of float64
        Along the shape, in any unit; NaN where it is not told.
    """

    trip: Ints
    stop: Ints
    sequence: Ints
    arrival_s: Ints
    departure_s: Ints
    pickup: Bytes
    drop_off: Bytes
    about: Flags
    distance: Floats

    def take(self, which: NDArray[np.intp]) -> CallColumns:
        """Give some of them, in this order."""
        return CallColumns(**{name: row[which] for name, row in vars(self).items()})


@dataclass(frozen=True)
class FrequencyRow:
    """A trip that runs every so often; exact: by the clock."""

    trip: str
    start_s: int
    end_s: int
    headway_s: int
    exact: bool = False


@dataclass(frozen=True)
class TransferRow:
    """How two rides meet.

    Attributes
    ----------
    start, end : str
        Stops or stations; empty where a rule on staying aboard names none.
    kind : int
        GTFS: 0 well, 1 timed, 2 needs ``min_s``, 3 not at all, 4 one may stay aboard,
        5 one has to get off.
    min_s : int, optional
    from_line, to_line, from_trip, to_trip : str, optional
        For whom it holds; all where nothing is named.
    """

    start: str
    end: str
    kind: int = 0
    min_s: int | None = None
    from_line: str | None = None
    to_line: str | None = None
    from_trip: str | None = None
    to_trip: str | None = None


@dataclass(frozen=True)
class TransitRows:
    """All rows of public transport, of every source.

    Attributes
    ----------
    revision : int
    zone : str
        The town's time zone.
    """

    revision: int
    zone: str
    stops: Sequence[StopRow]
    lines: Sequence[LineRow]
    services: Sequence[ServiceRow]
    trips: Sequence[TripRow]
    calls: CallColumns
    frequencies: Sequence[FrequencyRow] = ()
    transfers: Sequence[TransferRow] = ()
