"""What an answer is told by besides the person: day, hour, and the norm shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from geo.norm import Norm
from geo.tell import EVERYTHING, Told
from geo.timed import Timetable


@dataclass(frozen=True)
class Terms:
    """What is asked along with a trip.

    Attributes
    ----------
    today : date, optional
        Day of the question, by which observations age; without it nothing is aged.
    norm : Norm, optional
        Whose findings are told; none without it.
    at : datetime, optional
        When the person goes, in the town's time; the barriers are those of that time.
    hours : mapping of int to Timed
        Segment → what is open only at times there.
    tell : frozenset of Tell
        What is told; the rest is not worked out.
    """

    today: date | None = None
    norm: Norm | None = None
    at: datetime | None = None
    hours: Timetable = field(default_factory=dict)
    tell: Told = EVERYTHING


NO_TERMS: Final = Terms()
