"""The rows and files of a GTFS feed."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

Rows = list[tuple[object, ...]]

URL: Final = "https://example.org/wusul-demonstration"
ZONE: Final = "Africa/Tunis"
HEADS: Final = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone,agency_lang",
    "feed_info": "feed_publisher_name,feed_publisher_url,feed_lang,feed_version",
    "calendar": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
        "start_date,end_date"
    ),
    "routes": (
        "route_id,agency_id,route_short_name,route_long_name,route_type,"
        "route_color,route_text_color"
    ),
    "stops": "stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding",
    "trips": (
        "route_id,service_id,trip_id,trip_headsign,direction_id,shape_id,"
        "wheelchair_accessible,leaves_when_full,wait_low_s,wait_high_s"
    ),
    "stop_times": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,timepoint"
    ),
    "frequencies": "trip_id,start_time,end_time,headway_secs,exact_times",
    "shapes": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence",
    "translations": "table_name,field_name,language,translation,record_id",
}


def _agency() -> Rows:
    return [("DEMO", "Lignes de démonstration", URL, ZONE, "fr")]


def _feed_info() -> Rows:
    return [("Wusul demonstration", URL, "fr", "1")]


def _calendar() -> Rows:
    return [("DAILY", *"1111111", "20260901", "20270831")]


@dataclass
class Feed:
    """Rows of the files of a feed, in the order of ``HEADS``."""

    agency: Rows = field(default_factory=_agency)
    feed_info: Rows = field(default_factory=_feed_info)
    calendar: Rows = field(default_factory=_calendar)
    routes: Rows = field(default_factory=list)
    stops: Rows = field(default_factory=list)
    trips: Rows = field(default_factory=list)
    stop_times: Rows = field(default_factory=list)
    frequencies: Rows = field(default_factory=list)
    shapes: Rows = field(default_factory=list)
    translations: Rows = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Write every file."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, head in HEADS.items():
            write_table(folder / f"{name}.txt", head, getattr(self, name))


def write_table(path: Path, head: str, rows: Rows) -> None:
    """Write a CSV file with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)
