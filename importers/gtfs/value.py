"""Values of cells; what cannot be read is unknown (the rules tell of it)."""

from __future__ import annotations

from collections.abc import Mapping

from geo.errors import InputError
from geo.timetable import parse_time


def number(record: Mapping[str, str], column: str) -> float | None:
    """Give a finite number, or ``None``."""
    return _number_of(record.get(column, ""))


def _number_of(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def whole(record: Mapping[str, str], column: str) -> int | None:
    """Give a whole number, or ``None``."""
    return whole_of(record.get(column, ""))


def whole_of(text: str) -> int | None:
    """Give the whole number that a text is, or ``None``."""
    value = _number_of(text)
    return None if value is None or value != int(value) else int(value)


def seconds(record: Mapping[str, str], column: str) -> int | None:
    """Give a time as seconds of the service day, or ``None``."""
    return seconds_of(record.get(column, ""))


def seconds_of(text: str) -> int | None:
    """Give the seconds of the service day that a text is, or ``None``."""
    try:
        return parse_time(text)
    except InputError:
        return None
