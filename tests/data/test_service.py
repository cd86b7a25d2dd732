"""Which lines serve a stop, and in which order a line serves its stops."""

from __future__ import annotations

import pytest

from data.models import Line, Stop, StopTime, TransitTrip
from data.queries.layer import list_by_keys
from data.queries.service import list_lines_at, list_stops_of
from data.queries.source import catalog, ensure_source

RUNS = {
    "out": (0, "AL", ("A", "B", "C")),
    "home": (1, "AL", ("C", "B", "A")),
    "other": (None, "BX", ("X", "B1")),
}


@pytest.fixture
def town(database):
    with database.write() as session:
        source = ensure_source(session, catalog()["gtfs"])
        for key in ("A", "B", "C", "X"):
            session.add(Stop(key=key, source_id=source.id, names={"": key}))
        session.add(Stop(key="B1", source_id=source.id, parent_key="B"))
        for line in ("AL", "BX", "NONE"):
            session.add(Line(key=line, source_id=source.id, route_type=3))
        for run, (direction, line, stops) in RUNS.items():
            session.add(
                TransitTrip(
                    key=run,
                    source_id=source.id,
                    line_key=line,
                    service_key="daily",
                    direction=direction,
                )
            )
            for sequence, stop in enumerate(stops):
                session.add(
                    StopTime(
                        trip_key=run,
                        source_id=source.id,
                        stop_key=stop,
                        sequence=sequence,
                    )
                )
    return database


def test_a_line_serves_its_stops_in_the_order_of_one_direction(town):
    with town.read() as session:
        assert list_stops_of(session, "AL") == ["A", "B", "C"]
        assert list_stops_of(session, "BX") == ["X", "B1"]
        assert list_stops_of(session, "NONE") == []


def test_a_station_is_served_by_the_lines_of_its_platforms(town):
    with town.read() as session:
        assert list_lines_at(session, "B") == ["AL", "BX"]
        assert list_lines_at(session, "B1") == ["BX"]
        assert list_lines_at(session, "nowhere") == []


def test_rows_come_in_the_order_of_the_keys_and_unknown_keys_are_left_out(town):
    with town.read() as session:
        found = list_by_keys(session, "stops", ["C", "gone", "A"])

    assert [feature.key for feature in found] == ["C", "A"]
