"""How long a slope goes on, across the ends of segments and of ways."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.judge.kernel import kernel
from geo.network import Floats, Ints

LOOK_M: Final = 12.0
"""Farther nobody looks: a run is judged against 3 m (``SHORT_RUN_M``)."""
MOST_LOOKS: Final = 256
"""Segments looked at from one; where more are shorter than 5 cm, it is a long run."""
SAME_SLOPE: Final = 1e-9


@kernel
def run_beyond(  # noqa: PLR0913, PLR0917
    node: int,
    segment: int,
    sense: float,
    slope: float,
    start: NDArray[np.int64],
    edge: NDArray[np.int64],
    far: NDArray[np.int64],
    rise: Floats,
    length: Floats,
) -> float:
    """Measure the longest way on from a node, not back along the segment.

    ``sense`` is 1 where the way goes on up, -1 where the way that led here began.
    """
    at, come, done = (
        np.empty(MOST_LOOKS, np.int64),
        np.empty(MOST_LOOKS, np.int64),
        np.empty(MOST_LOOKS),
    )
    at[0], come[0], done[0] = node, segment, 0.0
    size, looks, best = 1, 0, 0.0
    while size > 0:
        size -= 1
        here, last, so_far = at[size], come[size], done[size]
        for i in range(start[here], start[here + 1]):
            other = edge[i] >> 1
            heading = 1.0 - 2.0 * (edge[i] & 1)
            steep = sense * heading * rise[other]
            if other == last or not steep >= slope - SAME_SLOPE:
                continue
            looks += 1
            total = so_far + length[other]
            best = max(best, total)
            if best >= LOOK_M or looks >= MOST_LOOKS:
                return LOOK_M
            at[size], come[size], done[size] = far[i], other, total
            size += 1
    return best


@kernel
def measure_runs(  # noqa: PLR0913, PLR0917
    segments: NDArray[np.int64],
    tail: Ints,
    head: Ints,
    start: NDArray[np.int64],
    edge: NDArray[np.int64],
    far: NDArray[np.int64],
    rise: Floats,
    length: Floats,
) -> Floats:
    """Measure over how many metres some segments' own slope is kept or exceeded.

    The run of a segment is the longest stretch through it on which the slope stays
    at least as steep as on the segment itself, whichever way it is cut into segments
    and ways. Whoever goes up it and whoever comes down it goes along the same run, so
    one number serves both directed edges. Whatever limit somebody has, the least
    steep segment of a stretch beyond it carries the length of the whole stretch:
    therefore looking at edges one by one finds every run that is too long, and costs
    stay additive. At a branch the longest way on counts; nobody turns back.

    Parameters
    ----------
    segments : array
        Segments to measure.
    tail, head : array, shape (m,)
    start, edge, far : array
        Directed edges by the node that they leave (``geo.search.Star``).
    rise : array, shape (m,)
        Slope forward, of what may refuse; NaN where nothing is known or where nobody
        rolls (steps, lifts).
    length : array, shape (m,)
        Metres.

    Returns
    -------
    array
        Metres; the segment itself counts whole, of the rest at most ``LOOK_M`` on
        each side.
    """
    runs = np.empty(len(segments))
    for place, segment in enumerate(segments):
        slope = abs(rise[segment])
        runs[place] = length[segment]
        if not slope > 0 or runs[place] >= LOOK_M:
            continue
        climbs = rise[segment] > 0
        top = head[segment] if climbs else tail[segment]
        foot = tail[segment] if climbs else head[segment]
        for node, sense in ((top, 1.0), (foot, -1.0)):
            runs[place] += run_beyond(
                node, segment, sense, slope, start, edge, far, rise, length
            )
    return runs
