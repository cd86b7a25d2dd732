"""Into how many pieces a network falls for somebody, and how large they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.island import find_parts
from geo.network import Floats, Network
from geo.passage import Flags


@dataclass(frozen=True, eq=False)
class PieceSizes:
    """The strongly connected parts of a network: out and back is possible inside.

    Attributes
    ----------
    length_m, residents : array, shape (parts,)
        The part with most residents first, then by length; parts without a segment
        that can be passed and without residents are left out.
    closed_m : float
        Metres that belong to no part: closed, or from one part to another only.
    """

    length_m: Floats
    residents: Floats
    closed_m: float

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.length_m)

    @property
    def main_share(self) -> float:
        """Share of all metres that the largest part holds; NaN of nothing."""
        whole = float(self.length_m.sum()) + self.closed_m
        return float(self.length_m.max(initial=0.0)) / whole if whole else float("nan")


def measure_pieces(network: Network, usable: Flags) -> PieceSizes:
    """Measure the parts into which a network falls for somebody.

    Number and sizes do not fall or rise with what can be passed: opening an edge may
    join two parts or add one. Strict and open are two statements, not two bounds; only
    the largest part cannot become smaller.

    Parameters
    ----------
    network : Network
    usable : array of bool, shape (2m,)
        Directed edges that this person can pass.

    Returns
    -------
    PieceSizes

    References
    ----------
    Bolten and Caspi, PLoS ONE 16 (2021), doi:10.1371/journal.pone.0248399: Seattle
    falls into more than a hundred parts.
    """
    parts = find_parts(network, usable)
    kept = np.flatnonzero((parts.length_m > 0) | (parts.residents > 0))
    order = kept[np.lexsort((-parts.length_m[kept], -parts.residents[kept]))]
    length = parts.length_m[order]
    return PieceSizes(
        length,
        parts.residents[order],
        max(0.0, float(network.length_m.sum() - length.sum())),
    )
