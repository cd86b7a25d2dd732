"""Gaps in the order of what matters, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data.models import Gap, GapRun
from data.queries.gap import STATUSES
from data.queries.layer import Feature, list_by_keys
from geo.errors import InputError
from geo.gap.course import CLOSED
from geo.gap.kind import gap_words

FILTERS: Final = (
    "kind",
    "profile",
    "status",
    "look",
    "service",
    "district",
    "origin",
)
LOOKS: Final = ("bad", "doubt", "other")
ORIGINS: Final = ("found", "declared")
MOST_PAGES: Final = 100_000


@dataclass(frozen=True)
class GapPage:
    """Some gaps, how many there are, and the number of the first one after them.

    Attributes
    ----------
    features : list of Feature
    total : int
    next_cursor : str
        Empty at the end.
    """

    features: list[Feature]
    total: int
    next_cursor: str


def check_filters(filters: Mapping[str, str]) -> None:
    """Refuse words that no gap can have.

    Raises
    ------
    InputError
        Naming the filter and what it may be.
    """
    known = {
        "kind": tuple(gap_words("kind")),
        "status": STATUSES,
        "look": LOOKS,
        "origin": ORIGINS,
    }
    for name, value in filters.items():
        if value not in known.get(name, (value,)):
            allowed = ", ".join(known[name])
            raise InputError(name, f"{value[:40]!r} is not one of {allowed}")


def list_gaps(
    session: Session,
    filters: Mapping[str, str],
    *,
    limit: int,
    cursor: str = "",
) -> GapPage:
    """List gaps in the order of what matters: declared ones, then by their rank.

    Parameters
    ----------
    session : Session
    filters : mapping
        Name of ``FILTERS`` → value; closed gaps only where a status is asked for.
    limit : int
    cursor : str
        ``next_cursor`` of the page before.

    Returns
    -------
    GapPage

    Raises
    ------
    InputError
        If a filter or the cursor is wrong.
    """
    check_filters(filters)
    start = _position(cursor)
    wanted = _wanted(filters)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(Gap.status == CLOSED, Gap.rank, Gap.id)
    keys = list(session.scalars(ordered.offset(start).limit(limit)))
    after = start + len(keys)
    return GapPage(
        features=list_by_keys(session, "gaps", keys),
        total=total,
        next_cursor=str(after) if after < total else "",
    )


def _wanted(filters: Mapping[str, str]) -> Select[str]:
    wanted = select(Gap.key)
    if "status" not in filters:
        wanted = wanted.where(Gap.status != CLOSED)
    for name, value in filters.items():
        wanted = wanted.where(getattr(Gap, name) == value)
    return wanted


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdecimal()) or int(cursor) > MOST_PAGES:
        raise InputError("cursor", "is not one that a page before has given")
    return int(cursor)


def get_last_run(session: Session) -> GapRun | None:
    """Give the last analysis of the town; nothing where there was none."""
    return session.scalar(select(GapRun).order_by(GapRun.id.desc()).limit(1))


def count_statuses(session: Session) -> dict[str, int]:
    """Count the gaps by where they stand."""
    rows = select(Gap.status, func.count().label("gaps")).group_by(Gap.status)
    return {row.status: row.gaps for row in session.execute(rows)}
