"""The day of a question, and the norm that is shown with its answer."""

from __future__ import annotations

from datetime import datetime

from data.runtime import Runtime
from geo.norm_file import get_norm
from geo.tell import EVERYTHING, Tell, Told
from geo.terms import Terms


def terms_of(
    held: Runtime,
    norm: str = "",
    at: datetime | None = None,
    *,
    tell: Told = EVERYTHING,
) -> Terms:
    """Give the terms of a trip that is asked now; the town's norm unless another is.

    Parameters
    ----------
    held : Runtime
    norm : str
    at : datetime, optional
        When the person goes.
    tell : frozenset of Tell
    """
    shown = get_norm(norm or held.town.norm) if Tell.NORM in tell else None
    return Terms(held.today, shown, at, held.graphs.timetable(), tell)
