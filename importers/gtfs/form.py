"""Forms of values: times, days, colours, zones … and what is none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

from geo.errors import InputError
from geo.timetable import parse_day, parse_time

TIMES: Final = 100_000
"""As many as a day has seconds, and the nights after: each is read once."""

_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)


@lru_cache(maxsize=TIMES)
def is_time(text: str) -> bool:
    """Tell whether a text is a time of a service day."""
    return _reads(parse_time, text)


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar."""
    return _reads(parse_day, text)


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except InputError:
        return False
    return True


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(text: str) -> bool:
    """Tell whether a text is the name of a time zone."""
    return text in _zones()


def matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Make a test of whole texts from a pattern."""
    return lambda text: pattern.fullmatch(text) is not None


@lru_cache
def forms() -> Mapping[str, tuple[Callable[[str], bool], str]]:
    """Give form → test of a text, and what one says that fails it."""
    return {
        "time": (is_time, "is not a time HH:MM:SS"),
        "day": (is_day, "is not a day YYYYMMDD"),
        "zone": (is_zone, "is no time zone"),
        "colour": (matches(_COLOUR), "is not six hexadecimal digits"),
        "currency": (matches(_CURRENCY), "is not a currency of three letters"),
        "language": (matches(_LANGUAGE), "is not the tag of a language"),
        "url": (matches(_URL), "is not an address that begins with http"),
    }
