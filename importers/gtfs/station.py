"""Levels and pathways of stations, and transfers between rides."""

from __future__ import annotations

from typing import Final

from geo.transit.key import Keys
from importers.gtfs.feed import Feed
from importers.gtfs.frames import GtfsFrames, Row, others, records
from importers.gtfs.name import Translations
from importers.gtfs.value import number, whole

LEVEL_USED: Final = frozenset({"level_id", "level_index", "level_name"})
SIGNS: Final = {"forward": "signposted_as", "backward": "reversed_signposted_as"}
MEASURES: Final = {
    "length_m": "length",
    "traversal_s": "traversal_time",
    "min_width_m": "min_width",
}
"""What is at least nothing."""
PATHWAY_USED: Final = frozenset(
    {
        "pathway_id",
        "from_stop_id",
        "to_stop_id",
        "pathway_mode",
        "is_bidirectional",
        "stair_count",
        "max_slope",
        *MEASURES.values(),
        *SIGNS.values(),
    }
)
ENDS: Final = {"stop_id": "stop", "route_id": "line", "trip_id": "trip"}
TRANSFER_USED: Final = frozenset(
    {
        "transfer_type",
        "min_transfer_time",
        *(f"{side}_{column}" for side in ("from", "to") for column in ENDS),
    }
)


def build_levels(
    feed: Feed, keys: Keys, translations: Translations, frames: GtfsFrames
) -> None:
    """Make the rows of levels."""
    frames.rows["level"] = [
        {
            "key": keys.of("level", record["level_id"]),
            "position": float(record["level_index"]),
            "names": translations.names(
                "levels",
                "level_name",
                record["level_id"],
                record.get("level_name", ""),
            ),
            "extra": others(record, LEVEL_USED),
        }
        for _, record in records(feed.table("levels"))
    ]


def build_pathways(
    feed: Feed, keys: Keys, translations: Translations, frames: GtfsFrames
) -> None:
    """Make the rows of pathways; a measure that is not given is unknown."""
    frames.rows["pathway"] = [
        _pathway(record, keys, translations)
        for _, record in records(feed.table("pathways"))
    ]


def _pathway(record: dict[str, str], keys: Keys, translations: Translations) -> Row:
    return {
        "key": keys.of("pathway", record["pathway_id"]),
        "from_key": keys.stop(record["from_stop_id"]),
        "to_key": keys.stop(record["to_stop_id"]),
        "mode": int(record["pathway_mode"]),
        "is_bidirectional": record["is_bidirectional"] == "1",
        **{name: _measure(record, column) for name, column in MEASURES.items()},
        "stair_count": whole(record, "stair_count"),
        "max_slope": number(record, "max_slope"),
        "signposts": _signposts(record, translations),
        "extra": others(record, PATHWAY_USED),
    }


def _measure(record: dict[str, str], column: str) -> float | None:
    value = number(record, column)
    return None if value is None or value < 0 else value


def _signposts(
    record: dict[str, str], translations: Translations
) -> dict[str, dict[str, str]]:
    said = {}
    for way, column in SIGNS.items():
        text = record.get(column, "")
        names = translations.names("pathways", column, record["pathway_id"], text)
        if names:
            said[way] = names
    return said


def build_transfers(feed: Feed, keys: Keys, frames: GtfsFrames) -> None:
    """Make the rows of transfers."""
    frames.rows["transfer"] = [
        {
            **_ends(record, keys),
            "type": int(record.get("transfer_type", 0)),
            "min_s": whole(record, "min_transfer_time"),
            "extra": others(record, TRANSFER_USED),
        }
        for _, record in records(feed.table("transfers"))
    ]


def _ends(record: dict[str, str], keys: Keys) -> Row:
    named: Row = {}
    for side in ("from", "to"):
        for column, kind in ENDS.items():
            said = record.get(f"{side}_{column}", "")
            key = keys.stop(said) if kind == "stop" else keys.of(kind, said)
            named[f"{side}_{kind}_key"] = key if said else None
    return named
