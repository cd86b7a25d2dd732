"""Stops: where they are, what they belong to, whether a wheelchair gets aboard."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from geo.boarding import BOARDING_VALUE, UNKNOWN, inherit_boarding
from geo.crs import require_lon_lat
from geo.errors import InputError
from geo.finding import Finding
from geo.observation import Method, Observation
from geo.transit.key import Keys
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.name import Translations
from importers.gtfs.table import FeedTable

USED: Final = frozenset(
    {
        "stop_id",
        "stop_name",
        "stop_lat",
        "stop_lon",
        "location_type",
        "parent_station",
        "wheelchair_boarding",
        "tts_stop_name",
        "platform_code",
        "zone_id",
        "level_id",
    }
)
LONGEST_PLATFORM: Final = 60
LONGEST_ZONE: Final = 120
NEEDS_POSITION: Final = frozenset({0, 1, 2})
"""Stops, stations and entrances; generic nodes and boarding areas may go without."""

INHERITS: Final = frozenset({0, 2, 4})
"""Platforms and entrances, as the reference says, and the boarding areas of platforms.

Generic nodes are only walked through, and stations belong to nothing.
"""

STRAY_DEGREES: Final = 5.0
"""A stop so far from the middle of all others is doubted."""


def build_stops(
    feed: Feed, keys: Keys, translations: Translations, frames: GtfsFrames
) -> None:
    """Make the rows of stops.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    translations : Translations
    frames : GtfsFrames
        Receives the rows and the findings.
    """
    table = feed.table("stops")
    boarding = _boarding(table)
    shapes = _positions(table, frames.findings)
    frames.rows["stop"] = [
        {
            **_told(record, keys, translations),
            "wheelchair_boarding": boarding[record["stop_id"]],
            "modes": [],
            "extra": others(record, USED),
            "geom": shapes[index],
        }
        for index, record in records(table)
    ]


def _told(record: dict[str, str], keys: Keys, translations: Translations) -> Row:
    stop_id = record["stop_id"]
    name, spoken = record.get("stop_name", ""), record.get("tts_stop_name", "")
    parent, level = record.get("parent_station"), record.get("level_id")
    return {
        "key": keys.stop(stop_id),
        "names": translations.names("stops", "stop_name", stop_id, name),
        "tts_names": translations.names("stops", "tts_stop_name", stop_id, spoken),
        "platform_code": record.get("platform_code", "")[:LONGEST_PLATFORM],
        "zone": record.get("zone_id", "")[:LONGEST_ZONE],
        "location_type": int(record.get("location_type", 0)),
        "parent_key": keys.stop(parent) if parent else None,
        "level_key": keys.of("level", level) if level else None,
    }


def _boarding(table: FeedTable) -> dict[str, int]:
    """Give the boarding that counts: own, or of the station (O-45)."""
    own, parent = {}, {}
    for _, record in records(table):
        own[record["stop_id"]] = int(record.get("wheelchair_boarding", UNKNOWN))
        is_heir = int(record.get("location_type", 0)) in INHERITS
        if is_heir and "parent_station" in record:
            parent[record["stop_id"]] = record["parent_station"]
    return inherit_boarding(own, parent)


def observe_boarding(
    feed: Feed, keys: Keys, *, is_demonstration: bool
) -> list[Observation]:
    """Make an observation of each stop whose boarding is known.

    Parameters
    ----------
    feed : Feed
    keys : Keys
    is_demonstration : bool
        Whether the source is made up.

    Returns
    -------
    list of Observation
        Attribute ``wheelchair_boarding``; none where the feed says nothing.
    """
    method = Method.DEMONSTRATION if is_demonstration else Method.TAGGED
    table = feed.table("stops")
    said = dict(
        zip(table.column("stop_id"), table.column("wheelchair_boarding"), strict=True)
    )
    return [
        Observation(
            subject=keys.stop(stop_id),
            attribute="wheelchair_boarding",
            value=BOARDING_VALUE[value],
            method=method,
            source=keys.source,
            raw=said[stop_id] or f"{value} of its station",
        )
        for stop_id, value in _boarding(table).items()
        if value != UNKNOWN
    ]


def _positions(table: FeedTable, findings: list[Finding]) -> list[shapely.Point | None]:
    lonlats = [_lonlat(table, index, findings) for index in range(len(table.rows))]
    known = [lonlat for lonlat in lonlats if lonlat is not None]
    if not known:
        return [None] * len(lonlats)
    middle = np.median(np.asarray(known), axis=0)
    return [
        None if lonlat is None else _placed(table, index, lonlat, middle, findings)
        for index, lonlat in enumerate(lonlats)
    ]


def _lonlat(
    table: FeedTable, index: int, findings: list[Finding]
) -> tuple[float, float] | None:
    record = dict(zip(table.header, table.rows[index], strict=True))
    lon, lat = record.get("stop_lon", ""), record.get("stop_lat", "")
    if not lon and not lat:
        if int(record.get("location_type") or 0) in NEEDS_POSITION:
            message = "has no position: kept, but not on the map"
            where = table.where(index)
            findings.append(Finding("stop-without-position", where, message))
        return None
    try:
        return require_lon_lat(float(lon), float(lat), field="stop_lon")
    except (InputError, ValueError) as cause:
        message = f"{cause}: kept, but not on the map"
        findings.append(
            Finding("stop-position-wrong", table.where(index), message, "error")
        )
        return None


def _placed(
    table: FeedTable,
    index: int,
    lonlat: tuple[float, float],
    middle: np.typing.NDArray[np.float64],
    findings: list[Finding],
) -> shapely.Point | None:
    """Doubt a position that is far from all others, more so when turned round."""
    lon, lat = lonlat
    if max(abs(lon - middle[0]), abs(lat - middle[1])) <= STRAY_DEGREES:
        return shapely.Point(lon, lat)
    where = table.where(index)
    if max(abs(lat - middle[0]), abs(lon - middle[1])) <= STRAY_DEGREES:
        message = f"{lon}, {lat}: stop_lon and stop_lat are swapped; not on the map"
        findings.append(Finding("stop-swapped", where, message, "error"))
        return None
    message = f"{lon}, {lat} is far from all other stops"
    findings.append(Finding("stop-far-away", where, message))
    return shapely.Point(lon, lat)
