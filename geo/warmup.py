"""Compiles the kernels once, so that the first person does not wait for it."""

from __future__ import annotations

import numpy as np

from geo.answer import Policy
from geo.compile import compile_network
from geo.cost import edge_costs
from geo.engine.warm import compile_all
from geo.network import WayInfo
from geo.profile import get_profile
from geo.rows import EdgeRow, NodeRow, Rows, WayRow
from geo.trip import plan_trip
from geo.wish import Facility, Wishes

START = (8.7, 36.17)
END = (8.701, 36.17)
FACILITIES = (Facility("seat", "seat", START), Facility("toilet", "toilet", END))


def warm_up() -> None:
    """Make trips along one street; the compiled kernels are kept on disk.

    Nothing is known of the street: who is strict is refused, and searched for again.
    Wishes have kernels of their own.
    """
    info = WayInfo("way", "footway", "", {}, "warm-up")
    rows = Rows(
        revision=0,
        ways=[WayRow(info, 0, "unknown", ["a", "b"])],
        nodes=[NodeRow("a", START), NodeRow("b", END)],
        edges=[EdgeRow(0, 0, 1, (0, 1), 90.0, np.array([START, END]))],
        known={},
    )
    network = compile_network(rows)
    person = get_profile("manual_wheelchair")
    compile_all(edge_costs(network, person, Policy.OPEN, ()))
    for policy in (Policy.OPEN, Policy.STRICT):
        plan_trip(
            network,
            (),
            origin=START,
            destination=END,
            profile=person,
            policy=policy,
            wishes=Wishes(toilet=True, rest_every_m=30.0, facilities=FACILITIES),
        )
