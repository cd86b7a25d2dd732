"""Words of OSM tags, read into the words of our vocabulary by one table."""

from __future__ import annotations

import tomllib
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from geo.attribute import ATTRIBUTES
from geo.observation import Value
from geo.osm.reading import Parser, Reading, unknown, unreadable

_TABLE: Final = Path(__file__).parent.parent / "tables" / "osm_words.toml"
_NOTHING: Final = "?"
_LENGTH: Final = 2000


@lru_cache
def _tables() -> dict[str, dict[str, str]]:
    """Read the table of words: name → OSM word → our word."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        name: {alias: word for word, aliases in words.items() for alias in aliases}
        for name, words in rows.items()
    }


def _find(table: str, word: str) -> str | None:
    return _tables().get(table, {}).get(word)


def _read_word(text: str, table: str, allowed: tuple[str, ...]) -> Reading:
    word = text.strip().lower()
    found = _find(table, word) or (word if word in allowed else None)
    if found is None:
        return unreadable(text)
    return unknown(text) if found == _NOTHING else Reading(found)


def _read_yes_no(text: str, table: str) -> Reading:
    found = _find(table, text.strip().lower())
    if found is None:
        return unreadable(text)
    return unknown(text) if found == _NOTHING else Reading(found == "yes")


def _read_worst(text: str, table: str, allowed: tuple[str, ...]) -> Reading:
    parts = [p for p in text.split(";") if p.strip()]
    readings = [_read_word(part, table, allowed) for part in parts]
    known = [r.value for r in readings if r.value is not None]
    if not known:
        return unreadable(text)
    worst = max(known, key=lambda word: allowed.index(str(word)))
    if len(parts) == 1:
        return Reading(worst)
    note = f"{text!r} names several: the worst, {worst}, is used"
    return Reading(worst, "list", note)


def yes_no(table: str = "yes_no") -> Parser:
    """Make a reader of yes and no by a table of words."""
    return partial(_read_yes_no, table=table)


def word_of(attribute: str, table: str = "") -> Parser:
    """Make a reader of the words of an attribute."""
    words = ATTRIBUTES[attribute].words
    return partial(_read_word, table=table or attribute, allowed=words)


def worst_of(attribute: str) -> Parser:
    """Make a reader of lists whose worst word governs (O-35).

    The words of the attribute are ordered from the best to the worst.
    """
    words = ATTRIBUTES[attribute].words
    return partial(_read_worst, table=attribute, allowed=words)


def strongest_crossing(text: str) -> Reading:
    """Read ``crossing``, of a list the kind that helps most."""
    allowed = ATTRIBUTES["crossing"].words
    readings = [_read_word(part, "crossing", allowed) for part in text.split(";")]
    known = {r.value for r in readings}
    for word in ("signals", "marked", "unmarked", "no"):
        if word in known:
            return Reading(word)
    return unknown(text) if all(not r.flaw for r in readings) else unreadable(text)


def parse_text(text: str) -> Reading:
    """Keep a text as it is, at most 2000 characters."""
    return Reading(text.strip()[:_LENGTH] or None)


def constant(*words: str, value: Value) -> Parser:
    """Make a reader that answers a value for some words and nothing for others."""
    return partial(_read_constant, value=value, words=words)


def _read_constant(text: str, value: Value, words: tuple[str, ...]) -> Reading:
    return Reading(value) if text.strip().lower() in words else unknown(text)


KERB_HEIGHTS: Final = {"flush": 0.0, "no": 0.0, "lowered": 0.03}
KERB_WORD_TRUST: Final = 0.7


def kerb_height_of_word(text: str) -> Reading:
    """Tell the height that a kerb word means; only three words mean one (O-32).

    OSM wiki, Key:kerb: flush is level, lowered at most about 3 cm; raised is more
    than 3 cm, rolled and yes tell no height.
    """
    word = _read_word(text, "kerb", ATTRIBUTES["kerb"].words).value
    if word not in KERB_HEIGHTS:
        return unknown(text)
    return Reading(KERB_HEIGHTS[str(word)], trust=KERB_WORD_TRUST)
