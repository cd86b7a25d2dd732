"""One block of an OSM PBF file → its elements in columns."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np

from importers.osm.columns import Elements
from importers.osm.lists import Lists, Numbers
from importers.osm.wire import Data, Fields, Span, add_up, split, unpack

STRINGS, GROUPS, GRANULARITY, LAT_OFFSET, LON_OFFSET = 1, 2, 17, 19, 20
PLAIN_NODES, DENSE_NODES, WAYS, RELATIONS = 1, 2, 3, 4
ID, KEYS, VALUES = 1, 2, 3
REFS: Final = 8
ROLES, MEMBERS, TYPES = 8, 9, 10
LAT, LON, DENSE_TAGS = 8, 9, 10
"""Numbers of fields, by https://github.com/openstreetmap/OSM-binary (MIT)."""
USUAL_GRANULARITY: Final = 100
NANO_PER_UNIT: Final = 100
"""Offsets and granularity are in 1e-9 degrees, positions are kept in 1e-7."""


def none(columns: int = 0) -> Elements:
    """Give no element, with parts of one or more columns."""
    empty = np.zeros(0, dtype=np.int64)
    parts = empty.reshape(0, columns) if columns else empty
    return Elements(empty, Lists(empty.reshape(0, 2), empty), Lists(parts, empty))


def _refuse_unless(expected: object, what: str) -> None:
    if not expected:
        message = f"{what} of a block is not read here"
        raise ValueError(message)


class Block:
    """Elements of one block.

    Parameters
    ----------
    block : bytes
    words : dict of bytes to int
        The texts of all blocks with their numbers; new ones are added.
    """

    def __init__(self, block: bytes, words: dict[bytes, int]) -> None:
        self._bytes, self._words = block, words
        self._data: Data = np.frombuffer(block, dtype=np.uint8)
        self._top = self._split((np.array([0]), np.array([len(block)])))
        self._groups = self._split(self._top.spans(GROUPS))
        plain = (self._groups.number == PLAIN_NODES).any()
        _refuse_unless(not plain, "a plain node")

    def _split(self, spans: Span) -> Fields:
        return split(self._data, *spans)

    def _lists(self, fields: Fields, number: int, count: int) -> Lists:
        return unpack(self._data, fields.span_of_each(number, count))

    @cached_property
    def _texts(self) -> Span:
        return self._split(self._top.spans(STRINGS)).spans(ID)

    def _numbers(self, local: Numbers) -> Numbers:
        """Give the numbers of texts among all blocks, for those of this block."""
        starts, ends = self._texts
        used = np.unique(local)
        is_there = (used >= 0) & (used < len(starts))
        _refuse_unless(is_there.all(), "a missing text")
        words, block = self._words, self._bytes
        spans = zip(starts[used].tolist(), ends[used].tolist(), strict=True)
        known = [words.setdefault(block[a:b], len(words)) for a, b in spans]
        number = np.zeros(len(starts) + 1, dtype=np.int64)
        number[used] = known
        return number[local]

    def _tags(self, fields: Fields, count: int) -> Lists:
        keys, values = (self._lists(fields, n, count) for n in (KEYS, VALUES))
        _refuse_unless((keys.counts == values.counts).all(), "a key without a value")
        pairs = np.column_stack([keys.values, values.values])
        return Lists(self._numbers(pairs), keys.counts)

    def ways(self) -> Elements:
        """Give the ways with the ids of their nodes."""
        spans = self._groups.spans(WAYS)
        fields, count = self._split(spans), len(spans[0])
        return Elements(
            id=fields.number_of_each(ID, count),
            tags=self._tags(fields, count),
            parts=add_up(self._lists(fields, REFS, count)),
        )

    def relations(self) -> Elements:
        """Give the relations with type, id and role of their members."""
        spans = self._groups.spans(RELATIONS)
        fields, count = self._split(spans), len(spans[0])
        members = add_up(self._lists(fields, MEMBERS, count))
        types, roles = (self._lists(fields, n, count) for n in (TYPES, ROLES))
        same = (types.counts == members.counts) & (roles.counts == members.counts)
        _refuse_unless(same.all(), "a member without a role")
        _refuse_unless(np.isin(types.values, (0, 1, 2)).all(), "a type of members")
        named = self._numbers(roles.values)
        parts = np.column_stack([types.values, members.values, named])
        return Elements(
            id=fields.number_of_each(ID, count),
            tags=self._tags(fields, count),
            parts=Lists(parts, members.counts),
        )

    def nodes(self) -> Elements:
        """Give the nodes with their lon and lat in 1e-7 degrees."""
        spans = self._groups.spans(DENSE_NODES)
        fields, count = self._split(spans), len(spans[0])
        ids, lons, lats = (
            add_up(self._lists(fields, number, count)) for number in (ID, LON, LAT)
        )
        same = (ids.counts == lons.counts) & (ids.counts == lats.counts)
        _refuse_unless(same.all(), "a node without a position")
        places = [
            self._units(lons.values, LON_OFFSET),
            self._units(lats.values, LAT_OFFSET),
        ]
        tags = self._lists(fields, DENSE_TAGS, count)
        return Elements(
            id=ids.values,
            tags=self._dense_tags(tags, ids.counts),
            parts=Lists(np.column_stack(places), np.ones_like(ids.values)),
        )

    def _units(self, steps: Numbers, offset: int) -> Numbers:
        """Bring numbers of granules to 1e-7 degrees, cut off towards zero."""
        granules = self._top.number_of_each(GRANULARITY, 1)[0] or USUAL_GRANULARITY
        nano = self._top.number_of_each(offset, 1)[0] + steps * granules
        return np.asarray(np.sign(nano) * (np.abs(nano) // NANO_PER_UNIT))

    def _dense_tags(self, tags: Lists, nodes: Numbers) -> Lists:
        """Read keys and values of nodes, with a zero behind those of each."""
        silent = np.repeat(tags.counts == 0, nodes)
        ends = np.flatnonzero(tags.values == 0)
        told = np.diff(ends, prepend=-1) - 1
        expected = len(silent) - int(silent.sum())
        _refuse_unless(len(told) == expected, "a list of tags")
        _refuse_unless((told % 2 == 0).all(), "a key without a value")
        counts = np.zeros(len(silent), dtype=np.int64)
        counts[~silent] = told // 2
        pairs = np.delete(tags.values, ends).reshape(-1, 2)
        return Lists(self._numbers(pairs), counts)
