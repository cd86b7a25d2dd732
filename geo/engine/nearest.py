"""The nearest few of many places, for every node.

From all places at once a search goes; each node lets pass only the first few places
that come by, each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED, Weights
from geo.engine.few import pass_few
from geo.engine.query import Seeds
from geo.errors import InputError
from geo.network import Ints, Network
from geo.star import star

MOST: Final = 1 << 31
"""Nodes times places; a pair of them is one number beside the milliseconds."""


def find_nearest(
    network: Network,
    weights: Weights,
    places: Sequence[Seeds],
    *,
    count: int,
    reverse: bool = False,
) -> tuple[Weights, Ints]:
    """Find the nearest few of many places for every node.

    Parameters
    ----------
    network : Network
    weights : array of int32, shape (2m,)
        Milliseconds of each directed edge, at least 1, ``CLOSED`` where closed.
    places : sequence of Seeds
        One or more nodes (entrances) of each place.
    count : int
        How many are wanted for each node, at least 1.
    reverse : bool
        Whether ways from all nodes *to* the places are asked for.

    Returns
    -------
    spent : array of int32, shape (n, count)
        Milliseconds, the nearest first; ``CLOSED`` where there is no other place.
    place : array of int32, shape (n, count)
        Which place; -1 where there is no other. Of two as near, the first given.

    Raises
    ------
    InputError
        If ``count`` is less than 1, or places times nodes are too many.
    """
    if count < 1:
        raise InputError("count", f"{count} is below 1")
    if len(places) * network.nodes >= MOST:
        raise InputError("places", f"{len(places)} are too many for this network")
    edges = star(network, reverse=reverse)
    spent = np.full((network.nodes, count), CLOSED, dtype=np.int32)
    place = np.full((network.nodes, count), -1, dtype=np.int32)
    if places:
        sizes = [len(each.nodes) for each in places]
        pass_few(
            edges.start,
            edges.edge,
            edges.far,
            weights,
            np.concatenate([each.nodes for each in places]),
            np.concatenate([each.spent for each in places]),
            np.repeat(np.arange(len(places), dtype=np.int32), sizes),
            spent,
            place,
        )
    return spent, place
