"""Services without a usable way from where people live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.network import Floats, Network
from geo.passage import (
    Arcs,
    Flags,
    Labels,
    Passage,
    Sites,
    build_arcs,
    build_homes,
    build_stretches,
)
from geo.round_trip import has_round_trip, path_edges

WALKER_S: Final = 30 * 60.0
"""A service counts where an unimpeded walker has it within this time, each way."""
PATIENCE: Final = 2.0
"""Others may take so many times the walker's limit: they are slower, not barred."""


@dataclass(frozen=True)
class Access:
    """How a person and an unimpeded walker pass the network.

    Attributes
    ----------
    strict : Passage
        Only what is known to be passable.
    hopeful : Passage
        All that is not known to be impassable.
    walker : Passage
    """

    strict: Passage
    hopeful: Passage
    walker: Passage


@dataclass(frozen=True)
class Reach:
    """Whose homes have a way to a service, out and back; shape (m,) each.

    Attributes
    ----------
    walker : array of bool
        The walker has it; the other three split these homes.
    reached, unknown, lost : array of bool
        Surely; only over what is not known; not at all.
    """

    walker: Flags
    reached: Flags
    unknown: Flags
    lost: Flags


@dataclass(frozen=True)
class ServiceGap:
    """A quarter from which a service has no usable way.

    Attributes
    ----------
    quarter : int
        Index of the quarter; -1 for homes in none.
    group : str
        Service.
    reached, unknown, lost : float
        People; metres of street where nobody's number is known.
    residents_known : bool
        Whether these are people.
    homes : tuple of int
        Segments that have lost it, or may have.
    blocks : tuple of int
        Directed edges on the walker's way that this person cannot pass, from the
        home that stands for the quarter.
    """

    quarter: int
    group: str
    reached: float
    unknown: float
    lost: float
    residents_known: bool
    homes: tuple[int, ...]
    blocks: tuple[int, ...]


class ServiceSearch:
    """Searches the ways from every home to the places of each service.

    Parameters
    ----------
    network : Network
    places : mapping of str to Sites
        Service → positions of its places on the network.
    access : Access
    """

    def __init__(
        self, network: Network, places: Mapping[str, Sites], access: Access
    ) -> None:
        self.network = network
        sites = build_homes(network)
        self.homes = network.nodes + np.arange(network.segments)
        self.doors: dict[str, Labels] = {}
        for group, found in places.items():
            first = network.nodes + len(sites)
            self.doors[group] = first + np.arange(len(found))
            sites = sites.joined(found)
        pieces = build_stretches(network, sites)
        self.arcs = {
            name: build_arcs(pieces, passage) for name, passage in vars(access).items()
        }
        self.graphs = {name: arcs.matrix() for name, arcs in self.arcs.items()}
        self.stopped = access.walker.usable & ~access.hopeful.usable

    @property
    def walker(self) -> Arcs:
        """What an unimpeded walker passes."""
        return self.arcs["walker"]

    def reach(self, group: str) -> Reach:
        """Tell who has a way to a service, out and back, in time."""
        walker = self._served("walker", group, WALKER_S)
        strict = self._served("strict", group, WALKER_S * PATIENCE)
        hopeful = strict | self._served("hopeful", group, WALKER_S * PATIENCE)
        return Reach(
            walker=walker,
            reached=walker & strict,
            unknown=walker & hopeful & ~strict,
            lost=walker & ~hopeful,
        )

    def _served(self, name: str, group: str, limit_s: float) -> Flags:
        return has_round_trip(
            self.graphs[name], self.homes, self.doors[group], limit_s=limit_s
        )

    def blocks(self, group: str, home: int) -> tuple[int, ...]:
        """List the edges of the walker's way, out then back, that stop the person."""
        doors, start = self.doors[group], int(self.homes[home])
        out = path_edges(self.walker, start=start, targets=doors)
        back = [edge ^ 1 for edge in reversed(out)]
        return tuple(e for e in dict.fromkeys([*out, *back]) if self.stopped[e])


def find_service_gaps(
    search: ServiceSearch, quarters: Labels
) -> list[ServiceGap]:
    """List the quarters and services without a way that is known to be usable.

    Parameters
    ----------
    search : ServiceSearch
    quarters : array, shape (m,)
        Index of the quarter of each segment; -1 for none.

    Returns
    -------
    list of ServiceGap
        By quarter and service, only those where somebody has not surely a way.
    """
    weight, known = _weights(search.network)
    found = []
    for group in search.doors:
        reach = search.reach(group)
        doubtful = (reach.lost | reach.unknown) & (weight > 0)
        for quarter in np.unique(quarters[doubtful]).tolist():
            here = quarters == quarter
            found.append(
                ServiceGap(
                    quarter=quarter,
                    group=group,
                    reached=float(weight[here & reach.reached].sum()),
                    unknown=float(weight[here & reach.unknown].sum()),
                    lost=float(weight[here & reach.lost].sum()),
                    residents_known=known,
                    homes=tuple(np.flatnonzero(here & doubtful).tolist()),
                    blocks=_reasons(search, group, here & reach.lost, weight),
                )
            )
    return sorted(found, key=lambda gap: (-gap.lost, -gap.unknown, gap.quarter))


def _weights(network: Network) -> tuple[Floats, bool]:
    people = np.nan_to_num(network.residents)
    known = bool(people.sum() > 0)
    return (people if known else network.length_m), known


def _reasons(
    search: ServiceSearch, group: str, lost: Flags, weight: Floats
) -> tuple[int, ...]:
    if not lost.any():
        return ()
    return search.blocks(group, int(np.argmax(np.where(lost, weight, -1.0))))


def nearest_quarters(homes: Floats, quarters: Floats, *, limit_m: float) -> Labels:
    """Give the nearest quarter of every home, where quarters are only points.

    Parameters
    ----------
    homes : array, shape (m, 2)
        Metres, in a metric CRS.
    quarters : array, shape (q, 2)
        The same.
    limit_m : float
        Farther than this from every quarter: -1.

    Returns
    -------
    array, shape (m,)
    """
    if not len(quarters):
        return np.full(len(homes), -1, dtype=np.int64)
    apart = np.linalg.norm(homes[:, None, :] - quarters[None, :, :], axis=2)
    nearest = apart.argmin(axis=1)
    return np.where(apart.min(axis=1) <= limit_m, nearest, -1)


def group_sites(sites: Sites, groups: Sequence[str]) -> dict[str, Sites]:
    """Split sites by the service that each one belongs to, in order of name."""
    names = np.array(groups, dtype=object)
    return {
        group: Sites(sites.segment[names == group], sites.fraction[names == group])
        for group in sorted(set(groups))
    }
