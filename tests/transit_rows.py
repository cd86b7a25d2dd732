"""A little public transport in a database."""

from __future__ import annotations

from datetime import date

from shapely import Point

from data.models import (
    Frequency,
    Line,
    Service,
    ServiceDate,
    Source,
    Stop,
    StopTime,
    TransitTrip,
    to_column,
)
from data.queries.revision import raise_revision

MONDAY = date(2026, 11, 23)
CALLS = [
    ("x:trip:T1", 1, 28800),
    ("x:trip:T1", 2, None),
    ("x:trip:T1", 3, 29400),
    ("x:trip:T2", 1, 3600),
    ("x:trip:T2", 3, 4200),
]


def fill_transit(session):
    """Put three stops, one line and two trips into a database."""
    source = Source(key="x", name="x", licence="", attribution="")
    session.add(source)
    session.flush()
    own = {"source_id": source.id}
    for number in (1, 2, 3):
        at = to_column(Point(8.7 + number / 100, 36.17))
        session.add(Stop(key=f"x:{number}", names={"fr": f"S{number}"}, geom=at, **own))
    session.add(Stop(key="x:nowhere", **own))
    session.add(Line(key="x:line:L", short_name="L", route_type=3, **own))
    session.add(
        Service(
            key="x:s",
            weekdays="1111100",
            start_date=MONDAY,
            end_date=date(2026, 12, 31),
            **own,
        )
    )
    session.add(
        ServiceDate(
            service_key="x:s", on_date=date(2026, 12, 1), exception_type=2, **own
        )
    )
    common = {"line_key": "x:line:L", "service_key": "x:s", **own}
    session.add(TransitTrip(key="x:trip:T1", wheelchair_accessible=1, **common))
    session.add(
        TransitTrip(key="x:trip:T2", wait_low_s=600, wait_high_s=5400, **common)
    )
    for trip, stop, time in CALLS:
        session.add(
            StopTime(
                trip_key=trip,
                stop_key=f"x:{stop}",
                sequence=stop,
                arrival_s=time,
                departure_s=time,
                **own,
            )
        )
    session.add(
        Frequency(
            trip_key="x:trip:T2", start_s=21600, end_s=64800, headway_s=3000, **own
        )
    )
    raise_revision(session, network=True)
