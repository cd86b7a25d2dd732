"""When a search by vehicle sets out, and which first stops matter then."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.transit.manner import Near
from geo.transit.rows import Ints


class Starts(NamedTuple):
    """Times of leaving, the latest first, with the first stops that matter then."""

    leaves: Ints
    which: Ints


def from_all(leaves: Ints, access: Near) -> Starts:
    """Look at all first stops at each of some times."""
    every = np.arange(len(access.stop), dtype=np.int32)
    rows = np.zeros((len(np.unique(leaves)), 3), dtype=np.int32)
    rows[:, 0], rows[:, 2] = np.unique(leaves)[::-1], len(every)
    return Starts(rows, every)


def from_caught(caught: Ints, start: int, access: Near) -> Starts:
    """Look only at the stops where something is caught; at the last time, at all."""
    order = np.argsort(caught[:, 0])[::-1]
    when = caught[order, 0]
    first = np.flatnonzero(np.append(np.diff(when) != 0, np.True_)) + 1
    first = np.concatenate([[0], first]) if len(when) else np.zeros(1, np.intp)
    rows = np.column_stack([when[first[:-1]], first[:-1], first[1:]])
    every = from_all(np.array([start], dtype=np.int32), access)
    last = every.leaves + np.array([0, len(when), len(when)], dtype=np.int32)
    return Starts(
        np.concatenate([rows, last]).astype(np.int32),
        np.concatenate([caught[order, 1], every.which]),
    )
