"""The order in which nodes are contracted: nested dissection.

Small sets of nodes that cut the network in two come last, so that what is searched
stays small everywhere.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Final

import numpy as np

from geo.engine.adjacency import build_adjacency
from geo.engine.inertial import inertial_order
from geo.network import Floats, Ints

SEED: Final = 20260101
"""Any number does; with one, the same network always has the same order."""
TOLERANCE: Final = 200
"""Parts may differ by so many thousandths: METIS's own default for dissection."""


def has_metis() -> bool:
    """Tell whether METIS is installed."""
    return find_spec("pymetis") is not None


def find_order(tail: Ints, head: Ints, lonlat: Floats) -> Ints:
    """Order the nodes of a network for contraction.

    Parameters
    ----------
    tail, head : array, shape (m,)
        Ends of the segments.
    lonlat : array, shape (n, 2)
        Degrees; used where METIS is missing.

    Returns
    -------
    array, shape (n,)
        The node to be contracted first in front.
    """
    if has_metis() and (tail != head).any():
        return metis_order(len(lonlat), tail, head)
    return inertial_order(tail, head, lonlat)


def metis_order(nodes: int, tail: Ints, head: Ints) -> Ints:
    """Order the nodes by multilevel nested dissection.

    METIS ends the process when it meets loops or parallels, or no neighbours at all:
    the first two are left out; without neighbours use ``inertial_order``.

    References
    ----------
    Karypis and Kumar, A fast and high quality multilevel scheme for partitioning
    irregular graphs, SIAM J. Sci. Comput. 20 (1998), doi:10.1137/S1064827595287997.
    """
    metis = import_module("pymetis")
    graph = build_adjacency(nodes, tail, head, both=True)
    order, _ = metis.nested_dissection(
        metis.CSRAdjacency(graph.start.astype(np.int32), graph.far),
        options=metis.Options(seed=SEED, ufactor=TOLERANCE),
    )
    return np.asarray(order, dtype=np.int32)
