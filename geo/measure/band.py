"""All distributions of access that doubt leaves open, from the worst off upwards.

Origins are lined up by what they reach: ``F`` runs from 0 to 1 over the people. A
*band* holds the line of the low ends and the line of the high ends. Whatever is true,
its own line lies between them: each low end is below the truth, so the truth lined up
is never below the low ends lined up, and never above the high ends.

Unevenness is measured by what falls when something is passed from the better to the
worse off, all else the same (Gini, Theil, Palma), so of two lines with the same total
the one with the higher Lorenz curve is the more even. Hence two lemmas:

*Least*: of all lines in the band with one total, ``clip(c, low, high)`` for the ``c``
that gives this total has the highest Lorenz curve: everybody as near to one value as
may be. As origins, ``clip(c, low_i, high_i)`` is a state that the box of all origins
holds, so the least unevenness over all ``c`` is taken on.

*Most*: of all lines in the band with one total, the one that follows the low ends up
to some ``F`` and the high ends beyond has the lowest Lorenz curve: below that ``F`` no
line holds less, and above it none holds more. So the greatest unevenness over all ``F``
encloses every state. It may be out of reach where low and high ends line people up
differently, or where the switch would divide the people of one origin: then the bound
is too wide, never too narrow.

References
----------
Marshall, Olkin and Arnold, Inequalities: theory of majorization, 2nd edition (2011),
doi:10.1007/978-0-387-68276-1, chapters 1 and 17.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.errors import InputError
from geo.measure.span import Span
from geo.network import Floats
from geo.passage import Labels

HALVINGS: Final = 50
"""After so many, a switch between 0 and 1 is known to the last bits, and is not 1."""


@dataclass(frozen=True, eq=False)
class Line:
    """What is reached along the people, the worst off first.

    Attributes
    ----------
    share : array, shape (s,)
        Of the people on each step, adding up to 1.
    value : array, shape (s,)
        Not falling.
    """

    share: Floats
    value: Floats

    @property
    def middle(self) -> Floats:
        """``F`` in the middle of each step."""
        return np.asarray(np.cumsum(self.share) - self.share / 2)

    @property
    def mean(self) -> float:
        """What is reached on average."""
        return float(self.share @ self.value)


@dataclass(frozen=True, eq=False)
class Band:
    """Two lines on the same steps, ``low`` nowhere above ``high``."""

    share: Floats
    low: Floats
    high: Floats

    def switched(self, at: float) -> Line:
        """Follow the low ends up to a place and the high ends beyond it."""
        edge = np.cumsum(self.share)
        edge[-1] = 1.0
        start = np.concatenate([[0.0], edge[:-1]])
        before = np.clip(np.minimum(edge, at) - start, 0.0, None)
        after = np.clip(edge - np.maximum(start, at), 0.0, None)
        return Line(
            np.concatenate([before, after]), np.concatenate([self.low, self.high])
        )

    def clipped(self, value: float) -> Line:
        """Bring everybody as near to one value as may be."""
        return Line(self.share, np.clip(value, self.low, self.high))

    @property
    def corners(self) -> Floats:
        """Values at which ``clipped`` begins to move other steps, rising."""
        return np.unique(np.concatenate([self.low, self.high]))

    def clipped_sums(self, weights: Floats) -> Floats:
        """Add up the weighted values of ``clipped`` at all corners at once."""
        below = np.searchsorted(self.high, self.corners, side="left")
        up_to = np.searchsorted(self.low, self.corners, side="right")
        free = _sums(weights)
        fixed_high, fixed_low = _sums(weights * self.high), _sums(weights * self.low)
        return np.asarray(
            fixed_high[below]
            + self.corners * (free[up_to] - free[below])
            + fixed_low[-1]
            - fixed_low[up_to]
        )

    def switched_sums(self, weights: Floats) -> Floats:
        """Add up the weighted values of ``switched`` at all edges, 0 to 1, at once."""
        low, high = _sums(weights * self.low), _sums(weights * self.high)
        return np.asarray(low + high[-1] - high)


def build_line(access: Floats, people: Floats) -> Line:
    """Line people up by what they reach.

    Parameters
    ----------
    access : array, shape (n,)
        Not negative.
    people : array, shape (n,)
        Not negative; who has no weight is left out.

    Returns
    -------
    Line
        Empty where there is nobody.

    Raises
    ------
    InputError
        If something is negative or not a number.
    """
    check_access(access, people)
    order = _order(access, people)
    weight = people[order]
    return Line(weight / max(weight.sum(), np.finfo(float).tiny), access[order])


def build_band(span: Span, people: Floats, *, edges: Sequence[float] = ()) -> Band:
    """Line people up by the low and by the high ends of what they may reach.

    Parameters
    ----------
    span : Span
        Shape (n,), not negative.
    people : array, shape (n,)
    edges : sequence of float
        Places between 0 and 1 at which a step shall end.

    Returns
    -------
    Band
        Empty where there is nobody.
    """
    low, high = build_line(span.low, people), build_line(span.high, people)
    if not len(low.share):
        return Band(low.share, low.value, high.value)
    ends = [np.cumsum(low.share), np.cumsum(high.share)]
    grid = np.unique(np.concatenate([*ends, np.asarray(edges, dtype=float)]))
    grid = np.append(grid[grid < min(ends[0][-1], ends[1][-1], 1.0)], 1.0)
    share = np.diff(grid, prepend=0.0)
    middle = grid - share / 2
    own = [np.minimum(np.searchsorted(end, middle), len(end) - 1) for end in ends]
    upper = high.value[own[1]]
    return Band(share, np.minimum(low.value[own[0]], upper), upper)


def find_switch(band: Band, rises: Callable[[float, Line], bool]) -> Line:
    """Find the most uneven line.

    Parameters
    ----------
    band : Band
    rises : callable
        Whether the measure still rises where the switch is, given the line; true up to
        some place and false beyond it.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if rises(middle, band.switched(middle)):
            low = middle
        else:
            high = middle
    return band.switched(low)


def check_access(access: Floats, people: Floats) -> None:
    """Refuse what cannot be measured.

    Raises
    ------
    InputError
        If something is negative or not a number, or lengths differ.
    """
    if access.shape != people.shape:
        raise InputError("people", f"{people.shape} do not fit {access.shape}")
    if not (access >= 0).all() or not np.isfinite(access).all():
        raise InputError("access", "is negative, infinite or not a number somewhere")
    if not (people >= 0).all() or not np.isfinite(people).all():
        raise InputError("people", "are negative, infinite or not a number somewhere")


def _order(access: Floats, people: Floats) -> Labels:
    order = np.argsort(access, kind="stable")
    return order[people[order] > 0]


def _sums(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])
