"""The rules of the GTFS reference, one row a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

_TABLE: Final = Path(__file__).parent / "rules.toml"


class Rows(Protocol):
    """What rules look at: a file of the feed, or a part of it."""

    file: str
    header: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> list[str]:
        """Give a column; blanks where there is none."""

    def where(self, index: int) -> str:
        """How findings call a row."""


@dataclass(frozen=True)
class When:
    """What else is asked of rows where a column has one of some values.

    Attributes
    ----------
    column : str
    values : tuple of str
        "" is a blank; "*" is anything else.
    need, forbid : tuple of str
        Columns that must be filled, and that must not be.
    """

    column: str
    values: tuple[str, ...]
    need: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What is asked of one file.

    Attributes
    ----------
    typed : bool
        Has a table of its own in the database.
    required : tuple of str
        Columns that must be there and filled.
    wanted : tuple of str
        Columns that should be, too; without them rows are still of use.
    unique : tuple of str
        Columns that together name a row.
    range, soft_range : mapping
        Column → lowest and highest whole number; soft ones are only warned about.
    number : mapping
        Column that holds numbers → least and most, as far as they are known.
    whole : tuple of str
        Numbers that must be whole.
    form : mapping
        Column → form of its values, as ``importers.gtfs.form`` names them.
    refs, strict_refs : mapping
        Column → file whose key its values must be; strict ones reject the row.
    differ : tuple of str
        Columns that must not say the same.
    when : tuple of When
        What is asked of some rows only.
    """

    typed: bool = False
    required: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    range: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    soft_range: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    number: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    refs: Mapping[str, str] = field(default_factory=dict)
    strict_refs: Mapping[str, str] = field(default_factory=dict)
    differ: tuple[str, ...] = ()
    when: tuple[When, ...] = ()


@lru_cache
def rules() -> dict[str, Rule]:
    """Read the rules: name of the file without suffix → rule."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: _read(row) for name, row in table.items()}


def _read(row: dict[str, Any]) -> Rule:
    parts = tuple(When(**_frozen(part)) for part in row.get("when", ()))
    return Rule(**{**_frozen(row), "when": parts})


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def find_rule(name: str) -> Rule:
    """Give the rule of a file; one that asks nothing where it is unknown."""
    return rules().get(name, Rule())


def missing_column(rule: Rule, table: Rows) -> str | None:
    """Find the first required column that a file lacks."""
    return next((c for c in rule.required if c not in table.header), None)
