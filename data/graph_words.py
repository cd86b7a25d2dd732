"""The words of a compiled network as arrays: keys, ways, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, overload

import numpy as np
import orjson

from geo.network import Evidence, Ints, Network, WayInfo
from geo.texts import Texts

CODED: Final = ("highway", "footway", "source")
"""Words of a way of which there are few."""


@dataclass(frozen=True, eq=False)
class StoredWays(Sequence[WayInfo]):
    """Ways that are read when they are asked for.

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
        word = {name: self.words[name][self.codes[name][place]] for name in CODED}
        return WayInfo(self.key[place], names=_names(self.names[place]), **word)

    def __iter__(self) -> Iterator[WayInfo]:
        """Give every way."""
        columns = [map(self.words[n].__getitem__, self.codes[n]) for n in CODED]
        rows = zip(self.key, map(_names, self.names), *columns, strict=True)
        for key, names, highway, footway, source in rows:
            yield WayInfo(key, highway, footway, names, source)

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence holds the same ways."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def _names(text: str) -> dict[str, str]:
    return orjson.loads(text) if text else {}


def pack_ways(ways: Iterable[WayInfo]) -> StoredWays:
    """Lay ways out as arrays."""
    found = list(ways)
    words: dict[str, list[str]] = {}
    codes: dict[str, Ints] = {}
    for name in CODED:
        said = [getattr(way, name) for way in found]
        words[name] = sorted(set(said))
        place = {word: i for i, word in enumerate(words[name])}
        codes[name] = np.array([place[word] for word in said], dtype=np.int32)
    names = (orjson.dumps(way.names).decode() if way.names else "" for way in found)
    return StoredWays(
        Texts.pack(way.key for way in found), Texts.pack(names), codes, words
    )


def pack_words(network: Network) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the words of a network as arrays, and what is small as JSON values."""
    keys = Texts.pack(network.node_key)
    ways = pack_ways(network.ways)
    arrays = {
        "node_key:letters": keys.letters,
        "node_key:pointer": keys.pointer,
        "way_key:letters": ways.key.letters,
        "way_key:pointer": ways.key.pointer,
        "way_names:letters": ways.names.letters,
        "way_names:pointer": ways.names.pointer,
        **{f"way_{name}": ways.codes[name] for name in CODED},
    }
    evidences = [
        [e.source, e.method, e.observed_on and str(e.observed_on), e.confidence]
        for e in network.evidences
    ]
    return arrays, {"words": ways.words, "evidences": evidences}


def unpack_words(arrays: dict[str, Any], small: dict[str, Any]) -> dict[str, Any]:
    """Give the words of a network by the names of its fields."""
    texts = {
        name: Texts(arrays[f"{name}:letters"], arrays[f"{name}:pointer"])
        for name in ("node_key", "way_key", "way_names")
    }
    codes = {name: arrays[f"way_{name}"] for name in CODED}
    return {
        "node_key": texts["node_key"],
        "ways": StoredWays(texts["way_key"], texts["way_names"], codes, small["words"]),
        "evidences": [
            Evidence(source, method, _day(day), confidence)
            for source, method, day, confidence in small["evidences"]
        ],
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
