"""Kinds of gaps, where they stand and what happens to them: the table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_TABLE: Final = Path(__file__).parent.parent / "tables" / "gap_kinds.toml"
LINE: Final = "line"


@dataclass(frozen=True)
class Word:
    """One row of the table.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words.
    shape : str
        Of a kind: ``"line"`` or ``"point"``; empty of others.
    """

    id: str
    label: dict[str, str]
    shape: str = ""


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def gap_words(what: str) -> dict[str, Word]:
    """Give the rows of one sort: ``kind``, ``status``, ``event`` or ``check``."""
    return {row["id"]: Word(**row) for row in _table()[what]}


def promised_states() -> frozenset[str]:
    """Give the states of a report in which a repair is promised or announced."""
    return frozenset(_table()["closing"]["promised"])


def unverified_states() -> frozenset[str]:
    """Give the states of a report that is said to be repaired, and not verified."""
    return frozenset(_table()["closing"]["unverified"])
