"""Choose what is read of the elements of a file in columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from geo.finding import Finding
from importers.osm.columns import Columns
from importers.osm.element import (
    BUILDING,
    DOOR,
    RawOsm,
    RawRelation,
    Wanted,
    member_ids,
    outside_world,
    take_relation,
)
from importers.osm.lists import Flags, Numbers
from importers.osm.tables import Positions, RawWays, find_rows

UNITS: Final = 1e7
"""Of a degree."""
WORLD: Final = np.array([1_800_000_000, 900_000_000])
TYPES: Final = "nwr"


def take_elements(columns: Columns, wanted: Wanted) -> RawOsm:
    """Take what may become rows: what has certain tags, and what it is made of.

    Parameters
    ----------
    columns : Columns
    wanted : mapping
        Key → values, none for any.

    Returns
    -------
    RawOsm
    """
    raw = RawOsm()
    _take_relations(raw, columns, wanted)
    raw.ways = _ways(columns, wanted, member_ids(raw, "w"))
    raw.houses = _houses(columns, wanted)
    members = np.array(sorted(member_ids(raw, "n")), dtype=np.int64)
    needed = np.concatenate([raw.ways.refs.values, members])
    _take_nodes(raw, columns, needed, columns.having(columns.nodes, wanted))
    return raw


def _take_relations(raw: RawOsm, columns: Columns, wanted: Wanted) -> None:
    relations, words = columns.relations, columns.words
    chosen = np.flatnonzero(columns.having(relations, wanted))
    tags = columns.tags_of(relations, chosen)
    for place, told in zip(chosen.tolist(), tags, strict=True):
        members = tuple(
            (TYPES[kind], ref, words[role])
            for kind, ref, role in relations.parts.of(place).tolist()
        )
        take_relation(raw, RawRelation(int(relations.id[place]), members, told))


def _ways(columns: Columns, wanted: Wanted, members: set[int]) -> RawWays:
    ways = columns.ways
    is_chosen = columns.having(ways, wanted) | np.isin(ways.id, list(members))
    chosen = _last_of_each(ways.id, is_chosen)
    tags = columns.tags_of(ways, chosen)
    return RawWays(ways.id[chosen], ways.parts.pick(chosen), tags)


def _houses(columns: Columns, wanted: Wanted) -> RawWays:
    """Take the buildings with a door, where doors are wanted at all."""
    if DOOR not in wanted:
        return RawWays.pack(())
    ways, nodes = columns.ways, columns.nodes
    doors = nodes.id[columns.having(nodes, {DOOR: frozenset()})]
    has_door = ways.parts.any_of(np.isin(ways.parts.values, doors))
    is_house = columns.having(ways, {BUILDING: frozenset()})
    chosen = _last_of_each(ways.id, has_door & is_house)
    tags = columns.tags_of(ways, chosen)
    return RawWays(ways.id[chosen], ways.parts.pick(chosen), tags)


def _last_of_each(ids: Numbers, chosen: Flags) -> Numbers:
    """Give the places of the chosen in order of id; of the same id the last counts."""
    places = np.flatnonzero(chosen)
    places = places[np.argsort(ids[places], kind="stable")]
    is_last = np.ones(len(places), dtype=np.bool_)
    is_last[:-1] = np.diff(ids[places]) > 0
    return places[is_last]


def _take_nodes(raw: RawOsm, columns: Columns, needed: Numbers, wanted: Flags) -> None:
    """Take the nodes that are needed or wanted, where they are in the world."""
    nodes = columns.nodes
    places = _last_of_each(nodes.id, np.ones(len(nodes.id), dtype=np.bool_))
    ids, found = nodes.id[places], np.zeros(len(places) + 1, dtype=np.bool_)
    found[find_rows(ids, needed)] = True
    is_needed, is_wanted = found[:-1], wanted[places]
    is_told = is_needed | is_wanted
    is_corner = np.zeros(len(found), dtype=np.bool_)
    is_corner[find_rows(ids, raw.houses.refs.values)] = True
    inside = (np.abs(nodes.parts.values[places]) <= WORLD).all(axis=1)
    raw.findings.extend(_outside(ids[is_needed & ~inside]))
    raw.findings.extend(_outside(ids[is_wanted & ~is_needed & ~inside]))
    kept = places[(is_told | is_corner[:-1]) & inside]
    raw.positions = Positions(nodes.id[kept], nodes.parts.values[kept] / UNITS)
    told = places[is_told & inside]
    told = told[nodes.tags.counts[told] > 0]
    tags = columns.tags_of(nodes, told)
    raw.node_tags = dict(zip(nodes.id[told].tolist(), tags, strict=True))


def _outside(ids: Numbers) -> Iterator[Finding]:
    yield from (outside_world(ref) for ref in ids.tolist())
