"""Which column of a survey holds what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.attribute import ATTRIBUTES
from geo.errors import InputError
from geo.finding import Finding
from geo.text import fold

_TABLE: Final = Path(__file__).parent / "columns.toml"
_UNIT: Final = re.compile(r"^(.*?)[\s_]*(?:\((\S+)\)|[\s_](\S+)|(%))\s*$")
_NAME: Final = re.compile(r"^(?:name|nom)[:_ ]([a-z]{2,3})$")


@dataclass(frozen=True)
class Column:
    """One column that is understood.

    Attributes
    ----------
    header : str
        As it stands in the file.
    target : str
        Attribute, field, or ``name:`` and a language.
    factor : float
        Turns its numbers into SI units.
    """

    header: str
    target: str
    factor: float = 1.0


@lru_cache
def column_table() -> dict[str, dict[str, Any]]:
    """Read the table of headers, units and words."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def _synonyms() -> dict[str, str]:
    table = column_table()
    rows = {**table["attribute"], **table["field"]}
    found = {fold(name): name for name in (*ATTRIBUTES, *rows)}
    for name, spellings in rows.items():
        for spelling in spellings:
            found.setdefault(fold(spelling), name)
    return found


def known_targets() -> frozenset[str]:
    """Give every attribute and field that a column may hold."""
    return frozenset(ATTRIBUTES) | frozenset(column_table()["field"])


def is_name(target: str) -> bool:
    """Tell whether a column holds a name in some language."""
    return target == "name" or target.startswith("name:")


def find_column(header: str) -> Column | None:
    """Find what a header means by its words, or ``None``.

    Parameters
    ----------
    header : str
        In any of our languages, with a unit or without.

    Returns
    -------
    Column or None
    """
    text = header.strip()
    if text in ATTRIBUTES:
        return Column(header, text)
    name = _NAME.match(text.lower())
    if name is not None:
        return Column(header, f"name:{name[1]}")
    scaled = _with_unit(header, text)
    if scaled is not None:
        return scaled
    target = _synonyms().get(fold(text))
    return None if target is None else Column(header, target)


def _with_unit(header: str, text: str) -> Column | None:
    found = _UNIT.match(text)
    if found is None:
        return None
    unit = (found[2] or found[3] or found[4]).lower()
    factor = column_table()["unit"].get(unit)
    target = _synonyms().get(fold(found[1])) or _synonyms().get(fold(found[1] + "_m"))
    if factor is None or target is None:
        return None
    return Column(header, target, factor)


def map_columns(
    headers: Sequence[str], mapping: Mapping[str, str]
) -> tuple[list[Column], list[Finding]]:
    """Say of each column what it holds.

    Parameters
    ----------
    headers : sequence of str
    mapping : mapping of str to str
        What the surveyor said: header → target; stronger than any guess.

    Returns
    -------
    columns : list of Column
        At most one for each target.
    findings : list of Finding
        Columns that are not used.

    Raises
    ------
    InputError
        If the mapping names a column or a target that does not exist.
    """
    _require_mapping(headers, mapping)
    chosen: dict[str, Column] = {}
    findings = []
    exact = known_targets()
    for header in sorted(headers, key=lambda h: (h not in mapping, h not in exact)):
        column = _said(header, mapping) or find_column(header)
        if column is None:
            message = "the column is not understood and not used"
            findings.append(Finding("column-unused", header, message, "info"))
        elif column.target in chosen:
            other = chosen[column.target].header
            message = f"means {column.target}, as column {other!r} does; not used"
            findings.append(Finding("column-twice", header, message))
        else:
            chosen[column.target] = column
    return list(chosen.values()), findings


def _said(header: str, mapping: Mapping[str, str]) -> Column | None:
    if header not in mapping:
        return None
    guess = find_column(header)
    factor = guess.factor if guess is not None else _factor(header)
    return Column(header, mapping[header], factor)


def _factor(header: str) -> float:
    found = _UNIT.match(header.strip())
    if found is None:
        return 1.0
    unit = (found[2] or found[3] or found[4]).lower()
    return float(column_table()["unit"].get(unit, 1.0))


def _require_mapping(headers: Sequence[str], mapping: Mapping[str, str]) -> None:
    for header, target in mapping.items():
        if header not in headers:
            there = ", ".join(headers)
            raise InputError("map", f"there is no column {header!r}; there are {there}")
        if target not in known_targets() and not is_name(target):
            raise InputError("map", f"{target!r} is neither an attribute nor a field")
