"""What somebody wants to report, before it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from geo.answer import LonLat
from geo.category import report_categories
from geo.channel import WEB, report_channels
from geo.crs import require_lon_lat
from geo.errors import InputError
from geo.observation import Value
from geo.profile import load_profiles
from geo.question import check_answers

LONGEST: Final = 4000
"""Letters of a description (Open311 GeoReport v2)."""
LONGEST_WHERE: Final = 200
LONGEST_KEY: Final = 80
LONGEST_SUBJECT: Final = 120
PLACES: Final = 5
"""Decimal places of a position: about a metre, not where exactly somebody stood."""


@dataclass(frozen=True)
class Draft:
    """A report as it is handed in.

    Attributes
    ----------
    category : str
        An id of ``geo.category.report_categories``.
    description : str
    affected : tuple of str
        Profiles that are stopped, as the reporter sees it.
    where_text : str
        Near which place or street, in the reporter's words.
    lonlat : LonLat, optional
        (lon, lat), degrees.
    lang : str
    send_key : str
        The sender's own key: sent again, it makes no second report.
    answers : dict of str to Value
        Question of ``geo.question`` → answer, SI units; ``None``: not known.
    channel : str
        By which way it came, an id of ``geo.channel.report_channels``.
    subject : str
        Key of the place or stop that it is about; empty for a spot of a street.
    """

    category: str
    description: str = ""
    affected: tuple[str, ...] = ()
    where_text: str = ""
    lonlat: LonLat | None = None
    lang: str = "ar"
    send_key: str = ""
    answers: dict[str, Value] = field(default_factory=dict)
    channel: str = WEB
    subject: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong: ``missing``, ``too_long``, ``unknown`` or ``outside``.

    Of an answer, also ``not_asked``, ``kind``, ``bounds`` or ``choice``; its field is
    ``answers.`` and the question.
    """

    field: str
    code: str
    reason: str


def _category(draft: Draft) -> Iterator[Fault]:
    if not draft.category:
        yield Fault("category", "missing", "is missing")
    elif draft.category not in report_categories():
        known = ", ".join(report_categories())
        reason = f"{draft.category[:80]!r} is not one of {known}"
        yield Fault("category", "unknown", reason)


def is_control(letter: str) -> bool:
    """Tell what no person types, and what would drive the terminal of a reader."""
    return unicodedata.category(letter) == "Cc" and letter not in "\n\r\t"


def _texts(draft: Draft) -> Iterator[Fault]:
    limits = {
        "description": (draft.description, LONGEST),
        "where": (draft.where_text, LONGEST_WHERE),
        "send_key": (draft.send_key, LONGEST_KEY),
        "subject": (draft.subject, LONGEST_SUBJECT),
    }
    for name, (text, most) in limits.items():
        if len(text) > most:
            reason = f"{len(text)} letters are more than {most}"
            yield Fault(name, "too_long", reason)
        if any(is_control(letter) for letter in text):
            yield Fault(name, "unknown", "holds a character that no text has")


def _position(draft: Draft) -> Iterator[Fault]:
    if draft.lonlat is None:
        if not draft.where_text.strip():
            yield Fault("where", "missing", "is missing: name a place or a position")
        return
    try:
        require_lon_lat(*draft.lonlat, field="position")
    except InputError as wrong:
        yield Fault("position", "outside", wrong.reason)


def _affected(draft: Draft) -> Iterator[Fault]:
    if len(draft.affected) > len(load_profiles()):
        yield Fault("affected", "unknown", f"names more than {len(load_profiles())}")
        return
    for profile in draft.affected:
        if profile not in load_profiles():
            reason = f"{profile[:80]!r} is not one of {', '.join(load_profiles())}"
            yield Fault("affected", "unknown", reason)


def _answers(draft: Draft) -> Iterator[Fault]:
    if draft.category not in report_categories():
        return
    for fault in check_answers(draft.category, draft.answers):
        yield Fault(f"answers.{fault.question}", fault.code, fault.reason)
    for name, answer in draft.answers.items():
        if isinstance(answer, str) and any(map(is_control, answer)):
            reason = "holds a character that no text has"
            yield Fault(f"answers.{name}", "unknown", reason)


def _channel(draft: Draft) -> Iterator[Fault]:
    if draft.channel not in report_channels():
        known = ", ".join(report_channels())
        reason = f"{draft.channel[:40]!r} is not one of {known}"
        yield Fault("channel", "unknown", reason)


CHECKS: Final[tuple[Callable[[Draft], Iterator[Fault]], ...]] = (
    _category,
    _position,
    _texts,
    _affected,
    _answers,
    _channel,
)


def find_faults(draft: Draft) -> list[Fault]:
    """List everything that is wrong with a draft.

    Parameters
    ----------
    draft : Draft

    Returns
    -------
    list of Fault
        Empty if it can be kept.
    """
    return [fault for check in CHECKS for fault in check(draft)]


def require_sound(draft: Draft) -> Draft:
    """Refuse a draft that has a fault.

    Raises
    ------
    InputError
        Naming the first field that is wrong.
    """
    for fault in find_faults(draft):
        raise InputError(fault.field, fault.reason)
    return draft


def blur(lonlat: LonLat) -> LonLat:
    """Round a position before it is kept."""
    return round(lonlat[0], PLACES), round(lonlat[1], PLACES)
