"""When a search by vehicle sets out, and which first stops matter then."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.transit.catch import (
    CAUGHT_AT,
    CAUGHT_BY,
    CAUGHT_CALL,
    CAUGHT_FROM,
    drop_vain,
)
from geo.transit.manner import Near
from geo.transit.room import ANY
from geo.transit.rows import Ints


class Starts(NamedTuple):
    """Times of leaving, the latest first, with what matters then.

    Attributes
    ----------
    leaves : array of int32, shape (L, 3)
        Seconds of the day, and the rows of ``which`` that belong to each.
    which : array of int32, shape (p, 3)
        The place of a first stop, the pattern that is just caught there, and its call;
        ``ANY`` where all that calls there is to be looked at.
    """

    leaves: Ints
    which: Ints


def from_all(leaves: Ints, access: Near) -> Starts:
    """Look at all first stops at each of some times."""
    every = np.full((len(access.stop), 3), ANY, dtype=np.int32)
    every[:, 0] = np.arange(len(every))
    rows = np.zeros((len(np.unique(leaves)), 3), dtype=np.int32)
    rows[:, 0], rows[:, 2] = np.unique(leaves)[::-1], len(every)
    return Starts(rows, every)


def from_caught(caught: Ints, vehicles: int, start: int, access: Near) -> Starts:
    """Look only at what is just caught, but at all stops at the ends of the window.

    Who leaves last may wait for what others catch by leaving after the window.
    """
    caught = drop_vain(caught[np.argsort(caught[:, CAUGHT_AT])[::-1]], vehicles)
    when, every = caught[:, CAUGHT_AT], from_all(np.array([start]), access)
    many = len(every.which)
    ends = np.flatnonzero(np.append(np.diff(when) != 0, len(when) > 0)) + 1
    starts = np.append(0, ends[:-1])[: len(ends)]
    rows = np.column_stack([when[starts], starts + many, ends + many])
    rows[:1, 1] = 0
    last = every.leaves + np.array([0, 1, 1]) * (len(when) + many)
    which = caught[:, [CAUGHT_FROM, CAUGHT_BY, CAUGHT_CALL]]
    return Starts(
        np.concatenate([rows, last]).astype(np.int32),
        np.concatenate([every.which, which, every.which]),
    )
