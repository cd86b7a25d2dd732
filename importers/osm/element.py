"""The form that files and downloads are brought into before anything is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from geo.finding import Finding
from geo.osm.stop import stop_rules
from geo.place_kind import place_kinds
from geo.tagmatch import ANY, TagMatch
from importers.osm.tables import Positions, RawWays

NETWORK_KEYS: Final = (
    "highway",
    "barrier",
    "kerb",
    "kerb:height",
    "tactile_paving",
    "wheelchair",
    "entrance",
)
BUILDING: Final = "building"
DOOR: Final = "entrance"
MANY: Final = 6
"""A key of which more values are wanted is asked for whole."""
COUNTED: Final = ("kerb", "tactile_paving", "wheelchair")
"""Keys of which every one in the file is either read or told as left out."""
AREAS: Final = frozenset({"multipolygon", "site", "building"})
RECORDS: Final = {"n": "node", "w": "way", "r": "relation"}
PLATFORMS: Final = (("railway", "platform"), ("public_transport", "platform"))


Wanted = Mapping[str, frozenset[str]]
"""Key → values, none for any: what an element must have one of."""


@dataclass(frozen=True, slots=True)
class RawRelation:
    """A relation as it is written; members are (type, id, role)."""

    id: int
    members: tuple[tuple[str, int, str], ...]
    tags: Mapping[str, str]


@dataclass
class RawOsm:
    """Everything of a file or a download that may become a row.

    Attributes
    ----------
    positions : Positions
        Node id → (lon, lat).
    node_tags : dict of int to mapping
        Only nodes that have tags.
    ways : RawWays
    relations : dict of int to RawRelation
    houses : RawWays
        Buildings with a door on their outline, whatever else they are.
    findings : list of Finding
        What was wrong with single elements.
    data_date : date, optional
        Day of the data, where the file tells it.
    """

    positions: Positions = field(default_factory=lambda: Positions.pack({}))
    node_tags: dict[int, Mapping[str, str]] = field(default_factory=dict)
    ways: RawWays = field(default_factory=lambda: RawWays.pack(()))
    relations: dict[int, RawRelation] = field(default_factory=dict)
    houses: RawWays = field(default_factory=lambda: RawWays.pack(()))
    findings: list[Finding] = field(default_factory=list)
    data_date: date | None = None


def _matches() -> list[TagMatch]:
    kinds = [match for kind in place_kinds().values() for match in kind.matches]
    return [*kinds, *(rule.match for rule in stop_rules())]


@lru_cache
def wanted_tags() -> dict[str, frozenset[str]]:
    """Give the tags of which an element must have one: key → values, empty for any."""
    wanted: dict[str, set[str]] = {}
    whole: set[str] = set(NETWORK_KEYS)
    pairs = [match.pairs[0] for match in _matches()] + list(PLATFORMS)
    for key, value in pairs:
        if value == ANY:
            whole.add(key)
        wanted.setdefault(key, set()).add(value)
    whole.update(key for key, values in wanted.items() if len(values) > MANY)
    kept = {k: frozenset(v) for k, v in wanted.items() if k not in whole}
    return {**{key: frozenset() for key in sorted(whole)}, **kept}


def is_wanted(tags: Mapping[str, str]) -> bool:
    """Tell whether an element has one of the tags of what may become a row."""
    return has_wanted(tags, wanted_tags())


def has_wanted(tags: Mapping[str, str], wanted: Wanted) -> bool:
    """Tell whether an element has one of some tags: key → values, none for any."""
    for key, values in wanted.items():
        found = tags.get(key)
        if found is not None and (not values or has_value(found, values)):
            return True
    return False


def has_value(found: str, values: frozenset[str]) -> bool:
    """Tell whether a value, or one of a list of values, is among some."""
    return found in values or not values.isdisjoint(found.split(";"))


def take_relation(raw: RawOsm, relation: RawRelation) -> None:
    """Keep a relation that is an area or a site; tell of the rest what it carries."""
    if not is_wanted(relation.tags):
        return
    if relation.tags.get("type") in AREAS:
        raw.relations[relation.id] = relation
        return
    record = f"relation {relation.id}"
    raw.findings.extend(left_out(record, relation.tags, "a relation that is no area"))


def member_ids(raw: RawOsm, kind: str) -> set[int]:
    """Give the ids of the members of a type that relations have."""
    return {
        ref
        for relation in raw.relations.values()
        for type_, ref, _ in relation.members
        if type_ == kind
    }


def outside_world(node: int) -> Finding:
    """Say that a node is nowhere."""
    note = "its coordinates are missing or outside the world: left out"
    return Finding("node-outside-world", f"node {node}", note, "error")


def left_out(record: str, tags: Mapping[str, str], what: str) -> Iterator[Finding]:
    """Tell of the counted tags of an element that becomes nothing."""
    for key in COUNTED:
        if key in tags:
            code = f"{key.replace('_', '-')}-left-out"
            yield Finding(code, record, f"{key}={tags[key]} on {what}", "info")
