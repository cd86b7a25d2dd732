"""The files of a GTFS feed that are written of lines by hand, and their columns."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {
    "agency": ("agency_id", "agency_name", "agency_url", "agency_timezone"),
    "stops": (
        "stop_id",
        "stop_name",
        "stop_lat",
        "stop_lon",
        "location_type",
        "wheelchair_boarding",
    ),
    "routes": (
        "route_id",
        "agency_id",
        "route_short_name",
        "route_long_name",
        "route_type",
    ),
    "trips": (
        "route_id",
        "service_id",
        "trip_id",
        "trip_headsign",
        "direction_id",
        "wheelchair_accessible",
    ),
    "stop_times": (
        "trip_id",
        "arrival_time",
        "departure_time",
        "stop_id",
        "stop_sequence",
        "pickup_type",
        "drop_off_type",
        "timepoint",
    ),
    "calendar": (
        "service_id",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "start_date",
        "end_date",
    ),
    "calendar_dates": ("service_id", "date", "exception_type"),
    "frequencies": (
        "trip_id",
        "start_time",
        "end_time",
        "headway_secs",
        "exact_times",
    ),
    "feed_info": (
        "feed_publisher_name",
        "feed_publisher_url",
        "feed_lang",
        "default_lang",
        "feed_start_date",
        "feed_end_date",
        "feed_version",
    ),
    "translations": (
        "table_name",
        "field_name",
        "language",
        "translation",
        "record_id",
    ),
}
"""GTFS Schedule reference: the columns that are written, file by file."""
