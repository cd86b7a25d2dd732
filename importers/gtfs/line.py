"""Agencies, lines and shapes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

from geo.finding import Finding
from geo.transit.key import Keys
from importers.gtfs.course import Courses
from importers.gtfs.feed import Feed
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
    frames.rows["line"] = []
    flags: dict[str, Counter[int]] = defaultdict(Counter)
    for trip in frames.rows["transit_trip"]:
        flags[trip["line_key"]][trip["wheelchair_accessible"]] += 1
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
