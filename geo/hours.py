"""Opening hours and conditions of time, as OpenStreetMap writes them.

What cannot be read is a doubt, never taken for open. The grammar of ``opening_hours``,
public holidays and the sun are the affair of the library ``opening-hours-py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from geo.errors import InputError
from geo.osm.word import word_of

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
CLOSING: Final = frozenset({"no", "private"})
"""Words of access behind which nobody may go on."""
OF_VEHICLES: Final = re.compile(
    r"^(max)?(weight|weightrating|height|width|length|axles|axleload|wheels|hgv)\b",
    re.IGNORECASE,
)
"""Conditions that are never true of somebody on foot."""
HOLIDAYS: Final = {"PH": re.compile(r"\bPH\b"), "SH": re.compile(r"\bSH\b")}

_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_DAYS = re.compile(rf"\b({_DAY})\s*,\s+(?={_DAY}\b)")
_TIMES = re.compile(r"(\d\d?:\d\d\+?)\s*,\s+(?=\d\d?:\d\d)")
"""Lists of days and of times: people write a space that begins another rule."""

_CLAUSE = re.compile(
    r"([\w:]+)\s*@\s*(\([^()]*\)|[^@()]*?)\s*(?:;|$)(?=[^@()]*(?:@|$))"
)
_AND = re.compile(r"\s+AND\s+")


class Hours(StrEnum):
    """Whether something is open at a time."""

    OPEN = "open"
    SHUT = "shut"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Moment:
    """A time at a place.

    Attributes
    ----------
    at : datetime
        With the time zone of the town, a ``ZoneInfo``.
    lonlat : tuple of float
        Degrees, EPSG:4326: for the sun and for public holidays.
    """

    at: datetime
    lonlat: tuple[float, float]


def parse_at(text: str, zone: ZoneInfo, *, field: str = "at") -> datetime:
    """Read a date and time of the town: ``2026-11-23T22:00``.

    Parameters
    ----------
    text : str
        ISO 8601; with an offset it is turned into the time of the town.
    zone : ZoneInfo
        Of the town.
    field : str
        Name in the caller's words.

    Raises
    ------
    InputError
        If it is no date with a time, or of another century.
    """
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError as cause:
        reason = f"{text[:40]!r} is no date and time such as 2026-11-23T22:00"
        raise InputError(field, reason) from cause
    if not FIRST_YEAR <= read.year < LAST_YEAR:
        reason = f"{text[:40]!r} is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise InputError(field, reason)
    return read.replace(tzinfo=zone) if read.tzinfo is None else read.astimezone(zone)


def judge_hours(text: str, moment: Moment) -> Hours:
    """Tell whether something with these opening hours is open.

    Parameters
    ----------
    text : str
        Value of ``opening_hours``.
    moment : Moment

    Returns
    -------
    Hours
        ``DOUBT`` where it cannot be read, where the hours themselves are unsure (a
        remark in quotes), and where they depend on holidays of which no calendar is
        known: these are never taken for open.
    """
    read = _read(text, moment.at.tzinfo, moment.lonlat)
    if read is None:
        return Hours.DOUBT
    state, remark = read.state(moment.at)
    if state == State.CLOSED:
        return Hours.SHUT
    unsure = state == State.UNKNOWN or bool(remark)
    return Hours.DOUBT if unsure or _lacks_calendar(text, moment) else Hours.OPEN


def judge_access(text: str, moment: Moment) -> Hours | None:
    """Tell whether one may go where access depends on conditions.

    Parameters
    ----------
    text : str
        Value of ``access:conditional``: ``"no @ (22:00-06:00); yes @ (Su)"``.
    moment : Moment

    Returns
    -------
    Hours or None
        Of the last condition that holds; ``None`` where none does, so that what is
        said without conditions counts. A condition that cannot be judged is a doubt
        where it closes; it opens nothing.
    """
    clauses = list(_clauses(text))
    found = None if clauses else Hours.DOUBT
    for word, condition in clauses:
        allowed, holds = word_of("access")(word).value, _holds(condition, moment)
        if holds is False:
            continue
        if allowed is None or (holds is None and allowed in CLOSING):
            found = found if found is Hours.SHUT else Hours.DOUBT
        elif holds:
            found = Hours.SHUT if allowed in CLOSING else Hours.OPEN
    return found


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Take ``"no @ (Mo; Tu); yes @ Su"`` apart; nothing where it does not fit."""
    place, found = 0, []
    for match in _CLAUSE.finditer(text):
        if text[place : match.start()].strip():
            return
        found.append((match[1], match[2].removeprefix("(").removesuffix(")").strip()))
        place = match.end()
    if not text[place:].strip():
        yield from found


def _holds(condition: str, moment: Moment) -> bool | None:
    """Tell whether all parts of a condition hold; ``None`` where that is not known."""
    parts = [_part_holds(part, moment) for part in _AND.split(condition)]
    if False in parts:
        return False
    return None if None in parts else True


def _part_holds(part: str, moment: Moment) -> bool | None:
    if OF_VEHICLES.match(part.strip()):
        return False
    told = judge_hours(part, moment)
    return None if told is Hours.DOUBT else told is Hours.OPEN


def _lacks_calendar(text: str, moment: Moment) -> bool:
    """Tell whether it speaks of holidays of which it is not known when they are."""
    named = [name for name, word in HOLIDAYS.items() if word.search(text)]
    found = [_read(name, moment.at.tzinfo, moment.lonlat) for name in named]
    return any(read is None or read.next_change(moment.at) is None for read in found)


@lru_cache(maxsize=4096)
def _read(text: str, zone: object, lonlat: tuple[float, float]) -> OpeningHours | None:
    lon, lat = lonlat
    known = zone if isinstance(zone, ZoneInfo) else None
    listed = _TIMES.sub(r"\1,", _DAYS.sub(r"\1,", text))
    if not validate(listed):
        return None
    return OpeningHours(listed, timezone=known, coords=(lat, lon))
