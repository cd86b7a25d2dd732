"""Stops without a usable way from where most people live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse.csgraph import dijkstra

from geo.island import find_parts
from geo.network import Floats, Network
from geo.passage import Flags, Passage, Sites, build_homes
from geo.round_trip import NearestPaths
from geo.service_reach import Access
from geo.stretch import Stretches, build_arcs, build_stretches

SNAP_M: Final = 60.0
"""Farther than this from any way, a stop is not on the network."""


@dataclass(frozen=True)
class StopGap:
    """A stop that an unimpeded walker reaches and this person does not.

    Attributes
    ----------
    site : int
        Index among the sites.
    unknown : bool
        A way exists over what is not known to be passable.
    blocks : tuple of int
        Directed edges of the walker's way, out and back, that stop this person.
    """

    site: int
    unknown: bool
    blocks: tuple[int, ...]


def find_stop_gaps(network: Network, sites: Sites, access: Access) -> list[StopGap]:
    """List the stops without a usable way out and back.

    Parameters
    ----------
    network : Network
    sites : Sites
        Where the stops meet the network.
    access : Access

    Returns
    -------
    list of StopGap
        In the order of the sites.

    Notes
    -----
    The way is asked for from the person's main part of the network, of any length.
    """
    pieces = build_stretches(network, sites)
    served = {
        name: find_served(network, pieces, passage)
        for name, passage in vars(access).items()
    }
    main = find_parts(network, access.hopeful.usable)
    home = np.flatnonzero(main.labels == main.main)
    paths = NearestPaths(build_arcs(pieces, access.walker), home)
    stopped = access.walker.usable & ~access.hopeful.usable
    found = []
    for site in np.flatnonzero(served["walker"] & ~served["strict"]).tolist():
        unknown = bool(served["hopeful"][site])
        path = [] if unknown else paths.edges(network.nodes + site)
        both = dict.fromkeys([*path, *(edge ^ 1 for edge in reversed(path))])
        blocks = tuple(edge for edge in both if stopped[edge])
        found.append(StopGap(site, unknown, blocks))
    return found


def find_served(network: Network, pieces: Stretches, passage: Passage) -> Flags:
    """Tell which sites have a way out and back to the main part of a network.

    Parameters
    ----------
    network : Network
    pieces : Stretches
        Segments cut at the sites.
    passage : Passage
        What the person can pass.

    Returns
    -------
    array of bool, shape (k,)
        In the order of the sites; of any length of way.
    """
    labels = build_arcs(pieces, passage).labels()
    parts = find_parts(network, passage.usable)
    if not network.nodes:
        return np.zeros(0, dtype=bool)
    node = int(np.argmax(parts.labels == parts.main))
    return np.asarray(labels[network.nodes :] == labels[node])


def count_near(
    network: Network,
    sites: Sites,
    walker: Passage,
    *,
    limit_s: float,
) -> Floats:
    """Count the residents who have each stop within a time, as unimpeded walkers.

    Parameters
    ----------
    network : Network
    sites : Sites
    walker : Passage
    limit_s : float
        Seconds from the stop.

    Returns
    -------
    array, shape (k,)
        People; in the order of the sites.
    """
    homes = network.nodes + np.arange(network.segments)
    pieces = build_stretches(network, build_homes(network).joined(sites))
    graph = build_arcs(pieces, walker).matrix()
    people = np.nan_to_num(network.residents)
    first = network.nodes + network.segments
    found = np.zeros(len(sites))
    for site in range(len(sites)):
        times = dijkstra(graph, indices=first + site, limit=limit_s)
        found[site] = people[np.isfinite(times[homes])].sum()
    return found
