"""What is measured on: a network with its barriers, and pairs of nodes to travel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.answer import Policy
from geo.cost import edge_costs
from geo.engine.arc import CLOSED, Weights
from geo.errors import InputError
from geo.network import Network
from geo.profile import Profile, get_profile, with_limits
from importers.osm.routable import read_network
from tests.bench.city import write_city
from tests.bench.draw import draw_missing
from tests.bench.reference import Reference
from tests.bench.tile import tile_network

PORTO: Final = Path("porto") / "porto_portugal.osm.pbf"
PROFILE: Final = "manual_wheelchair"
LOCAL_M: Final = 3000.0
SEED: Final = 5
TILES: Final = 3
FROM_ONE: Final = 4
"""Pairs with the same origin: the trees of the reference take long."""

Pairs = list[tuple[int, int]]


def find_file(data: Path | None, scratch: Path) -> Path:
    """Find the file to measure on: the one asked for, Porto, or a made-up city.

    Raises
    ------
    InputError
        If the file that was asked for is not there.
    """
    folder = os.environ.get("WUSUL_TEST_DATA", "")
    porto = Path(folder) / PORTO
    if data is None and folder and porto.exists():
        return porto
    if data is None:
        city = scratch / "city.osm"
        scratch.mkdir(parents=True, exist_ok=True)
        write_city(city)
        return city
    if not data.is_file():
        raise InputError("--data", f"{data} is not a file")
    return data


@dataclass(frozen=True, eq=False)
class Instance:
    """A network on which every search is measured.

    Attributes
    ----------
    name : str
    network : Network
        With what OSM does not tell drawn from a fixed seed.
    profile : Profile
    """

    name: str
    network: Network
    profile: Profile

    def weigh(self, profile: Profile) -> Weights:
        """Weigh every edge for a person, whole milliseconds."""
        return edge_costs(self.network, profile, Policy.CAUTIOUS, ()).weights_ms

    @cached_property
    def weights(self) -> Weights:
        """The weights of the person of the bench."""
        return self.weigh(self.profile)

    @cached_property
    def reference(self) -> Reference:
        """What the answers for that person are checked against."""
        return Reference(self.network, self.weights)

    @property
    def closed_share(self) -> float:
        """How many of the edges that person cannot use."""
        return float((self.weights >= CLOSED).mean())

    def others(self, count: int) -> list[Profile]:
        """Make people with limits that were never seen."""
        own = self.profile
        return [
            with_limits(
                own,
                {
                    "max_slope_up": 0.06 + 0.0005 * (i % 40),
                    "max_kerb_m": 0.03 + 0.0007 * (i % 30),
                    "min_width_m": 0.80 + 0.003 * (i % 20),
                },
            )
            for i in range(count)
        ]

    def central(self, count: int) -> list[int]:
        """Choose nodes of the largest part in which everybody gets everywhere."""
        inside = self.reference.main_part()
        chance = np.random.default_rng(SEED + count)
        return [int(node) for node in chance.choice(inside, count)]

    def pairs(self, count: int, *, local: bool) -> Pairs:
        """Choose pairs of nodes with a way between them; ``local``: within 3 km."""
        found: Pairs = []
        for source, nodes in self._reached(near_m=LOCAL_M if local else np.inf):
            found.extend((source, int(node)) for node in nodes)
            if len(found) >= count:
                break
        return found[:count]

    def _reached(self, near_m: float) -> Iterator[tuple[int, NDArray[np.int64]]]:
        chance = np.random.default_rng(SEED)
        lonlat = np.asarray(self.network.node_lonlat)
        scale = 111_194 * np.array([np.cos(np.radians(lonlat[:, 1].mean())), 1.0])
        least = min(500, self.network.nodes // 20)
        while True:
            source = int(chance.integers(self.network.nodes))
            tree = self.reference.tree(source)
            apart = np.hypot(*((lonlat - lonlat[source]) * scale).T)
            there = np.flatnonzero(np.isfinite(tree) & (tree > 0) & (apart < near_m))
            if len(there) >= least:
                yield source, chance.choice(there, FROM_ONE)


def load_instance(path: Path, size: str, say: Callable[[str], object]) -> Instance:
    """Read a file, draw what it does not tell, and enlarge it for ``metro``."""
    read = read_network(path)
    network = draw_missing(read.network)
    if size == "metro":
        network = tile_network(network, TILES)
    instance = Instance(path.name, network, get_profile(PROFILE))
    say(
        f"{path.name} ({size}): {network.nodes:,} nodes, {2 * network.segments:,} "
        f"edges, {instance.closed_share:.1%} of them closed for {PROFILE}; missing "
        "kerbs, widths and slopes are drawn from a fixed seed"
    )
    return instance
