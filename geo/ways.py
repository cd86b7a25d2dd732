"""The ways of a network as columns, so that a file of them opens at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, overload

import numpy as np

from geo.network import Ints, WayInfo
from geo.texts import Texts

CODED: Final = ("highway", "footway", "source")
"""Words of a way of which there are few."""


@dataclass(frozen=True, eq=False)
class Ways(Sequence[WayInfo]):
    """Ways that are read when they are asked for, each once.

    Attributes
    ----------
    key : Texts
    names : Texts
        JSON of each way's names, empty where it has none.
    codes : dict of str to array
        ``CODED`` word of each way, as its place in ``words``.
    words : dict of str to list of str
    """

    key: Texts
    names: Texts
    codes: dict[str, Ints]
    words: dict[str, list[str]]
    _read: dict[int, WayInfo] = field(default_factory=dict, repr=False)

    @classmethod
    def pack(cls, ways: Iterable[WayInfo]) -> Ways:
        """Lay ways out as columns."""
        found = list(ways)
        words: dict[str, list[str]] = {}
        codes: dict[str, Ints] = {}
        for name in CODED:
            codes[name], words[name] = _coded([getattr(way, name) for way in found])
        names = (_written(way.names) for way in found)
        keys = Texts.pack(way.key for way in found)
        return cls(keys, Texts.pack(names), codes, words)

    def __len__(self) -> int:
        """How many ways there are."""
        return len(self.key)

    @overload
    def __getitem__(self, place: int) -> WayInfo: ...

    @overload
    def __getitem__(self, place: slice) -> list[WayInfo]: ...

    def __getitem__(self, place: int | slice) -> WayInfo | list[WayInfo]:
        """Give one way, or some of them."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        found = self._read.get(place)
        if found is None:
            found = self._read[place] = self._way(place)
        return found

    def _way(self, place: int) -> WayInfo:
        word = {name: self.words[name][self.codes[name][place]] for name in CODED}
        return WayInfo(self.key[place], names=_names(self.names[place]), **word)

    def __iter__(self) -> Iterator[WayInfo]:
        """Give every way."""
        columns = [
            map(self.words[name].__getitem__, self.codes[name].tolist())
            for name in CODED
        ]
        rows = zip(self.key, map(_names, self.names), *columns, strict=True)
        for key, names, highway, footway, source in rows:
            yield WayInfo(key, highway, footway, names, source)

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence holds the same ways."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def word_codes(ways: Sequence[WayInfo], name: str) -> tuple[Ints, list[str]]:
    """Give a word of every way as its place among the words that there are.

    Parameters
    ----------
    ways : sequence of WayInfo
    name : str
        One of ``CODED``.
    """
    if isinstance(ways, Ways):
        return ways.codes[name], ways.words[name]
    return _coded([getattr(way, name) for way in ways])


def _coded(said: Sequence[str]) -> tuple[Ints, list[str]]:
    words = sorted(set(said))
    place = {word: i for i, word in enumerate(words)}
    return np.array([place[word] for word in said], dtype=np.int32), words


def list_keys(ways: Sequence[WayInfo]) -> list[str]:
    """List the keys of the ways."""
    return list(ways.key) if isinstance(ways, Ways) else [way.key for way in ways]


def list_names(ways: Sequence[WayInfo]) -> list[str]:
    """List the names of the ways as texts, alike where the names are alike."""
    if not isinstance(ways, Ways):
        return [_written(dict(sorted(way.names.items()))) for way in ways]
    alike: dict[str, str] = {}
    for text in ways.names:
        if text not in alike:
            alike[text] = _written(dict(sorted(_names(text).items())))
    return [alike[text] for text in ways.names]


def _written(names: dict[str, str]) -> str:
    return json.dumps(names, ensure_ascii=False) if names else ""


def _names(text: str) -> dict[str, str]:
    return json.loads(text) if text else {}
