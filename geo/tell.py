"""What is told of a trip; what nobody asks for is not worked out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from geo.errors import InputError


class Tell(StrEnum):
    """One part of an answer.

    Attributes
    ----------
    OUT
        The way there: verdict, steps, what to watch for, what is not known, sources.
        It is always told.
    BACK
        The same of the way back.
    REASONS
        Why the direct way is not taken, and what would open a way that is closed.
    BOUNDS
        What each way is at best and at worst.
    HEIGHTS
        The heights along each way.
    NORM
        What a norm finds on each way.
    """

    OUT = "out"
    BACK = "back"
    REASONS = "reasons"
    BOUNDS = "bounds"
    HEIGHTS = "heights"
    NORM = "norm"


Told = frozenset[Tell]
EVERYTHING: Final[Told] = frozenset(Tell)


def read_tell(names: Iterable[str]) -> Told:
    """Read what is asked for; nothing named asks for everything.

    Raises
    ------
    InputError
        Naming ``"tell"``, the name that is not known and those that are.
    """
    asked = [name.strip() for name in names if name.strip()]
    for name in asked:
        if name not in set(Tell):
            known = ", ".join(Tell)
            raise InputError("tell", f"{name[:40]!r} is none of {known}")
    return frozenset({Tell.OUT, *map(Tell, asked)}) if asked else EVERYTHING
