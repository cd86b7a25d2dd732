"""Who has a way to a service, out and back, in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.network import Network
from geo.passage import Flags, Labels, Passage, Sites, build_homes
from geo.round_trip import NearestPaths, has_round_trip
from geo.service import load_services
from geo.stretch import Arcs, build_arcs, build_stretches

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
        self._reaches: dict[str, Reach] = {}
        self._paths: dict[str, NearestPaths] = {}
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
        if group not in self._reaches:
            self._reaches[group] = self._search(group)
        return self._reaches[group]

    def _search(self, group: str) -> Reach:
        within_s = load_services().within(group).seconds
        walker = self._served("walker", group, within_s)
        strict = self._served("strict", group, within_s * PATIENCE)
        hopeful = strict | self._served("hopeful", group, within_s * PATIENCE)
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
        if group not in self._paths:
            self._paths[group] = NearestPaths(self.walker, self.doors[group])
        out = self._paths[group].edges(int(self.homes[home]))
        back = [edge ^ 1 for edge in reversed(out)]
        return tuple(e for e in dict.fromkeys([*out, *back]) if self.stopped[e])


def group_sites(sites: Sites, groups: Sequence[str]) -> dict[str, Sites]:
    """Split sites by the service that each one belongs to, in order of name."""
    names = np.array(groups, dtype=object)
    return {
        group: Sites(sites.segment[names == group], sites.fraction[names == group])
        for group in sorted(set(groups))
    }
