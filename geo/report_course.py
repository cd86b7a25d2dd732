"""What became of reports, and how long it took: the numbers that are published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from geo.life_cycle import CLOSED, report_states
from geo.statistics import (
    LEAST,
    HalfTime,
    Share,
    measure_half_time,
    measure_share,
)

TRIAGED: Final = "triaged"
CLAIMED: Final = "fix_claimed"
VERIFIED: Final = "fixed_verified"
UNVERIFIED: Final = "fixed_unverified"
REOPENED: Final = "reopened"
DISPROVED: Final = (REOPENED, "partially_fixed")
"""What follows a claim that does not hold."""
DAY_S: Final = 86_400.0

Visit = tuple[str, datetime]
"""A state, and when the report came to it."""


@dataclass(frozen=True)
class Course:
    """One report and the states that it has been in.

    Attributes
    ----------
    visits : tuple of Visit
        In the order of time; the first is that it came in.
    category, area, body : str
        Empty where nobody knows.
    profiles : tuple of str
        Whom it stops or slows.
    """

    visits: tuple[Visit, ...]
    category: str = ""
    area: str = ""
    body: str = ""
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """What is told of some reports; times in days.

    Attributes
    ----------
    count : int
    triage : HalfTime
        From coming in to being confirmed.
    claim : HalfTime
        From being confirmed to being said to be fixed.
    verification : HalfTime
        From being said to be fixed to being verified.
    verified : Share
        Of the claims that were settled, those that somebody else verified.
    disproved : Share
        Of the claims that were settled, those that did not hold.
    reopened : Share
        Of the reports that were ever closed, those that were opened again.
    """

    count: int
    triage: HalfTime
    claim: HalfTime
    verification: HalfTime
    verified: Share
    disproved: Share
    reopened: Share


def measure_courses(courses: Sequence[Course], at: datetime) -> Numbers:
    """Measure some reports as they stand at a time.

    Parameters
    ----------
    courses : sequence of Course
    at : datetime
        What still waits has waited until then.

    Returns
    -------
    Numbers
    """
    claims = [end for one in courses for end in _claims(one.visits)]
    settled = [end for end in claims if end]
    closed = [one for one in courses if any(map(_is_closed, one.visits))]
    return Numbers(
        count=len(courses),
        triage=_half_time(courses, "", TRIAGED, at),
        claim=_half_time(courses, TRIAGED, CLAIMED, at),
        verification=_half_time(courses, CLAIMED, VERIFIED, at),
        verified=measure_share(settled.count(VERIFIED), len(settled)),
        disproved=measure_share(sum(e in DISPROVED for e in settled), len(settled)),
        reopened=measure_share(sum(map(_came_back, closed)), len(closed)),
    )


def _half_time(
    courses: Iterable[Course], start: str, end: str, at: datetime
) -> HalfTime:
    """Measure from one state to another; who left another way waited until then."""
    done: list[float] = []
    waiting: list[float] = []
    for one in courses:
        waited = _wait(one.visits, start, end, at)
        if waited is not None:
            (done if waited[1] else waiting).append(waited[0])
    return measure_half_time(done, waiting)


def _wait(
    visits: Sequence[Visit], start: str, end: str, at: datetime
) -> tuple[float, bool] | None:
    """Give the days from the first start to the end, and whether it came."""
    begun = next((i for i, one in enumerate(visits) if start in ("", one[0])), None)
    if begun is None:
        return None
    since = visits[begun][1]
    for visit in visits[begun + 1 :]:
        if visit[0] == end:
            return _days(since, visit[1]), True
        if not _is_open(visit):
            return _days(since, visit[1]), False
    return _days(since, max(at, since)), False


def _days(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / DAY_S


def _is_closed(visit: Visit) -> bool:
    return report_states()[visit[0]].open311 == CLOSED


def _is_open(visit: Visit) -> bool:
    """Tell whether somebody may still take care of it; what is held waits too."""
    return not _is_closed(visit) and visit[0] not in ("hidden", "withdrawn")


def _claims(visits: Sequence[Visit]) -> list[str]:
    """Give how each claim that it was fixed ended; empty while it has not."""
    ends = []
    for now, (state, _) in enumerate(visits):
        if state == CLAIMED:
            after = [later for later, _ in visits[now + 1 :]]
            ends.append(_end_of_claim(after))
    return ends


def _end_of_claim(after: Sequence[str]) -> str:
    """Tell what settled a claim: an unverified one may still be verified or fail."""
    end = ""
    for state in after:
        if state in (VERIFIED, *DISPROVED):
            return state
        if state == CLAIMED:
            return end
        end = UNVERIFIED if state == UNVERIFIED else end
    return end


def _came_back(course: Course) -> bool:
    closed = False
    for visit in course.visits:
        if closed and visit[0] == REOPENED:
            return True
        closed = closed or _is_closed(visit)
    return False


Sort = Callable[[Course], Iterable[str]]

BY: Final[dict[str, Sort]] = {
    "category": lambda one: (one.category,),
    "area": lambda one: (one.area,),
    "body": lambda one: (one.body,),
    "profile": lambda one: one.profiles,
}
"""What reports are sorted by; one that stops several profiles counts for each."""


def sort_courses(courses: Iterable[Course], by: str) -> dict[str, list[Course]]:
    """Sort reports by one thing; those of which it is not known stand under ``""``."""
    sorted_: dict[str, list[Course]] = {}
    for one in courses:
        for key in BY[by](one):
            sorted_.setdefault(key, []).append(one)
    return dict(sorted(sorted_.items()))


def count_cells(courses: Sequence[Course]) -> dict[tuple[str, str], int | None]:
    """Count by profile and area; ``None`` for few or none, who could be told apart.

    Returns
    -------
    dict
        (profile, area) → count, for every pair. A cell of fewer than ``LEAST`` says
        only that. Where it would be the only such cell of a profile, whose total is
        published, the smallest other one is closed too: nobody gets it by subtraction.
    """
    areas = sorted({one.area for one in courses})
    counts: dict[str, dict[str, int]] = {}
    for one in courses:
        for profile in one.profiles:
            row = counts.setdefault(profile, dict.fromkeys(areas, 0))
            row[one.area] += 1
    return {
        (profile, area): count
        for profile, row in sorted(counts.items())
        for area, count in _closed(row).items()
    }


def _closed(row: dict[str, int]) -> dict[str, int | None]:
    few = {area for area, count in row.items() if count < LEAST}
    rest = [(count, area) for area, count in row.items() if area not in few]
    if len(few) == 1 and rest:
        few.add(min(rest)[1])
    return {area: None if area in few else count for area, count in row.items()}
