"""Keys as they are written: which rows of the table they mean, and of which side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.observation import Side
from geo.osm.sidewalk import BESIDE
from geo.osm.tag import Tag, tags

SIDES: Final = {"left": (Side.LEFT,), "right": (Side.RIGHT,), "both": BESIDE}

_SIDEWALK = re.compile(r"^sidewalk:(?:(left|right|both):)?(.+)$")
_SUFFIX = re.compile(r"^(.+):(left|right|both)$")
_LANGUAGE = re.compile(r"^(.+):[a-z]{2}$")


@dataclass(frozen=True)
class KeyMeaning:
    """Rows of the table with their ranks, and the sides that the key speaks of."""

    rows: tuple[tuple[int, Tag], ...]
    sides: tuple[Side, ...]


@lru_cache
def _rows() -> dict[str, tuple[tuple[int, Tag], ...]]:
    found: dict[str, list[tuple[int, Tag]]] = {}
    for rank, tag in enumerate(tags()):
        found.setdefault(tag.key, []).append((rank, tag))
    return {key: tuple(rows) for key, rows in found.items()}


@lru_cache(maxsize=4096)
def find_meaning(key: str) -> KeyMeaning | None:
    """Find what a key tells; ``None`` where it is not in the table."""
    if key in _rows():
        return KeyMeaning(_rows()[key], (Side.BOTH,))
    sidewalk, suffix = _SIDEWALK.match(key), _SUFFIX.match(key)
    if sidewalk and sidewalk[2] in _rows():
        return _sided(sidewalk[2], SIDES[sidewalk[1] or "both"])
    if suffix and suffix[1] in _rows():
        return _sided(suffix[1], SIDES[suffix[2]])
    language = _LANGUAGE.match(key)
    if language and language[1] in _rows():
        rows = [(rank, tag) for rank, tag in _rows()[language[1]] if tag.languages]
        return KeyMeaning(tuple(rows), (Side.BOTH,))
    return None


def _sided(base: str, sides: tuple[Side, ...]) -> KeyMeaning:
    """Give the rows of a key that is said of a side."""
    rows = tuple((rank, tag) for rank, tag in _rows()[base] if tag.sided)
    return KeyMeaning(rows, sides)
