"""The two feeds of Porto Alegre as rows, read without our importer."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from geo.timetable import parse_day, parse_time
from geo.transit.rows import (
    BLANK,
    CallColumns,
    LineRow,
    ServiceRow,
    StopRow,
    TransitRows,
    TripRow,
)
from geo.transit.timetable import Timetable, build_timetable

WEDNESDAY = date(2019, 5, 15)
"""A day of both feeds."""
ZONE = "America/Sao_Paulo"
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

Tables = Mapping[str, pd.DataFrame]


@lru_cache
def read_timetable(folder: Path) -> Timetable:
    """Lay out both feeds."""
    feeds = [_read(folder / "porto-alegre" / f"poa_{name}.zip") for name in NAMES]
    timetable, _ = build_timetable(_rows(feeds))
    return timetable


NAMES = ("eptc", "trensurb")


def _read(path: Path) -> Tables:
    with zipfile.ZipFile(path) as feed:
        return {
            name.removesuffix(".txt"): pd.read_csv(
                feed.open(name), dtype=str, keep_default_na=False
            )
            for name in feed.namelist()
            if name.endswith(".txt")
        }


def _rows(feeds: list[Tables]) -> TransitRows:
    stops, trips, calls = [], [], []
    lines, services = [], []
    for name, feed in zip(NAMES, feeds, strict=True):
        first_stop, first_trip = len(stops), len(trips)
        stops += [
            StopRow(f"{name}:{row.stop_id}", {"pt": row.stop_name}, _place(row))
            for row in feed["stops"].itertuples()
        ]
        lines += [LineRow(f"{name}:{key}") for key in feed["routes"].route_id]
        services += _services(name, feed)
        trips += [
            TripRow(
                f"{name}:{row.trip_id}",
                f"{name}:{row.route_id}",
                f"{name}:{row.service_id}",
                int(getattr(row, "wheelchair_accessible", 0) or 0),
            )
            for row in feed["trips"].itertuples()
        ]
        calls.append(_calls(feed, first_stop, first_trip))
    joined = {
        column: np.concatenate([getattr(part, column) for part in calls])
        for column in vars(calls[0])
    }
    columns = CallColumns(**joined)
    return TransitRows(1, ZONE, stops, lines, services, trips, columns)


def _place(row: object) -> tuple[float, float]:
    return float(row.stop_lon), float(row.stop_lat)


def _services(name: str, feed: Tables) -> list[ServiceRow]:
    exceptions: dict[str, dict[date, int]] = {}
    for row in feed.get("calendar_dates", pd.DataFrame()).itertuples():
        own = exceptions.setdefault(row.service_id, {})
        own[parse_day(row.date)] = int(row.exception_type)
    return [
        ServiceRow(
            f"{name}:{row.service_id}",
            "".join(getattr(row, day) for day in WEEK),
            parse_day(row.start_date),
            parse_day(row.end_date),
            exceptions.get(row.service_id, {}),
        )
        for row in feed["calendar"].itertuples()
    ]


def _calls(feed: Tables, first_stop: int, first_trip: int) -> CallColumns:
    times = feed["stop_times"]
    stop = pd.Index(feed["stops"].stop_id).get_indexer(times.stop_id)
    trip = pd.Index(feed["trips"].trip_id).get_indexer(times.trip_id)
    count = len(times)
    return CallColumns(
        trip=(trip + first_trip).astype(np.int32),
        stop=(stop + first_stop).astype(np.int32),
        sequence=times.stop_sequence.astype(int).to_numpy(dtype=np.int32),
        arrival_s=_times(times.arrival_time),
        departure_s=_times(times.departure_time),
        pickup=np.zeros(count, dtype=np.int8),
        drop_off=np.zeros(count, dtype=np.int8),
        about=np.zeros(count, dtype=np.bool_),
        distance=np.full(count, np.nan),
    )


def _times(column: pd.Series) -> np.ndarray:
    found = [parse_time(text) for text in column]
    return np.array([BLANK if one is None else one for one in found], dtype=np.int32)
