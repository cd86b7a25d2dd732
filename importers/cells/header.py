"""Which column of a table of counts holds what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.finding import Finding
from geo.text import fold

_TABLE: Final = Path(__file__).parent / "headers.toml"
_YEARED: Final = re.compile(r"^(.*\D)[_ ](1[89]\d\d|2[01]\d\d)$")
_NAME: Final = re.compile(r"^(?:name|nom)[:_ ]([a-z]{2,3})$")
SPELLED: Final = {"population": "people", "residents": "people"}
"""Words for ``people`` that options may use."""


@lru_cache
def common_headers() -> dict[str, tuple[str, ...]]:
    """Read the headers that every table may have: what is meant → spellings."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: tuple(spellings) for name, spellings in table.items()}


def map_headers(
    headers: Sequence[str],
    said: Mapping[str, str],
    known: Mapping[str, Iterable[str]],
) -> tuple[dict[str, str], list[Finding]]:
    """Say of each column what it holds.

    Parameters
    ----------
    headers : sequence of str
        Of the file.
    said : mapping of str to str
        What somebody said: meaning → header; stronger than any guess.
    known : mapping of str to iterable of str
        Meaning → spellings of its header.

    Returns
    -------
    columns : dict of str to str
        Meaning → header, each meaning once; of headers that end in a year the newest.
    findings : list of Finding
        Columns that are not used.

    Raises
    ------
    InputError
        If somebody named a column or a meaning that does not exist.
    """
    given = {SPELLED.get(target, target): header for target, header in said.items()}
    _require_known(headers, given, known)
    spelled = _spellings(known)
    columns, findings = dict(given), []
    for header in sorted(headers, key=year_of, reverse=True):
        if not header or header in given.values():
            continue
        target = _meaning(header, spelled)
        if not target:
            message = "the column is not understood and not used"
            findings.append(Finding("column-unused", header, message, "info"))
        elif target in columns:
            message = f"means {target}, as column {columns[target]!r} does; not used"
            findings.append(Finding("column-twice", header, message))
        else:
            columns[target] = header
    return columns, findings


def year_of(header: str) -> int:
    """Give the year that ends a header, such as ``pop_2014``; 0 if there is none."""
    found = _YEARED.match(header.strip())
    return int(found[2]) if found is not None else 0


def _spellings(known: Mapping[str, Iterable[str]]) -> dict[str, str]:
    found = {name: name for name in known}
    for name, spellings in known.items():
        for spelling in (name, *spellings):
            found.setdefault(fold(spelling) or spelling, name)
    return found


def _meaning(header: str, spelled: Mapping[str, str]) -> str:
    text = header.strip()
    name = _NAME.match(text.lower())
    if name is not None:
        return f"name:{name[1]}"
    yeared = _YEARED.match(text)
    for one in (text, yeared[1] if yeared is not None else text):
        target = spelled.get(one.lower()) or spelled.get(fold(one) or one)
        if target is not None:
            return target
    return ""


def _require_known(
    headers: Sequence[str],
    given: Mapping[str, str],
    known: Mapping[str, Iterable[str]],
) -> None:
    for target, header in given.items():
        if header not in headers:
            there = ", ".join(headers)
            reason = f"there is no column {header!r}; there are {there}"
            raise InputError("column", reason)
        if target not in known and not target.startswith("name:"):
            may = ", ".join(known)
            raise InputError("column", f"{target!r} is not one of {may}")
