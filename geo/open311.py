"""Open311 GeoReport v2: what may be asked, and how it is read. No web, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from geo.errors import InputError
from geo.life_cycle import CLOSED, OPEN

SPAN: Final = timedelta(days=90)
MOST: Final = 1000
"""Requests of one answer."""
MOST_PAGE: Final = 200
MOST_IDS: Final = 200
USUAL_PAGE: Final = 100
LONGEST_PART: Final = 120
GREATEST_PAGE: Final = 1_000_000
STATUSES: Final = (OPEN, CLOSED)


@dataclass(frozen=True)
class Refusal:
    """One entry of the list of errors.

    Attributes
    ----------
    code : int
        HTTP status.
    description : str
    """

    code: int
    description: str


@dataclass(frozen=True)
class Window:
    """From when to when requests were made, both ends included; aware times."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class Asked:
    """Which requests are asked for.

    Attributes
    ----------
    window : Window
    ids : tuple of str
        Where there are any, nothing else counts.
    codes, statuses : tuple of str
        Empty is all.
    page : int
        From 1; 0 where none was asked for.
    page_size : int
    after : tuple, optional
        (time, id) of the last request of the page before.
    """

    window: Window
    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    page: int = 0
    page_size: int = MOST
    after: tuple[datetime, int] | None = None


def read_time(name: str, text: str) -> datetime | None:
    """Read a time of the W3C profile; nothing where the value is empty.

    Raises
    ------
    InputError
        If it is none, or has no zone.
    """
    if not text.strip():
        return None
    # A plus sign that was not written as %2B comes as a space.
    given = text.strip().replace(" ", "+")
    try:
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is not None:
            moment.timestamp()
    except (ValueError, OverflowError) as cause:
        reason = f"{text[:40]!r} is not a time like 2026-05-24T00:00:00Z"
        raise InputError(name, reason) from cause
    if moment.tzinfo is None:
        raise InputError(name, f"{text[:40]!r} has no zone: add Z or +01:00")
    return moment


def read_window(start: str, end: str, *, now: datetime) -> Window:
    """Read the window of a question for requests.

    Parameters
    ----------
    start, end : str
        As they were asked; without any, the last 90 days.
    now : datetime

    Returns
    -------
    Window
        Of at most 90 days.

    Raises
    ------
    InputError
        If a time is wrong, the end lies before the start, or they are further apart.
    """
    first, last = read_time("start_date", start), read_time("end_date", end)
    if first is None and last is None:
        return Window(now - SPAN, None)
    if first is None and last is not None:
        return Window(_earlier(last), last)
    if first is not None and last is None:
        last = min(now, _later(first)) if first <= now else first
    window = Window(first, last)
    _require_span(window)
    return window


def _earlier(moment: datetime) -> datetime:
    try:
        return moment - SPAN
    except OverflowError as cause:
        raise InputError("end_date", f"{moment.year} is too early") from cause


def _later(moment: datetime) -> datetime:
    try:
        return moment + SPAN
    except OverflowError as cause:
        raise InputError("start_date", f"{moment.year} is too late") from cause


def _require_span(window: Window) -> None:
    if window.start is None or window.end is None:
        return
    if window.end < window.start:
        raise InputError("end_date", "is before start_date")
    if window.end - window.start > SPAN:
        days = (window.end - window.start).days
        raise InputError("start_date", f"{days} days are more than {SPAN.days}")


def read_list(name: str, text: str) -> tuple[str, ...]:
    """Read a list parted by commas, each entry once, in order.

    Raises
    ------
    InputError
        If it has too many entries, or one is too long.
    """
    parts = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
    if len(parts) > MOST_IDS:
        raise InputError(name, f"{len(parts)} entries are more than {MOST_IDS}")
    for part in parts:
        if len(part) > LONGEST_PART:
            raise InputError(name, f"an entry has more than {LONGEST_PART} letters")
    return tuple(parts)


def read_statuses(text: str) -> tuple[str, ...]:
    """Read ``open``, ``closed`` or both.

    Raises
    ------
    InputError
        If one is something else.
    """
    found = tuple(part.lower() for part in read_list("status", text))
    for status in found:
        if status not in STATUSES:
            raise InputError("status", f"{status!r} is neither open nor closed")
    return found


def read_count(name: str, text: str, *, most: int, usual: int) -> int:
    """Read a whole number of 1 to ``most``; the usual one where the value is empty.

    Raises
    ------
    InputError
        If it is something else.
    """
    if not text.strip():
        return usual
    given = text.strip()
    digits = len(str(most))
    known = given.isascii() and given.isdecimal() and len(given) <= digits
    if not known or not 1 <= int(given) <= most:
        raise InputError(name, f"{text[:20]!r} is not a whole number of 1 … {most}")
    return int(given)
