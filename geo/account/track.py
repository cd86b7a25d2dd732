"""A route as arrays, one entry a piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.network import Floats
from geo.part import Piece


class Track(NamedTuple):
    """Pieces of directed edges as arrays: edges, and shares of each, shape (n, 2)."""

    edge: NDArray[np.int64]
    share: Floats


def lay_track(pieces: Sequence[Piece]) -> Track:
    """Lay the pieces of a route out."""
    edge = np.array([piece.edge for piece in pieces], dtype=np.int64)
    share = np.zeros((len(pieces), 2))
    share[:, 1] = 1.0
    for place, piece in enumerate(pieces):
        if piece.start > 0 or piece.end < 1:
            share[place] = piece.start, piece.end
    return Track(edge, share)
