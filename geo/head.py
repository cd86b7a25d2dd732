"""Heads of the audit trail: the hash of its last event, noted where it cannot be lost.

Whoever has noted a head can tell later that nothing before it was changed, and that the
trail was not cut off before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from geo.errors import InputError

_WRITTEN = re.compile(r"(?:(\d{1,18})[:,])?([0-9a-f]{64})")


@dataclass(frozen=True)
class Head:
    """The last event of the trail at some time.

    Attributes
    ----------
    number : int
        Of the event; 0 where only its hash was noted.
    hash : str
    at : datetime, optional
    """

    number: int
    hash: str
    at: datetime | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Write it as it is noted: ``number:hash``."""
        return f"{self.number}:{self.hash}" if self.number else self.hash


def parse_head(text: str, field_name: str = "head") -> Head:
    """Read a head as it was noted.

    Parameters
    ----------
    text : str
        ``"hash"`` or ``"number:hash"``.
    field_name : str

    Returns
    -------
    Head

    Raises
    ------
    InputError
        If it is none.
    """
    found = _WRITTEN.fullmatch(text.strip().lower())
    if found is None:
        reason = f"{text[:80]!r} is not a hash of 64 digits, or number:hash"
        raise InputError(field_name, reason)
    return Head(int(found.group(1) or 0), found.group(2))


def parse_heads(lines: Iterable[str]) -> list[Head]:
    """Read the heads of a list: time, number, hash on each line."""
    rows = (line.strip().split(",", 1) for line in lines if line.strip())
    return [parse_head(row[-1], "heads") for row in rows]


def write_head(head: Head, at: datetime) -> str:
    """Write the line of a list: when it was noted, number, hash."""
    noted = at.astimezone(UTC).isoformat(timespec="seconds")
    return f"{noted},{head.number},{head.hash}\n"
