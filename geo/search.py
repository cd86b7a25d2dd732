"""Shortest paths on the directed network (numba kernels)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.cost import Costs
from geo.network import Floats, Network


@dataclass(frozen=True, eq=False)
class Tree:
    """Shortest paths from (or, reversed, to) some nodes.

    Attributes
    ----------
    distance : array, shape (n,)
        Rank in seconds; infinite where there is no way.
    edge : array, shape (n,)
        Directed edge by which a node is reached (left, when reversed); -1 at sources
        and where there is no way.
    """

    distance: Floats
    edge: NDArray[np.int64]


def shortest_tree(
    network: Network,
    costs: Costs,
    sources: Sequence[int],
    *,
    reverse: bool = False,
) -> Tree:
    """Find the best ways from some nodes to all (to them from all, if reversed)."""
    raise NotImplementedError


def shortest_path(
    network: Network, costs: Costs, source: int, target: int
) -> list[int] | None:
    """Give the directed edges of the best way between two nodes, or ``None``."""
    raise NotImplementedError
