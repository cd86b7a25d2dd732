"""Which OSM elements are stops of public transport."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.tagmatch import TagMatch, Tags, TagTable, parse_match

_TABLE: Final = Path(__file__).parent.parent / "tables" / "osm_stops.toml"
MODES: Final = {
    "bus": "bus",
    "trolleybus": "bus",
    "share_taxi": "louage",
    "tram": "tram",
    "train": "train",
    "light_rail": "tram",
    "subway": "subway",
    "ferry": "ferry",
    "aerialway": "cable",
}
BOARDING: Final = {"yes": 1, "designated": 1, "no": 2}
"""OSM ``wheelchair`` → GTFS ``wheelchair_boarding``; anything else is 0, unknown."""


@dataclass(frozen=True)
class StopRule:
    """One row of the table of stops."""

    match: TagMatch
    location_type: int
    role: str
    modes: tuple[str, ...]


@lru_cache
def stop_rules() -> tuple[StopRule, ...]:
    """Read the table of stops."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["stop"]
    return tuple(
        StopRule(
            parse_match(row["tags"]), row["type"], row["role"], tuple(row["modes"])
        )
        for row in rows
    )


def find_stop(tags: Tags) -> StopRule | None:
    """Find the first row whose tags an element has."""
    return _rules_by_tag().find(tags)


@lru_cache
def _rules_by_tag() -> TagTable[StopRule]:
    return TagTable((rule, (rule.match,)) for rule in stop_rules())


def read_modes(tags: Tags, rule: StopRule) -> list[str]:
    """List the modes that the tags name, else those of the row."""
    named = [mode for key, mode in MODES.items() if tags.get(key) == "yes"]
    if tags.get("station") in MODES:
        named.append(MODES[tags["station"]])
    return sorted(set(named)) or list(rule.modes)


def read_boarding(tags: Tags) -> int:
    """Tell GTFS ``wheelchair_boarding``: 0 unknown, 1 possible, 2 not possible."""
    return BOARDING.get(tags.get("wheelchair", ""), 0)
