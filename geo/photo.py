"""Photos of reports as they are written in their table: limits, states, reasons."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.draft import LONGEST_KEY, is_control
from geo.errors import InputError

WAITING: Final = "waiting"
SHOWN: Final = "shown"
REFUSED: Final = "refused"
OBSTACLE: Final = "obstacle"
REPAIR: Final = "repair"
NOT_CHECKED: Final = "not_checked"
MODERATOR: Final = "moderator"
_TABLE: Final = Path(__file__).parent / "tables" / "report_photos.toml"


@dataclass(frozen=True)
class PhotoLimits:
    """How much there may be.

    Attributes
    ----------
    most : int
        Photos of one report, of each subject.
    longest_alt : int
        Letters of what can be seen on one.
    """

    most: int
    longest_alt: int


@dataclass(frozen=True)
class PhotoWord:
    """A state, a subject or a reason; ``by`` says who may give a reason."""

    id: str
    label: dict[str, str]
    by: str = ""


@dataclass(frozen=True)
class Caption:
    """What the sender says of a photo.

    Attributes
    ----------
    alt : str
        What can be seen on it; empty where nothing was said.
    subject : str
        ``"obstacle"`` or ``"repair"``.
    taken_on : date, optional
    send_key : str
        The sender's own key: sent again, it makes no second photo.
    """

    alt: str = ""
    subject: str = OBSTACLE
    taken_on: date | None = None
    send_key: str = ""


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def photo_limits() -> PhotoLimits:
    """Read the limits."""
    return PhotoLimits(**_table()["limits"])


@lru_cache
def photo_words(table: str) -> dict[str, PhotoWord]:
    """Read the words of ``"state"``, ``"subject"`` or ``"reason"``: id → word."""
    return {row["id"]: PhotoWord(**row) for row in _table()[table]}


def require_caption(caption: Caption) -> Caption:
    """Refuse what cannot be said of a photo.

    Parameters
    ----------
    caption : Caption

    Returns
    -------
    Caption
        The same.

    Raises
    ------
    InputError
        Naming the first field that is wrong.
    """
    most = photo_limits().longest_alt
    if len(caption.alt) > most:
        raise InputError("alt", f"{len(caption.alt)} letters are more than {most}")
    if len(caption.send_key) > LONGEST_KEY:
        count = len(caption.send_key)
        raise InputError("send_key", f"{count} letters are more than {LONGEST_KEY}")
    for field in ("alt", "send_key"):
        if any(is_control(letter) for letter in getattr(caption, field)):
            raise InputError(field, "holds a character that no text has")
    known = photo_words("subject")
    if caption.subject not in known:
        said = repr(caption.subject[:40])
        raise InputError("subject", f"{said} is not one of {', '.join(known)}")
    return caption


def require_reason(reason: str, *, by: str = MODERATOR) -> str:
    """Refuse a reason that somebody may not give for refusing a photo.

    Raises
    ------
    InputError
        Naming those that there are.
    """
    known = [word.id for word in photo_words("reason").values() if word.by == by]
    if reason not in known:
        raise InputError("reason", f"{reason[:40]!r} is not one of {', '.join(known)}")
    return reason
