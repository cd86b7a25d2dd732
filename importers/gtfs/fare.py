"""Fares of version 1, and for which lines and zones they count."""

from __future__ import annotations

from typing import Final

from geo.transit.key import Keys
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, others, records
from importers.gtfs.value import whole

FARE_USED: Final = frozenset(
    {
        "fare_id",
        "price",
        "currency_type",
        "payment_method",
        "transfers",
        "transfer_duration",
        "agency_id",
    }
)
ZONES: Final = {
    "origin": "origin_id",
    "destination": "destination_id",
    "contains": "contains_id",
}
RULE_USED: Final = frozenset({"fare_id", "route_id", *ZONES.values()})
LONGEST_ZONE: Final = 120


def build_fares(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make the rows of fares and of their rules."""
    frames.rows["fare"] = [
        {
            "key": keys.of("fare", record["fare_id"]),
            "price": float(record["price"]),
            "currency": record["currency_type"][:3],
            "payment_method": whole(record, "payment_method"),
            "transfers": whole(record, "transfers"),
            "transfer_s": whole(record, "transfer_duration"),
            "agency_key": _key(keys, "agency", record.get("agency_id", "")),
            "extra": others(record, FARE_USED),
        }
        for _, record in records(feed.table("fare_attributes"))
    ]
    frames.rows["fare_rule"] = [
        {
            "fare_key": keys.of("fare", record["fare_id"]),
            "line_key": _key(keys, "line", record.get("route_id", "")),
            **{name: _zone(record.get(column)) for name, column in ZONES.items()},
            "extra": others(record, RULE_USED),
        }
        for _, record in records(feed.table("fare_rules"))
    ]


def _key(keys: Keys, kind: str, identifier: str) -> str | None:
    return keys.of(kind, identifier) if identifier else None


def _zone(name: str | None) -> str | None:
    return name[:LONGEST_ZONE] if name else None
