"""Values of cells; what cannot be read is unknown (the rules tell of it)."""

from __future__ import annotations

from collections.abc import Mapping

from geo.errors import InputError
from geo.timetable import parse_time


def number(record: Mapping[str, str], column: str) -> float | None:
    """Give a finite number, or ``None``."""
    try:
        value = float(record.get(column, ""))
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def whole(record: Mapping[str, str], column: str) -> int | None:
    """Give a whole number, or ``None``."""
    value = number(record, column)
    return None if value is None or value != int(value) else int(value)


def seconds(record: Mapping[str, str], column: str) -> int | None:
    """Give a time as seconds of the service day, or ``None``."""
    try:
        return parse_time(record.get(column, ""))
    except InputError:
        return None
