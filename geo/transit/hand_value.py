"""Read and write the cells of a line that somebody enters by hand.

What is written is read back as the same value; an empty cell is "not known".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geo.transit.hand_field import HandField, hand_fields

DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
YES_NO: Final = {"yes": True, "no": False}
LATEST_S: Final = 48 * 3600
"""A departure later than the second night is a slip of the pen."""
MOST_TIMES: Final = 200
PLACES: Final = 7
"""Decimal places of a degree: about a centimetre."""

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TIME: Final = re.compile(r"(\d{1,2})[:hH](\d{2})(?::(\d{2}))?")
_PHONE: Final = re.compile(r"\+?[\d ().-]*\d[\d ().-]*")
_BETWEEN: Final = re.compile(r"\s*[-–—]\s*")
_SPACES: Final = re.compile(r"[\s,;،؛]+")
_INVISIBLE: Final = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08]"
)

Span = tuple[float, float]
"""From – to, in SI units; both are the same where one value is known."""


@dataclass
class CellError(ValueError):
    """A cell that cannot be read: a stable code, and the reason in words."""

    code: str
    reason: str

    def __str__(self) -> str:
        """Give the reason."""
        return self.reason


def parse_cell(field: HandField, text: str) -> Any:  # noqa: ANN401
    """Read a cell.

    Parameters
    ----------
    field : HandField
    text : str
        As people write it; digits of any script.

    Returns
    -------
    object
        The value in SI units; ``None`` (``""`` for texts) where the cell is empty.

    Raises
    ------
    CellError
        With a code, the value and the limit in words.
    """
    clean = " ".join(_INVISIBLE.sub("", text).split())
    if not clean:
        return "" if field.kind in TEXTS else EMPTY.get(field.kind)
    return KINDS[field.kind][0](field, clean)


def write_cell(field: HandField, value: Any) -> str:  # noqa: ANN401
    """Write a value as ``parse_cell`` reads it; nothing where it is not known."""
    if value is None or value in ("", ()):
        return ""
    return KINDS[field.kind][1](field, value)


def _text(field: HandField, text: str) -> str:
    if len(text) > field.longest:
        reason = f"{len(text)} letters are more than {field.longest}"
        raise CellError("too_long", reason)
    return text


def _id(field: HandField, text: str) -> str:
    if not _ID.fullmatch(text) or not text.isascii() or len(text) > field.longest:
        reason = (
            f"{text[:60]!r} is not up to {field.longest} small letters a-z, digits "
            "and single dashes"
        )
        raise CellError("id", reason)
    return text


def _phone(field: HandField, text: str) -> str:
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    if not _PHONE.fullmatch(plain):
        raise CellError("phone", f"{text[:60]!r} is not a phone number")
    return _text(field, plain)


def _word(field: HandField, text: str) -> str:
    known = [word.id for word in field.words]
    if text not in known:
        raise CellError("word", f"{text[:60]!r} is not one of {', '.join(known)}")
    return text


def _yes_no(_field: HandField, text: str) -> bool | None:
    if text not in (*YES_NO, "unknown"):
        raise CellError("yes_no", f"{text[:60]!r} is not one of yes, no, unknown")
    return YES_NO.get(text)


def _number(field: HandField, text: str) -> float:
    try:
        value = float(text.replace("٫", ".").replace(",", "."))
    except ValueError as cause:
        raise CellError("number", f"{text[:60]!r} is not a number") from cause
    if not field.low <= value <= field.high:
        reason = f"{value:g} is outside {field.low:g} … {field.high:g}"
        raise CellError("bounds", reason)
    return value * field.scale


def _span(field: HandField, text: str) -> Span:
    parts = _BETWEEN.split(text)
    if len(parts) > 2:
        raise CellError("range", f"{text[:60]!r} is neither a number nor from-to")
    low, high = _number(field, parts[0]), _number(field, parts[-1])
    if low > high:
        raise CellError("order", f"{text[:60]!r} begins higher than it ends")
    return low, high


def _time(_field: HandField, text: str) -> int:
    found = _TIME.fullmatch(text)
    hours, minutes, seconds = (
        (int(part or 0) for part in found.groups()) if found else (0, 60, 0)
    )
    value = hours * 3600 + minutes * 60 + seconds
    if max(minutes, seconds) >= 60 or value > LATEST_S:
        raise CellError("time", f"{text[:60]!r} is not a time HH:MM up to 48:00")
    return value


def _times(field: HandField, text: str) -> tuple[int, ...]:
    parts = _SPACES.split(text)
    if len(parts) > MOST_TIMES:
        raise CellError("too_long", f"{len(parts)} times are more than {MOST_TIMES}")
    times = tuple(_time(field, part) for part in parts)
    if list(times) != sorted(set(times)):
        reason = f"{text[:60]!r} is not in order, each time once"
        raise CellError("times", reason)
    return times


def _day(_field: HandField, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise CellError("day", f"{text[:60]!r} is not a day like 2026-12-31") from cause


def _pauses(field: HandField, text: str) -> tuple[tuple[date, date], ...]:
    pauses = []
    for part in _SPACES.split(text):
        first, _, last = part.partition("/")
        begin, end = _day(field, first), _day(field, last or first)
        if begin > end:
            raise CellError("order", f"{part[:60]!r} begins after it ends")
        pauses.append((begin, end))
    return tuple(pauses)


def _days(_field: HandField, text: str) -> str:
    """Read ``mo-fr su`` as seven digits, Monday first."""
    wrong = CellError("days", f"{text[:60]!r} is not like mo-sa or mo we fr")
    runs = [False] * len(DAYS)
    for part in _SPACES.split(text.lower()):
        ends = _BETWEEN.split(part)
        if len(ends) > 2 or not set(ends) <= set(DAYS):
            raise wrong
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        if first > last:
            raise wrong
        runs[first : last + 1] = [True] * (last - first + 1)
    return "".join("1" if day else "0" for day in runs)


def parse_days(text: str) -> str | None:
    """Read ``mo-fr su`` as seven digits, Monday first; ``None`` where it is none."""
    try:
        return _days(hand_fields()["days"], text) if text else None
    except CellError:
        return None


def write_number(value: float) -> str:
    """Write a number without zeros that say nothing."""
    written = f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _write_number(field: HandField, value: float) -> str:
    return write_number(value / field.scale)


def _write_span(field: HandField, value: Span) -> str:
    ends = dict.fromkeys(_write_number(field, end) for end in value)
    return "-".join(ends)


def write_time(seconds: int) -> str:
    """Write seconds of a service day as ``HH:MM``, with seconds where there are any."""
    hours, rest = divmod(seconds, 3600)
    tail = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{hours:02d}:{rest // 60:02d}{tail}"


def _write_pauses(_field: HandField, value: tuple[tuple[date, date], ...]) -> str:
    return " ".join(f"{first}/{last}" for first, last in value)


def _write_days(_field: HandField, value: str) -> str:
    return " ".join(day for day, digit in zip(DAYS, value, strict=True) if digit == "1")


def _plain(_field: HandField, value: object) -> str:
    return str(value)


Read = Callable[[HandField, str], Any]
Write = Callable[[HandField, Any], str]

KINDS: Final[dict[str, tuple[Read, Write]]] = {
    "text": (_text, _plain),
    "id": (_id, _plain),
    "phone": (_phone, _plain),
    "word": (_word, _plain),
    "yes_no": (_yes_no, lambda _field, value: "yes" if value else "no"),
    "number": (_number, _write_number),
    "range": (_span, _write_span),
    "minutes": (_span, _write_span),
    "time": (_time, lambda _field, value: write_time(value)),
    "times": (_times, lambda _f, value: " ".join(write_time(one) for one in value)),
    "day": (_day, _plain),
    "pauses": (_pauses, _write_pauses),
    "days": (_days, _write_days),
}
TEXTS: Final = frozenset({"text", "id", "phone", "word"})
EMPTY: Final[dict[str, Any]] = {"times": (), "pauses": ()}
