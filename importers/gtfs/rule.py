"""The rules of the GTFS reference, one row a file, and who breaks them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

from geo.finding import Finding

_TABLE: Final = Path(__file__).parent / "rules.toml"


class Rows(Protocol):
    """What rules look at: a file of the feed."""

    file: str
    header: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> list[str]:
        """Give a column; blanks where there is none."""

    def where(self, index: int) -> str:
        """How findings call a row."""


@dataclass(frozen=True)
class Rule:
    """What is asked of one file.

    Attributes
    ----------
    typed : bool
        Has a table of its own in the database.
    required : tuple of str
        Columns that must be there and filled.
    unique : tuple of str
        Columns that together name a row.
    range, soft_range : mapping
        Column → lowest and highest whole number; soft ones are only warned about.
    number : tuple of str
        Columns that hold numbers.
    refs, strict_refs : mapping
        Column → file whose key its values must be; strict ones reject the row.
    """

    typed: bool = False
    required: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    range: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    soft_range: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    number: tuple[str, ...] = ()
    refs: Mapping[str, str] = field(default_factory=dict)
    strict_refs: Mapping[str, str] = field(default_factory=dict)


@lru_cache
def rules() -> dict[str, Rule]:
    """Read the rules: name of the file without suffix → rule."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: Rule(**_frozen(row)) for name, row in table.items()}


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def find_rule(name: str) -> Rule:
    """Give the rule of a file; one that asks nothing where it is unknown."""
    return rules().get(name, Rule())


def missing_column(rule: Rule, table: Rows) -> str | None:
    """Find the first required column that a file lacks."""
    return next((c for c in rule.required if c not in table.header), None)


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks a rule, and whether it is rejected for it."""

    index: int
    finding: Finding


def find_breaches(rule: Rule, table: Rows) -> Iterator[Breach]:
    """Find the rows that break the rule of their file.

    Parameters
    ----------
    rule : Rule
    table : Rows

    Yields
    ------
    Breach
        Of severity ``"error"`` where the row is rejected.
    """
    for column in rule.required:
        yield from _each(table, column, "value-missing", lambda v: not v, "is empty")
    for column, (low, high) in rule.range.items():
        yield from _outside(table, column, low, high, "error")
    for column, (low, high) in rule.soft_range.items():
        yield from _outside(table, column, low, high, "warning")
    for column in rule.number:
        test, flaw = _is_no_number, "is not a number"
        yield from _each(table, column, "value-no-number", test, flaw)
    yield from _repeated(rule, table)


def _each(
    table: Rows,
    column: str,
    code: str,
    is_wrong: Callable[[str], bool],
    flaw: str,
    severity: str = "error",
) -> Iterator[Breach]:
    for index, value in enumerate(table.column(column)):
        if is_wrong(value):
            message = f"{column} {value!r} {flaw}"
            finding = Finding(code, table.where(index), message, severity)
            yield Breach(index, finding)


def _outside(
    table: Rows, column: str, low: int, high: int, severity: str
) -> Iterator[Breach]:
    allowed = {"", *(str(number) for number in range(low, high + 1))}
    flaw = f"is not one of {low} … {high}"
    yield from _each(
        table, column, "value-out-of-range", lambda v: v not in allowed, flaw, severity
    )


def _is_no_number(value: str) -> bool:
    try:
        return bool(value) and not abs(float(value)) < float("inf")
    except ValueError:
        return True


def _repeated(rule: Rule, table: Rows) -> Iterator[Breach]:
    """Find rows whose key was there before; the first one counts."""
    if not rule.unique or any(c not in table.header for c in rule.unique):
        return
    seen: set[tuple[str, ...]] = set()
    keys = zip(*(table.column(column) for column in rule.unique), strict=True)
    for index, key in enumerate(keys):
        if key in seen:
            message = f"{', '.join(key)} was there before; the first row counts"
            finding = Finding("id-twice", table.where(index), message, "error")
            yield Breach(index, finding)
        seen.add(key)
