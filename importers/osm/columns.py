"""The elements of an OSM file in columns, before it is chosen what is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from importers.osm.element import Wanted, has_value
from importers.osm.lists import Flags, Lists, Numbers

NOWHERE: Final = -1


@dataclass(frozen=True)
class Elements:
    """All elements of a type, in the order of the file.

    Attributes
    ----------
    id : array, shape (n,)
    tags : Lists
        Key and value as numbers of words, two columns.
    parts : Lists
        Of a node its lon and lat in 1e-7 degrees; of a way the ids of its nodes; of a
        relation, in three columns, type, id and role of its members.
    """

    id: Numbers
    tags: Lists
    parts: Lists

    @classmethod
    def join(cls, blocks: Sequence[Elements]) -> Elements:
        """Put the elements of several blocks one behind the other."""
        return cls(
            np.concatenate([block.id for block in blocks]),
            Lists.join([block.tags for block in blocks]),
            Lists.join([block.parts for block in blocks]),
        )


@dataclass(frozen=True)
class Columns:
    """All elements of a file, and the words that their numbers stand for."""

    words: Sequence[str]
    nodes: Elements
    ways: Elements
    relations: Elements

    def tags_of(self, elements: Elements, chosen: Numbers) -> list[dict[str, str]]:
        """Give the tags of some elements; who has the same tags shares them.

        Hardly a quarter of the ways of a town has tags that no other way has.
        """
        words, known = self.words, dict[bytes, dict[str, str]]()
        values = np.ascontiguousarray(elements.tags.values)
        data, size = values.tobytes(), values.itemsize * 2
        starts = elements.tags.start[chosen]
        ends = starts + elements.tags.counts[chosen]
        found = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            same = data[start * size : end * size]
            if same not in known:
                pairs = values[start:end].tolist()
                known[same] = {words[key]: words[value] for key, value in pairs}
            found.append(known[same])
        return found

    def having(self, elements: Elements, wanted: Wanted) -> Flags:
        """Tell which elements have one of some tags: key → values, none for any."""
        key, value = elements.tags.values.T
        flags = np.zeros(len(key), dtype=np.bool_)
        for name, asked in wanted.items():
            at = np.flatnonzero(key == self._number_of.get(name, NOWHERE))
            flags[at[self._one_of(value[at], asked)]] = True
        return elements.tags.any_of(flags)

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    def _one_of(self, values: Numbers, asked: frozenset[str]) -> Flags:
        """Tell which values are, or list, one of some words; none for any."""
        if not asked:
            return np.ones(len(values), dtype=np.bool_)
        good = [
            number
            for number in np.unique(values).tolist()
            if has_value(self.words[number], asked)
        ]
        return np.isin(values, good)
