"""The rows of public transport, as ``geo.transit.timetable`` takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import (
    Agency,
    Frequency,
    Line,
    Service,
    ServiceDate,
    Stop,
    StopTime,
    Transfer,
    TransitTrip,
)
from data.queries.revision import get_revision
from geo.transit.rows import (
    BLANK,
    NO_STOP,
    CallColumns,
    FrequencyRow,
    LineRow,
    ServiceRow,
    StopRow,
    TransferRow,
    TransitRows,
    TripRow,
)

CHUNK: Final = 50_000
"""So many calls are held as Python's own numbers at a time."""
DISTANCE: Final = "shape_dist_traveled"
ABOUT: Final = 0
"""GTFS ``timepoint``: the vehicle is about there at that time."""
TYPES: Final = (np.int32,) * 5 + (np.int8,) * 2 + (np.bool_, np.float64)
"""Of the columns of calls, in their order."""


def load_timetable_rows(session: Session, zone: str) -> TransitRows:
    """Read all rows of public transport.

    Parameters
    ----------
    session : Session
    zone : str
        The town's time zone.

    Returns
    -------
    TransitRows
    """
    stops, trips = _stops(session), _trips(session)
    return TransitRows(
        revision=get_revision(session).network,
        zone=zone,
        stops=stops,
        lines=_lines(session),
        services=_services(session),
        trips=trips,
        calls=_calls(session, _index(trips), _index(stops)),
        frequencies=_frequencies(session),
        transfers=_transfers(session),
    )


def _index(rows: Sequence[Any]) -> dict[str, int]:
    return {row.key: number for number, row in enumerate(rows)}


def _stops(session: Session) -> list[StopRow]:
    found = session.execute(
        select(
            Stop.key,
            Stop.names,
            func.ST_X(Stop.geom),
            func.ST_Y(Stop.geom),
            Stop.wheelchair_boarding,
            Stop.parent_key,
            Stop.location_type,
        ).order_by(Stop.id)
    )
    return [
        StopRow(key, names, None if x is None else (x, y), boarding, parent, kind)
        for key, names, x, y, boarding, parent, kind in found
    ]


def _lines(session: Session) -> list[LineRow]:
    found = session.execute(
        select(
            Line.key, Line.short_name, Line.names, Line.route_type, Line.agency_key
        ).order_by(Line.id)
    )
    return [
        LineRow(key, short, names, kind, agency or "")
        for key, short, names, kind, agency in found
    ]


def _zones(session: Session) -> dict[str, str]:
    """Give the time zone of each service whose agency names one."""
    found = session.execute(
        select(TransitTrip.service_key, Agency.timezone)
        .join(Line, Line.key == TransitTrip.line_key)
        .join(Agency, Agency.key == Line.agency_key)
        .distinct()
    )
    return {service: zone for service, zone in found if zone}


def _services(session: Session) -> list[ServiceRow]:
    exceptions: dict[str, dict[date, int]] = {}
    for key, day, kind in session.execute(
        select(ServiceDate.service_key, ServiceDate.on_date, ServiceDate.exception_type)
    ):
        exceptions.setdefault(key, {})[day] = kind
    zones = _zones(session)
    found = session.execute(
        select(
            Service.key, Service.weekdays, Service.start_date, Service.end_date
        ).order_by(Service.id)
    )
    return [
        ServiceRow(key, days, start, end, exceptions.get(key, {}), zones.get(key, ""))
        for key, days, start, end in found
    ]


def _trips(session: Session) -> list[TripRow]:
    found = session.execute(
        select(
            TransitTrip.key,
            TransitTrip.line_key,
            TransitTrip.service_key,
            TransitTrip.wheelchair_accessible,
            TransitTrip.headsign,
            TransitTrip.headsigns,
            TransitTrip.wait_low_s,
            TransitTrip.wait_high_s,
            TransitTrip.block,
            TransitTrip.source_id,
        ).order_by(TransitTrip.id)
    )
    return [
        TripRow(
            key,
            line,
            service,
            access,
            sign,
            signs,
            _number(low),
            _number(high),
            f"{source}:{block}" if block else "",
        )
        for key, line, service, access, sign, signs, low, high, block, source in found
    ]


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _calls(
    session: Session, trips: Mapping[str, int], stops: Mapping[str, int]
) -> CallColumns:
    """Read stop times chunk by chunk: a feed may have millions."""
    statement = select(
        StopTime.trip_key,
        StopTime.stop_key,
        StopTime.sequence,
        StopTime.arrival_s,
        StopTime.departure_s,
        StopTime.pickup,
        StopTime.drop_off,
        StopTime.timepoint,
        StopTime.extra[DISTANCE].as_string(),
    ).execution_options(yield_per=CHUNK)
    parts = [
        _part(rows, trips, stops)
        for rows in session.execute(statement).partitions(CHUNK)
    ]
    columns = zip(*parts, strict=True) if parts else [[] for _ in TYPES]
    return CallColumns(
        *(
            np.concatenate([np.zeros(0, kind), *column])
            for kind, column in zip(TYPES, columns, strict=True)
        )
    )


def _part(
    rows: Sequence[Any], trips: Mapping[str, int], stops: Mapping[str, int]
) -> list[Any]:
    """Give the columns of some calls; those of no trip are left out."""
    known = [
        (
            trips[trip],
            stops.get(stop, NO_STOP),
            sequence,
            BLANK if arrival is None else arrival,
            BLANK if departure is None else departure,
            pickup,
            drop_off,
            timepoint == ABOUT,
            _distance(distance),
        )
        for (
            trip,
            stop,
            sequence,
            arrival,
            departure,
            pickup,
            drop_off,
            timepoint,
            distance,
        ) in rows
        if trip in trips
    ]
    columns = zip(*known, strict=True) if known else [[] for _ in TYPES]
    return [np.array(one, kind) for one, kind in zip(columns, TYPES, strict=True)]


def _distance(text: str | None) -> float:
    """Read how far along the shape a call is; what is no number is not known."""
    try:
        return float(text) if text else float("nan")
    except ValueError:
        return float("nan")


def _frequencies(session: Session) -> list[FrequencyRow]:
    found = session.execute(
        select(
            Frequency.trip_key,
            Frequency.start_s,
            Frequency.end_s,
            Frequency.headway_s,
            Frequency.exact,
        ).order_by(Frequency.id)
    )
    return [FrequencyRow(*row) for row in found]


def _transfers(session: Session) -> list[TransferRow]:
    """Read how rides meet, for all or for single lines and trips."""
    found = session.execute(
        select(
            Transfer.from_stop_key,
            Transfer.to_stop_key,
            Transfer.type,
            Transfer.min_s,
            Transfer.from_line_key,
            Transfer.to_line_key,
            Transfer.from_trip_key,
            Transfer.to_trip_key,
        ).order_by(Transfer.id)
    )
    return [
        TransferRow(start or "", end or "", kind, least, line, to_line, trip, to_trip)
        for start, end, kind, least, line, to_line, trip, to_trip in found
    ]
