"""What an answer is told by besides the person: the day, and the norm that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.norm import Norm


@dataclass(frozen=True)
class Terms:
    """What is asked along with a trip.

    Attributes
    ----------
    today : date, optional
        Day of the question, by which observations age; without it nothing is aged.
    norm : Norm, optional
        Whose findings are told; none without it.
    """

    today: date | None = None
    norm: Norm | None = None


NO_TERMS: Final = Terms()
