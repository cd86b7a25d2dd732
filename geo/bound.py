"""What a trip may turn out to be once the unknown is known: at best, and at worst."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """One end of what may be.

    Attributes
    ----------
    is_possible : bool
        Whether the person gets there then.
    seconds, effort_s : float, optional
        Of the best way then; ``None`` where there is none.
    """

    is_possible: bool
    seconds: float | None = None
    effort_s: float | None = None


@dataclass(frozen=True)
class Bounds:
    """What a trip is if all that is not known is fine, and if none of it is.

    Attributes
    ----------
    best : Bound
        Nothing that is not known stops or burdens the person.
    worst : Bound
        Nothing that is not known can be used at all.
    """

    best: Bound
    worst: Bound
