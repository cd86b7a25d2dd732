"""What a report does to trips: the one function that routing reads.

A state of the life cycle says what a report may do at most (``report_states.toml``,
``acts``). What it does depends on who has seen the obstacle, and on whether anybody
has measured it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CONFIRMING: Final = 2
"""So many people besides the reporter must have seen it.

A report that is *confirmed by two votes* was made by somebody, then confirmed by two
others: nobody confirms what they said themselves, so the reporter is none of the two.
Each person who says that it is gone takes one away.
"""


class Effect(StrEnum):
    """What a report does to trips."""

    NONE = "none"
    """Nothing, and nothing on the map tells where it was."""
    WARN = "warn"
    """Trips warn of it; nobody is stopped."""
    COST = "cost"
    """It is there, its size is not known: trips warn and rather go another way."""
    LIMIT = "limit"
    """It is there, with a value: who cannot pass it is led another way."""
    REMOVED = "removed"
    """Nothing any more."""
    CAUTION = "caution"
    """Nothing any more, but nobody has verified the repair: trips say so."""


ACTING: Final = frozenset({Effect.WARN, Effect.COST, Effect.LIMIT})
"""Effects of an obstacle that is there."""
CONFIRMED: Final = frozenset({Effect.COST, Effect.LIMIT})


@dataclass(frozen=True)
class Known:
    """All that the effect of a report depends on.

    Attributes
    ----------
    acts : str
        What its state allows: ``geo.standing.Standing.acts``.
    checked : bool
        Whether staff has found the obstacle on the spot.
    there, gone : int
        Independent people besides the reporter who say that it is there, or gone.
    measured : bool
        Whether its value is known; presence is all there is to know of some kinds.
    """

    acts: str
    checked: bool = False
    there: int = 0
    gone: int = 0
    measured: bool = False

    @property
    def is_voted(self) -> bool:
        """Whether enough people have confirmed it, of whom none has taken it back."""
        return self.there - self.gone >= CONFIRMING


def effect_of(known: Known) -> Effect:
    """Tell what a report does to trips.

    Parameters
    ----------
    known : Known

    Returns
    -------
    Effect
    """
    return EFFECTS[known.acts](known)


def _confirmed(known: Known) -> Effect:
    return Effect.LIMIT if known.measured else Effect.COST


def _warn(known: Known) -> Effect:
    return _confirmed(known) if known.is_voted else Effect.WARN


def _block(known: Known) -> Effect:
    return _confirmed(known) if known.checked else _warn(known)


EFFECTS: Final[dict[str, Callable[[Known], Effect]]] = {
    "none": lambda _known: Effect.NONE,
    "warn": _warn,
    "block": _block,
    "removed": lambda _known: Effect.REMOVED,
    "caution": lambda _known: Effect.CAUTION,
}
"""What each word of the table of states comes to."""
