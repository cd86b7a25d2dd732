"""Times and days of timetables: 25:10 is ten past one, after the service day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from geo.errors import InputError

ADDED: Final = 1
REMOVED: Final = 2
LATEST_HOUR: Final = 99
"""A train that is under way for more than four days is a mistake."""

_TIME: Final = re.compile(r"^(\d{1,2}):([0-5]\d):([0-5]\d)$")
_DAY: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def parse_time(text: str) -> int | None:
    """Read a GTFS time.

    Parameters
    ----------
    text : str
        ``"H:MM:SS"`` or ``"HH:MM:SS"``; hours may pass 24.

    Returns
    -------
    int or None
        Seconds after noon minus twelve hours of the service day; ``None`` if blank.

    Raises
    ------
    InputError
        If it is no time.
    """
    if not text.strip():
        return None
    found = _TIME.match(text.strip())
    if found is None:
        raise InputError("time", f"{text!r} is not a time HH:MM:SS")
    hours, minutes, seconds = (int(part) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def format_time(seconds: int) -> str:
    """Write seconds of a service day as a GTFS time.

    Parameters
    ----------
    seconds : int
        0 up to ``LATEST_HOUR`` hours.

    Returns
    -------
    str
        ``"HH:MM:SS"``.
    """
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def parse_day(text: str) -> date:
    """Read a GTFS day ``YYYYMMDD``.

    Raises
    ------
    InputError
        If it is no day of the calendar.
    """
    found = _DAY.match(text.strip())
    try:
        year, month, day = (
            (int(part) for part in found.groups()) if found else (0, 0, 0)
        )
        return date(year, month, day)
    except ValueError as cause:
        raise InputError("date", f"{text!r} is not a day YYYYMMDD") from cause


def runs_on(
    day: date,
    *,
    weekdays: str,
    start: date | None,
    end: date | None,
    exceptions: Mapping[date, int],
) -> bool:
    """Tell whether a service runs on a service day.

    Parameters
    ----------
    day : date
    weekdays : str
        Seven digits, Monday first.
    start, end : date, optional
        First and last day of the weekdays; without them only exceptions count.
    exceptions : mapping of date to int
        ``ADDED`` or ``REMOVED``.
    """
    exception = exceptions.get(day)
    if exception is not None:
        return exception == ADDED
    if start is None or end is None or not start <= day <= end:
        return False
    return weekdays[day.weekday()] == "1"
