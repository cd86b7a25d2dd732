"""Personal data in a text: telephone numbers, addresses, cards, number plates.

Names of people are not found: no table tells them from words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from phonenumbers import Leniency, PhoneNumberMatcher

PHONE: Final = "phone"
MOST: Final = 50
"""Places that are told of in one text."""
_TABLE: Final = Path(__file__).parent / "tables" / "personal.toml"
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{4}")
_POSITION: Final = re.compile(r"[-+]?\d{1,3}\.\d+\s*[,;]\s*[-+]?\d{1,3}\.\d+")


@dataclass(frozen=True)
class PersonalKind:
    """One kind of personal data.

    Attributes
    ----------
    id : str
    label : dict of str to str
        Language → words.
    pattern : str
        Empty where a library finds it.
    country : str
        Where it is looked for; empty: everywhere.
    """

    id: str
    label: dict[str, str]
    pattern: str = ""
    country: str = ""


@dataclass(frozen=True)
class Personal:
    """A place in a text that may tell who somebody is.

    Attributes
    ----------
    kind : str
        An id of ``personal_kinds``.
    start, end : int
        Letters of the text, the last one not included.
    """

    kind: str
    start: int
    end: int


@lru_cache
def personal_kinds() -> dict[str, PersonalKind]:
    """Read the kinds: id → kind, in the order in which they are looked for."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["kind"]
    return {row["id"]: PersonalKind(**row) for row in rows}


@lru_cache
def _patterns(country: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = personal_kinds().values()
    return tuple(
        (kind.id, re.compile(kind.pattern, re.IGNORECASE))
        for kind in kinds
        if kind.pattern and kind.country in {"", country}
    )


def fold_digits(text: str) -> str:
    """Write every digit as 0 … 9; nothing moves."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def find_personal(text: str, *, country: str = "") -> list[Personal]:
    """Find what may tell who somebody is.

    Parameters
    ----------
    text : str
    country : str
        ISO 3166 code: whose numbers are written without a prefix.

    Returns
    -------
    list of Personal
        In the order of the text, none over another, at most ``MOST``.
    """
    folded = fold_digits(text)
    dull = [
        match.span() for rule in (_DATE, _POSITION) for match in rule.finditer(folded)
    ]
    found = [
        one
        for one in _all_in(folded, country)
        if not any(start < one.end and one.start < end for start, end in dull)
    ]
    kept: list[Personal] = []
    for one in sorted(found, key=lambda p: (p.start, p.start - p.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept[:MOST]


def _all_in(folded: str, country: str) -> Iterator[Personal]:
    for kind, pattern in _patterns(country):
        for match in pattern.finditer(folded):
            yield Personal(kind, *match.span())
    for number in PhoneNumberMatcher(folded, country or None, Leniency.VALID):
        yield Personal(PHONE, number.start, number.end)


def without(text: str, found: list[Personal], *, mark: str = "…") -> str:
    """Give a text with a mark in place of all that was found."""
    for one in reversed(found):
        text = text[: one.start] + mark + text[one.end :]
    return text


def pieces_of(text: str, found: list[Personal]) -> list[tuple[str, str]]:
    """Cut a text where something was found: (kind or nothing, piece) in order."""
    pieces, at = [], 0
    for one in found:
        pieces += [("", text[at : one.start]), (one.kind, text[one.start : one.end])]
        at = one.end
    return [(kind, piece) for kind, piece in [*pieces, ("", text[at:])] if piece]
