"""Small towns with stops in them, and their ways on foot found by a plain search."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from geo.answer import LonLat, Policy
from geo.cost import edge_costs
from geo.network import BarrierFact, Network
from geo.part import Parts
from geo.profile import get_profile
from geo.reach_door import Doors, find_doors
from geo.star import edge_ends
from geo.transit.foot import Footing, place_stops
from tests.town import Street, at, draw, named, street

RANK_UNIT = 1 << 40
SPENT_UNIT = 2
SIDE_M = 100.0
NODES = {f"{x}{y}": at(x * SIDE_M, y * SIDE_M) for x in range(3) for y in range(3)}
PAIRS = [
    (a, b)
    for a, b in combinations(sorted(NODES), 2)
    if abs(int(a[0]) - int(b[0])) + abs(int(a[1]) - int(b[1])) == 1
]
CHANGES = st.sampled_from(
    [
        {},
        {"incline": 0.05},
        {"incline": -0.07},
        {"width_m": None},
        {"width_m": 0.5},
        {"surface": None},
        {"surface": "gravel"},
    ]
)


def price(
    town: Network,
    profile: str,
    policy: Policy = Policy.CAUTIOUS,
    barriers: tuple[BarrierFact, ...] = (),
) -> Parts:
    """Price a town for a profile."""
    person = get_profile(profile)

    def priced(some: object) -> object:
        return edge_costs(town, person, policy, some)

    return Parts(town, priced(barriers), barriers, priced)


def doors_at(town: Network, *points: LonLat) -> Doors:
    """Find the segments to which stops at some points belong."""
    return find_doors(town, np.array(points, dtype=np.float64).reshape(-1, 2))


def footing(
    town: Network, points: tuple[LonLat, ...], profile: str, **rest: object
) -> Footing:
    """Put stops on the network of a profile."""
    return place_stops(price(town, profile, **rest), doors_at(town, *points))


@dataclass(frozen=True)
class Drawn:
    """A town and the places of its stops."""

    streets: tuple[Street, ...]
    stops: tuple[LonLat, ...]

    @property
    def town(self) -> Network:
        return draw(self.streets, nodes=NODES, node_facts={})


@st.composite
def towns(drawn: st.DrawFn) -> Drawn:
    """Draw some streets of a grid, each its own, and stops along it."""
    pairs = drawn(st.lists(st.sampled_from(PAIRS), min_size=3, max_size=9, unique=True))
    made = []
    for one, other in pairs:
        way = street(f"{one}-{other}", one, other, **drawn(CHANGES))
        oneway = drawn(st.sampled_from([0, 0, 0, 1, -1]))
        highway = drawn(st.sampled_from(["footway", "footway", "footway", "steps"]))
        made.append(named(way, oneway=oneway, highway=highway))
    place = st.tuples(st.integers(0, 2 * 100), st.integers(0, 2 * 100))
    spots = drawn(st.lists(place, min_size=2, max_size=5))
    return Drawn(tuple(made), tuple(at(x, y) for x, y in spots))


def find_plainly(found: Footing) -> dict[tuple[int, int], tuple[int, int, bool]]:
    """Search for the lightest ways from each stop to each other with networkx.

    Every stop is a vertex of its own; weight, time and doubt are one whole number.
    """
    graph = _graph(found)
    ways = {}
    for source in range(found.stops.count):
        start = ("leave", source)
        if start not in graph:
            continue
        reached = nx.single_source_dijkstra_path_length(graph, start)
        for vertex, total in reached.items():
            if vertex[0] == "arrive" and vertex[1] != source:
                rank, rest = divmod(total, RANK_UNIT)
                spent, dark = divmod(rest, SPENT_UNIT << 10)
                ways[source, vertex[1]] = (rank, spent, dark == 0)
    return ways


def _graph(found: Footing) -> nx.DiGraph:
    walk, costs = found.walk, found.walk.parts.whole
    graph = nx.DiGraph()
    leave, enter = edge_ends(walk.network)
    for edge in range(2 * walk.network.segments):
        ends = ("node", int(leave[edge])), ("node", int(enter[edge]))
        _add(graph, ends, costs.at(edge), share=1.0)
    sites = [
        (int(thing), int(segment), float(fraction))
        for thing, segment, fraction in zip(
            found.stops.thing,
            found.stops.sites.segment,
            found.stops.sites.fraction,
            strict=True,
        )
    ]
    for stop, segment, here in sites:
        for edge, place in ((2 * segment, here), (2 * segment + 1, 1 - here)):
            out = ("leave", stop), ("node", int(enter[edge]))
            into = ("node", int(leave[edge])), ("arrive", stop)
            metres = float(walk.network.length_m[segment])
            _add(graph, out, costs.at(edge), share=1 - place, metres=metres)
            _add(graph, into, costs.at(edge), share=place, metres=metres)
            for other, its, there in sites:
                gone = (there if edge % 2 == 0 else 1 - there) - place
                if its == segment and other != stop and gone >= 0:
                    ends = ("leave", stop), ("arrive", other)
                    _add(graph, ends, costs.at(edge), share=gone, metres=metres)
    return graph


def _add(
    graph: nx.DiGraph,
    ends: tuple[tuple[str, int], tuple[str, int]],
    cost: object,
    *,
    share: float,
    metres: float = np.inf,
) -> None:
    if share * metres <= 0.01:
        weight = 0
    elif cost.refused:
        return
    else:
        rank = round(1000 * cost.rank_s * share)
        spent = round(1000 * cost.seconds * share)
        dark = int(cost.doubtful != 0)
        weight = rank * RANK_UNIT + spent * (SPENT_UNIT << 10) + dark
    before = graph.get_edge_data(*ends)
    if before is None or weight < before["weight"]:
        graph.add_edge(*ends, weight=weight)
