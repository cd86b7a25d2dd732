"""Lines by hand as a GTFS feed: only what GTFS can say honestly.

What leaves when it is full has no headway, and a bus of which nobody knows how long it
takes has no arrival: their lines and stops are in the feed, their trips are not, and
each is listed with the reason. Fares are listed, too: GTFS wants to know where one
pays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from geo.finding import Finding
from geo.timetable import format_time
from geo.transit.hand_columns import COLUMNS
from geo.transit.hand_left_out import KnownStop, list_left_out
from geo.transit.hand_line import HandLine, Names
from geo.transit.hand_rows import build_rows
from geo.transit.hand_runs import Row
from geo.transit.hand_value import write_number

SEVERAL: Final = "mul"
"""ISO 639-2: the texts of the feed are in several languages."""
LANGUAGES: Final = ("ar", "fr", "en")

Cells = dict[str, str]


@dataclass(frozen=True)
class Publisher:
    """Who gives the feed.

    Attributes
    ----------
    name, url, timezone, lang : str
    version : str
        Names the state of the data.
    """

    name: str
    url: str
    timezone: str
    lang: str = "fr"
    version: str = "1"


@dataclass
class HandFeed:
    """A feed.

    Attributes
    ----------
    files : dict of str to list of Cells
        Name of the file without its end → rows.
    findings : list of Finding
        What is not in it, or not as it was told, and why.
    """

    files: dict[str, list[Cells]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def build_feed(
    lines: Sequence[HandLine],
    *,
    source: str,
    publisher: Publisher,
    known: Mapping[str, KnownStop],
) -> HandFeed:
    """Make a feed of lines by hand.

    Parameters
    ----------
    lines : sequence of HandLine
        Sound ones that still run.
    source : str
        Key of their source, which their ids go without.
    publisher : Publisher
    known : mapping of str to KnownStop
        Stops that the lines call at and that are not their own.

    Returns
    -------
    HandFeed
    """
    feed, ids = HandFeed(), Ids(source)
    rows = build_rows(lines, source=source).rows
    stops = {row["key"]: _own(row) for row in rows["stop"]} | dict(known)
    calls = _grouped(rows["stop_time"])
    trips = [
        row
        for row in rows["transit_trip"]
        if all(stops[call["stop_key"]].lonlat for call in calls[row["key"]])
        and _has_times(row, calls[row["key"]], rows)
    ]
    kept = {row["key"] for row in trips}
    feed.findings += list_left_out(lines, stops, source)
    feed.files["agency"] = [_agency(row, publisher, ids) for row in rows["agency"]]
    feed.files["stops"] = list(_stops(stops, ids))
    feed.files["routes"] = [_route(row, ids) for row in rows["line"]]
    feed.files["trips"] = [_trip(row, ids) for row in trips]
    feed.files["stop_times"] = [
        _call(call, ids) for row in trips for call in calls[row["key"]]
    ]
    feed.files["calendar"] = [_days(row, ids) for row in rows["service"]]
    feed.files["calendar_dates"] = [_break(row, ids) for row in rows["service_date"]]
    feed.files["frequencies"] = [
        _headway(row, ids) for row in rows["frequency"] if row["trip_key"] in kept
    ]
    feed.files["feed_info"] = [_info(rows["service"], publisher)]
    feed.files["translations"] = list(_translations(rows, stops, trips, ids))
    return feed


@dataclass(frozen=True)
class Ids:
    """Ids of the feed: keys without the source and the kind."""

    source: str

    def of(self, key: str) -> str:
        """Give the id of a line, trip, service or agency."""
        return key.removeprefix(f"{self.source}:").partition(":")[2]

    def stop(self, key: str) -> str:
        """Give the id of a stop; of a stop of another source, its key."""
        return key.removeprefix(f"{self.source}:")


def _own(row: Row) -> KnownStop:
    point = row["geom"]
    lonlat = None if point is None else (point.x, point.y)
    return KnownStop(row["names"], lonlat, row["wheelchair_boarding"])


def _grouped(calls: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for call in calls:
        groups[call["trip_key"]].append(call)
    return groups


def _has_times(trip: Row, calls: list[Row], rows: Mapping[str, list[Row]]) -> bool:
    """Tell whether GTFS can say when a trip runs."""
    never = {r["key"] for r in rows["service"] if "1" not in r["weekdays"]}
    return (
        trip["wait_high_s"] is None
        and trip["service_key"] not in never
        and len(calls) > 1
        and calls[0]["departure_s"] is not None
    )


def _agency(row: Row, publisher: Publisher, ids: Ids) -> Cells:
    return {
        "agency_id": ids.of(row["key"]),
        "agency_name": row["name"],
        "agency_url": publisher.url,
        "agency_timezone": row["timezone"] or publisher.timezone,
    }


def _stops(stops: Mapping[str, KnownStop], ids: Ids) -> Iterator[Cells]:
    for key, stop in stops.items():
        if stop.lonlat is None:
            continue
        lon, lat = stop.lonlat
        yield {
            "stop_id": ids.stop(key),
            "stop_name": _default(stop.names) or key,
            "stop_lat": write_number(lat),
            "stop_lon": write_number(lon),
            "location_type": "0",
            "wheelchair_boarding": str(stop.boarding),
        }


def _default(names: Names) -> str:
    return names.get("") or next(iter(names.values()), "")


def _route(row: Row, ids: Ids) -> Cells:
    return {
        "route_id": ids.of(row["key"]),
        "agency_id": ids.of(row["agency_key"]),
        "route_short_name": row["short_name"],
        "route_long_name": _default(row["names"]),
        "route_type": str(row["route_type"]),
    }


def _trip(row: Row, ids: Ids) -> Cells:
    return {
        "route_id": ids.of(row["line_key"]),
        "service_id": ids.of(row["service_key"]),
        "trip_id": ids.of(row["key"]),
        "trip_headsign": row["headsign"],
        "direction_id": str(row["direction"]),
        "wheelchair_accessible": str(row["wheelchair_accessible"]),
    }


def _call(row: Row, ids: Ids) -> Cells:
    return {
        "trip_id": ids.of(row["trip_key"]),
        "arrival_time": _time(row["arrival_s"]),
        "departure_time": _time(row["departure_s"]),
        "stop_id": ids.stop(row["stop_key"]),
        "stop_sequence": str(row["sequence"]),
        "pickup_type": str(row["pickup"]),
        "drop_off_type": str(row["drop_off"]),
        "timepoint": "" if row["timepoint"] is None else str(row["timepoint"]),
    }


def _time(seconds: int | None) -> str:
    return "" if seconds is None else format_time(seconds)


def _days(row: Row, ids: Ids) -> Cells:
    week = dict(zip(COLUMNS["calendar"][1:8], row["weekdays"], strict=True))
    return {
        "service_id": ids.of(row["key"]),
        **week,
        "start_date": _day(row["start_date"]),
        "end_date": _day(row["end_date"]),
    }


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _break(row: Row, ids: Ids) -> Cells:
    return {
        "service_id": ids.of(row["service_key"]),
        "date": _day(row["on_date"]),
        "exception_type": str(row["exception_type"]),
    }


def _headway(row: Row, ids: Ids) -> Cells:
    return {
        "trip_id": ids.of(row["trip_key"]),
        "start_time": format_time(row["start_s"]),
        "end_time": format_time(row["end_s"]),
        "headway_secs": str(row["headway_s"]),
        "exact_times": "0",
    }


def _info(services: Sequence[Row], publisher: Publisher) -> Cells:
    starts = [row["start_date"] for row in services]
    ends = [row["end_date"] for row in services]
    return {
        "feed_publisher_name": publisher.name,
        "feed_publisher_url": publisher.url,
        "feed_lang": SEVERAL,
        "default_lang": publisher.lang,
        "feed_start_date": _day(min(starts)) if starts else "",
        "feed_end_date": _day(max(ends)) if ends else "",
        "feed_version": publisher.version,
    }


def _translations(
    rows: Mapping[str, list[Row]],
    stops: Mapping[str, KnownStop],
    trips: Iterable[Row],
    ids: Ids,
) -> Iterator[Cells]:
    said: list[tuple[str, str, str, Names]] = [
        *(
            ("agency", "agency_name", ids.of(r["key"]), r["names"])
            for r in rows["agency"]
        ),
        *(
            ("stops", "stop_name", ids.stop(key), stop.names)
            for key, stop in stops.items()
            if stop.lonlat is not None
        ),
        *(
            ("routes", "route_long_name", ids.of(r["key"]), r["names"])
            for r in rows["line"]
        ),
        *(("trips", "trip_headsign", ids.of(r["key"]), r["headsigns"]) for r in trips),
    ]
    for table, column, record, names in said:
        for language in LANGUAGES:
            if language in names:
                cells = (table, column, language, names[language], record)
                yield dict(zip(COLUMNS["translations"], cells, strict=True))
