"""Small boxes of what may be reached, and every corner of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from hypothesis import strategies as st

from geo.measure.span import Span
from geo.network import Floats

MOST = 6
NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Box:
    """Origins with people, a status, and the least and most that each may reach."""

    span: Span
    people: Floats
    status: Floats

    def states(self) -> Iterator[Floats]:
        """Give what is reached in every corner and halfway along some edges."""
        for share in product((0.0, 0.5, 1.0), repeat=min(len(self.people), 4)):
            part = np.resize(np.array(share), len(self.people))
            yield self.span.low + part * (self.span.high - self.span.low)
        for corner in product((0.0, 1.0), repeat=len(self.people)):
            yield self.span.low + np.array(corner) * (self.span.high - self.span.low)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Draw up to six origins; some are decided, some reach nothing."""
    count = draw(st.integers(1, MOST))
    number = st.integers(0, 6)
    rows = draw(
        st.lists(
            st.tuples(number, number, st.integers(1, 5), number),
            min_size=count,
            max_size=count,
        )
    )
    low = np.array([min(a, b) for a, b, _, _ in rows], dtype=float)
    high = np.array([max(a, b) for a, b, _, _ in rows], dtype=float)
    people = np.array([p for _, _, p, _ in rows], dtype=float)
    status = np.array([s for _, _, _, s in rows], dtype=float)
    return Box(Span(low, high), people, status)
