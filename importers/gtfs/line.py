"""Agencies, lines and shapes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

import numpy as np
import shapely

from geo.finding import Finding
from geo.transit.key import Keys
from importers.gtfs.feed import Feed, FeedTable
from importers.gtfs.form import is_zone
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.name import Translations

AGENCY_USED: Final = frozenset({"agency_id", "agency_name", "agency_timezone"})
ROUTE_USED: Final = frozenset(
    {
        "route_id",
        "agency_id",
        "route_short_name",
        "route_long_name",
        "route_type",
        "route_color",
    }
)
SHAPE_USED: Final = frozenset(
    {"shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"}
)
LONGEST_SHORT_NAME: Final = 100
_COLOUR: Final = re.compile(r"^[0-9A-Fa-f]{6}$")


def build_agencies(
    feed: Feed, keys: Keys, translations: Translations, frames: GtfsFrames
) -> None:
    """Make the rows of agencies; the time zone is looked up."""
    table = feed.table("agency")
    frames.rows["agency"] = []
    for index, record in records(table):
        zone = record["agency_timezone"]
        if not is_zone(zone):
            message = f"agency_timezone {zone!r} is no time zone"
            where = table.where(index)
            frames.findings.append(Finding("time-zone-unknown", where, message))
        row: Row = {
            "key": keys.of("agency", agency_id(record)),
            "name": record["agency_name"][:300],
            "names": translations.names(
                "agency", "agency_name", agency_id(record), record["agency_name"]
            ),
            "timezone": zone[:64],
            "extra": others(record, AGENCY_USED),
        }
        frames.rows["agency"].append(row)


def agency_id(record: dict[str, str]) -> str:
    """Give the id of an agency; a feed of one may leave it out."""
    return record.get("agency_id") or record["agency_name"]


def build_shapes(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make one line of each shape, its points in order."""
    table = feed.table("shapes")
    points = np.asarray(
        [_numbers(table, name) for name in ("shape_pt_lon", "shape_pt_lat")]
    ).T.reshape(-1, 2)
    order = np.asarray(_numbers(table, "shape_pt_sequence"))
    on_earth = (np.abs(points) <= (180, 90)).all(axis=1)
    for index in np.flatnonzero(~on_earth):
        message = "is outside the world: the point is left out"
        where = table.where(int(index))
        frames.findings.append(Finding("shape-point-wrong", where, message, "error"))
    frames.rows["shape"] = []
    for shape_id, indexes in _grouped(table.column("shape_id")).items():
        chosen = np.asarray([i for i in indexes if on_earth[i]], dtype=int)
        chosen = chosen[np.argsort(order[chosen], kind="stable")]
        if len(chosen) < 2:
            message = "has fewer than two points: left out"
            finding = Finding("shape-too-short", f"shape {shape_id}", message)
            frames.findings.append(finding)
            continue
        line = shapely.LineString(points[chosen])
        row = {"key": keys.of("shape", shape_id), "geom": line}
        frames.rows["shape"].append(row)


def _numbers(table: FeedTable, column: str) -> list[float]:
    return [float(value) for value in table.column(column)]


def _grouped(ids: Iterable[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, identifier in enumerate(ids):
        groups[identifier].append(index)
    return groups


def build_lines(
    feed: Feed, keys: Keys, translations: Translations, frames: GtfsFrames
) -> None:
    """Make the rows of lines; trips, shapes and stops must have been made.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    translations : Translations
    frames : GtfsFrames
        Receives the rows and the findings.
    """
    table = feed.table("routes")
    agencies = [agency_id(record) for _, record in records(feed.table("agency"))]
    courses = Courses(frames)
    flags: dict[str, Counter[int]] = defaultdict(Counter)
    for trip in frames.rows["transit_trip"]:
        flags[trip["line_key"]][trip["wheelchair_accessible"]] += 1
    frames.rows["line"] = []
    for index, record in records(table):
        key = keys.of("line", record["route_id"])
        agency = record.get("agency_id") or (agencies[0] if len(agencies) == 1 else "")
        colour = _colour(record)
        row: Row = {
            "key": key,
            "agency_key": keys.of("agency", agency) if agency else None,
            **_short_names(record, translations),
            "names": _names(record, translations),
            "route_type": int(record["route_type"]),
            "colour": colour,
            "trips": flags[key].total(),
            "trips_accessible": flags[key][1],
            "trips_inaccessible": flags[key][2],
            "extra": others(record, ROUTE_USED - _wrong_colour(colour, record)),
            "geom": courses.find(key, table.where(index)),
        }
        frames.rows["line"].append(row)


def _short_names(record: dict[str, str], translations: Translations) -> Row:
    short = record.get("route_short_name", "")
    route = record["route_id"]
    return {
        "short_name": short[:LONGEST_SHORT_NAME],
        "short_names": translations.find("routes", "route_short_name", route, short),
    }


def _names(record: dict[str, str], translations: Translations) -> dict[str, str]:
    long_name = record.get("route_long_name", "")
    route = record["route_id"]
    found = translations.names("routes", "route_long_name", route, long_name)
    if found:
        return found
    short = record.get("route_short_name", "")
    return translations.names("routes", "route_short_name", route, short)


def _colour(record: dict[str, str]) -> str:
    """Give the colour; one that is none is told by the rules, and not used."""
    colour = record.get("route_color", "")
    return colour.upper() if _COLOUR.match(colour) else ""


def _wrong_colour(colour: str, record: dict[str, str]) -> frozenset[str]:
    """Name the column of a colour that is none, so that it is kept as it came."""
    is_wrong = bool(record.get("route_color")) and not colour
    return frozenset({"route_color"}) if is_wrong else frozenset()


class Courses:
    """Where lines run: along the shapes of their trips, or from stop to stop.

    Parameters
    ----------
    frames : GtfsFrames
        With shapes, stops, trips and stop times.
    """

    def __init__(self, frames: GtfsFrames) -> None:
        self.findings = frames.findings
        self._shapes = {row["key"]: row["geom"] for row in frames.rows["shape"]}
        self._stops = {row["key"]: row["geom"] for row in frames.rows["stop"]}
        self._trips: dict[str, list[Row]] = defaultdict(list)
        for trip in frames.rows["transit_trip"]:
            self._trips[trip["line_key"]].append(trip)
        self._calls: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for call in frames.rows["stop_time"]:
            if call["stop_key"] is not None:
                self._calls[call["trip_key"]].append(
                    (call["sequence"], call["stop_key"])
                )

    def find(self, line: str, where: str) -> shapely.MultiLineString | None:
        """Give the course of a line; ``None`` where nothing tells."""
        trips = self._trips.get(line, [])
        drawn = dict.fromkeys(t["shape_key"] for t in trips)
        shapes = [self._shapes[key] for key in drawn if key in self._shapes]
        if not shapes and trips:
            shapes = self._stop_to_stop(trips)
            message = "has no shape: drawn from stop to stop"
            self.findings.append(Finding("line-without-shape", where, message, "info"))
        return shapely.MultiLineString(shapes) if shapes else None

    def _stop_to_stop(self, trips: list[Row]) -> list[shapely.LineString]:
        patterns = dict.fromkeys(
            tuple(stop for _, stop in sorted(self._calls.get(trip["key"], ())))
            for trip in trips
        )
        lines = []
        for pattern in patterns:
            points = [p for p in (self._stops.get(stop) for stop in pattern) if p]
            if len(points) >= 2:
                lines.append(shapely.LineString(points))
        return lines
