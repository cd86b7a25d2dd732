"""Compiles the kernels once, so that the first person does not wait for it."""

from __future__ import annotations

import numpy as np

from geo.answer import Policy, Snap
from geo.compile import compile_network
from geo.cost import Costs, edge_costs
from geo.engine.warm import compile_all
from geo.measure.warm import compile_measures
from geo.network import Network, WayInfo
from geo.observation import Method, Observation
from geo.part import Parts
from geo.profile import get_profile
from geo.route import Weights, find_route
from geo.rows import EdgeRow, NodeRow, Rows, WayRow, resolve_all
from geo.search import shortest_tree
from geo.transit.warm import compile_rides
from geo.trip import plan_trip
from geo.wish import SEAT, Facility, Wishes

START = (8.7, 36.17)
BEND = (8.7005, 36.17)
END = (8.701, 36.17)
CHAIR = "manual_wheelchair"


def warm_up() -> None:
    """Go along one street in every way there is; the kernels are kept on disk.

    Hardly anything is known of the street: who is strict is refused, and searched for
    again among the ways that break a limit.
    """
    network = _draw_street()
    costs = edge_costs(network, get_profile(CHAIR), Policy.OPEN, ())
    _judge(network, costs)
    seat = Facility(SEAT, "seat", BEND)
    for policy in (Policy.OPEN, Policy.STRICT):
        plan_trip(
            network,
            (),
            origin=START,
            destination=END,
            profile=get_profile(CHAIR),
            policy=policy,
            wishes=Wishes(alternatives=True, rest_every_m=50.0, facilities=(seat,)),
        )
    compile_all(costs)
    compile_rides(network, START, END)
    compile_measures(network)


def _judge(network: Network, costs: Costs) -> None:
    """Judge one edge and all, and search by weights that are known already."""
    costs.at(0)
    shortest_tree(network, costs, [0])
    here, there = (Snap(END, END, 0.0, 0, share) for share in (0.1, 0.9))
    open_ways = Weights(Parts(network, costs), closed=False)
    find_route(network, open_ways, here, there)


def _draw_street() -> Network:
    info = WayInfo("way", "footway", "", {}, "warm-up")
    slope = Observation("way", "incline", 0.01, Method.TAGGED, "warm-up")
    rows = Rows(
        revision=0,
        ways=[WayRow(info, 0, "unknown", ["a", "b", "c"])],
        nodes=[NodeRow("a", START), NodeRow("b", BEND), NodeRow("c", END)],
        edges=[
            EdgeRow(0, 0, 1, (0, 1), 45.0, np.array([START, BEND])),
            EdgeRow(0, 1, 2, (1, 2), 45.0, np.array([BEND, END])),
        ],
        known=resolve_all([slope]),
    )
    return compile_network(rows)


if __name__ == "__main__":
    warm_up()
