"""The numbers as they are published: kept until something happens, or an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from data.kept import Kept
from data.queries.statistics import list_courses, newest_event
from geo.report_course import (
    BY,
    Numbers,
    count_cells,
    measure_courses,
    sort_courses,
)
from geo.statistics import LEAST

PROFILE: Final = "profile"


@dataclass(frozen=True)
class Measured:
    """All numbers.

    Attributes
    ----------
    at : datetime
    everything : Numbers
    by : dict
        ``"category"``, ``"area"``, ``"body"`` or ``"profile"`` → key → numbers;
        ``None`` where they would tell of few people.
    cells : dict
        (profile, area) → count, or ``None`` for few.
    """

    at: datetime
    everything: Numbers
    by: dict[str, dict[str, Numbers | None]]
    cells: dict[tuple[str, str], int | None]


def _measure(session: Session, newest: int, hour: str) -> Measured:  # noqa: ARG001
    at, courses = datetime.fromisoformat(hour), list_courses(session)
    by: dict[str, dict[str, Numbers | None]] = {}
    for name in BY:
        by[name] = {}
        for key, some in sort_courses(courses, name).items():
            is_told = name != PROFILE or len(some) >= LEAST
            by[name][key] = measure_courses(some, at) if is_told else None
    return Measured(at, measure_courses(courses, at), by, count_cells(courses))


_KEPT: Final = Kept(_measure)


def measured(session: Session, now: datetime) -> Measured:
    """Give the numbers as of this hour."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return _KEPT.get(session, newest_event(session), hour.isoformat())
