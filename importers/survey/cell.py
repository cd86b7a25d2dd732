"""Values that people write in cells, in three languages."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from geo.attribute import ATTRIBUTES, Kind, check_value
from geo.errors import InputError
from geo.observation import Method, Side, Value
from geo.text import fold
from importers.survey.column import column_table
from importers.table import Cell, text_of

UNKNOWN: Final = "unknown"
LONGEST_TEXT: Final = 2000
_UNITS: Final = {"": 1.0, "m": 1.0, "cm": 0.01, "mm": 0.001, "%": 0.01}
_NUMBER: Final = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(%|cm|mm|m)?$")
_FRENCH_DAY: Final = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")


@lru_cache
def _words() -> dict[str, list[str]]:
    """Folded spelling → our words that it may stand for."""
    found: dict[str, list[str]] = {}
    for word, spellings in column_table()["word"].items():
        for spelling in (word, *spellings):
            found.setdefault(fold(spelling) or spelling, []).append(word)
    return found


def parse_word(cell: Cell, allowed: tuple[str, ...]) -> str | None:
    """Find which of our words a cell means; ``None`` if none of them."""
    text = text_of(cell)
    if text in allowed:
        return text
    meant = _words().get(fold(text) or text, [])
    if fold(text).replace(" ", "_") in allowed:
        return fold(text).replace(" ", "_")
    return next((word for word in meant if word in allowed), None)


def parse_number(cell: Cell, *, field: str, factor: float = 1.0) -> float:
    """Read a number, with a decimal point or comma and perhaps its unit.

    Parameters
    ----------
    cell : Cell
    field : str
        Name of the column, for the message.
    factor : float
        Unit of the column; a unit in the cell itself is stronger.

    Returns
    -------
    float
        SI units.

    Raises
    ------
    InputError
        If it is not a number.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return float(cell) * factor
    found = _NUMBER.match(text_of(cell).replace("\u2212", "-").replace("\u00a0", " "))
    if found is None:
        raise InputError(field, f"{text_of(cell)!r} is not a number")
    number = float(found[1].replace(",", "."))
    return number * (_UNITS[found[2]] if found[2] else factor)


def parse_value(attribute: str, cell: Cell, *, factor: float = 1.0) -> Value:
    """Read the value of an access attribute.

    Parameters
    ----------
    attribute : str
        A name of ``ATTRIBUTES``.
    cell : Cell
        Not empty.
    factor : float
        Turns a number into SI units.

    Returns
    -------
    Value
        ``None`` where the surveyor says that it is not known.

    Raises
    ------
    InputError
        Naming the attribute, the value and the limit.
    """
    if parse_word(cell, (UNKNOWN,)):
        return None
    known = ATTRIBUTES.get(attribute)
    if known is None:
        raise InputError("attribute", f"{attribute!r} is not a known access attribute")
    if known.kind is Kind.NUMBER:
        number = parse_number(cell, field=attribute, factor=factor)
        return check_value(attribute, round(number, 9))
    if known.kind is Kind.YES_NO:
        return check_value(attribute, _yes_no(cell))
    if known.kind is Kind.WORD and known.words:
        text = "yes" if cell is True else "no" if cell is False else text_of(cell)
        return check_value(attribute, parse_word(text, known.words) or text)
    if len(text_of(cell)) > LONGEST_TEXT:
        raise InputError(attribute, f"is longer than {LONGEST_TEXT} letters")
    return check_value(attribute, text_of(cell))


def _yes_no(cell: Cell) -> Value:
    if isinstance(cell, bool):
        return cell
    word = parse_word(cell, ("yes", "no"))
    return text_of(cell) if word is None else word == "yes"


def parse_date(cell: Cell, *, field: str) -> date | None:
    """Read a day: ISO, or day/month/year; ``None`` if the cell is empty.

    Raises
    ------
    InputError
        If it is not a day of the calendar.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    french = _FRENCH_DAY.match(text)
    iso = (
        "-".join((french[3], french[2].zfill(2), french[1].zfill(2))) if french else ""
    )
    try:
        return date.fromisoformat(iso or text[:10])
    except ValueError as cause:
        raise InputError(field, f"{text!r} is not a day YYYY-MM-DD") from cause


def parse_side(cell: Cell) -> Side:
    """Read a side of a way; both if the cell is empty.

    Raises
    ------
    InputError
        If it is neither left, right nor both.
    """
    if not text_of(cell):
        return Side.BOTH
    word = parse_word(cell, tuple(Side))
    if word is None:
        raise InputError("side", f"{text_of(cell)!r} is not one of left, right, both")
    return Side(word)


def parse_method(cell: Cell) -> Method:
    """Read how a value was found out; surveyed if the cell is empty.

    Raises
    ------
    InputError
        If it is neither measured nor surveyed.
    """
    if not text_of(cell):
        return Method.SURVEYED
    word = parse_word(cell, (Method.MEASURED, Method.SURVEYED))
    if word is None:
        raise InputError(
            "method", f"{text_of(cell)!r} is not one of measured, surveyed"
        )
    return Method(word)
