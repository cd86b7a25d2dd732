"""What was made of the text of a tag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.observation import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A value read from a tag, and what is doubtful about it.

    Attributes
    ----------
    value : Value
        ``None`` where the text does not tell the value.
    flaw : str
        Code of a finding; empty where all is well.
    note : str
        What was made of the text, in words.
    trust : float
        Factor on the confidence, 0 … 1.
    """

    value: Value
    flaw: str = ""
    note: str = ""
    trust: float = 1.0


Parser = Callable[[str], Reading]


def unreadable(text: str) -> Reading:
    """Say that a text tells no value."""
    return Reading(None, "unreadable", f"{text!r} tells no value: kept as unknown")


def unknown(text: str) -> Reading:
    """Say that a text is understood, and tells no value."""
    return Reading(None, "", f"{text!r} names no value")
