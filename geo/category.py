"""Categories of reports: the kinds of barriers that citizens are asked about."""

from __future__ import annotations

from functools import lru_cache

from geo.barrier_kind import BarrierKind, barrier_kinds
from geo.errors import InputError


@lru_cache
def report_categories() -> dict[str, BarrierKind]:
    """Give the categories, id → kind, in the order of the table of barriers."""
    return {kind.id: kind for kind in barrier_kinds().values() if kind.reportable}


def get_category(category: str) -> BarrierKind:
    """Give a category by its id.

    Raises
    ------
    InputError
        If there is no such category.
    """
    known = report_categories()
    if category not in known:
        raise InputError("category", f"{category!r} is not one of {', '.join(known)}")
    return known[category]
