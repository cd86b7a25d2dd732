"""The fields of a line that somebody enters by hand, one row of a table each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_TABLE: Final = Path(__file__).parent.parent / "tables" / "hand_lines.toml"
PARTS: Final = ("line", "direction", "stop")


@dataclass(frozen=True)
class Word:
    """A word that a field can hold, or a kind of line, or a group of fields.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words for people.
    route_type : int
        GTFS ``route_type`` of a kind of line; -1 for other words.
    """

    id: str
    label: dict[str, str] = field(hash=False)
    route_type: int = -1


@dataclass(frozen=True)
class HandField:
    """One field of the form, and one column of the table to fill in.

    Attributes
    ----------
    id : str
    part : str
        ``"line"``, ``"direction"`` or ``"stop"``.
    kind : str
        A key of ``geo.transit.hand_value.KINDS``.
    label, hint : dict of str to str
        Language → words.
    group : str
        Part of the form; empty outside of the line itself.
    needed : bool
    longest : int
        Letters of a text.
    low, high : float
        Bounds of a number, in the unit that people write.
    scale : float
        What people write, times this, is the SI value.
    lang : str
        Language of a text; empty where it may be any.
    attribute : str
        Access attribute of the vehicle that the field is.
    words : tuple of Word
    """

    id: str
    part: str
    kind: str
    label: dict[str, str] = field(hash=False)
    hint: dict[str, str] = field(default_factory=dict, hash=False)
    group: str = ""
    needed: bool = False
    longest: int = 300
    low: float = 0.0
    high: float = 1e6
    scale: float = 1.0
    lang: str = ""
    attribute: str = ""
    words: tuple[Word, ...] = ()


@lru_cache
def _table() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def line_kinds() -> dict[str, Word]:
    """Read the kinds of lines: id → kind, in the order of the table."""
    return {row["id"]: Word(**row) for row in _table()["kind"]}


@lru_cache
def line_groups() -> tuple[Word, ...]:
    """Read the parts of the form, in order."""
    return tuple(Word(**row) for row in _table()["group"])


@lru_cache
def hand_fields() -> dict[str, HandField]:
    """Read the fields: id → field, in the order in which they are asked."""
    return {row["id"]: _field(row) for row in _table()["field"]}


def _field(row: dict[str, Any]) -> HandField:
    plain = {name: value for name, value in row.items() if name != "word"}
    words = tuple(Word(**word) for word in row.get("word", ()))
    if row["id"] == "kind":
        words = tuple(line_kinds().values())
    return HandField(**plain, words=words)


@lru_cache
def fields_of(part: str) -> tuple[HandField, ...]:
    """List the fields of a line, of a direction or of a stop."""
    return tuple(one for one in hand_fields().values() if one.part == part)
