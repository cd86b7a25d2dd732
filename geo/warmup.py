"""Compiles the kernels once, so that the first person does not wait for it."""

from __future__ import annotations

import numpy as np

from geo.answer import Policy
from geo.compile import compile_network
from geo.network import WayInfo
from geo.profile import get_profile
from geo.rows import EdgeRow, NodeRow, Rows, WayRow
from geo.trip import plan_trip

START = (8.7, 36.17)
END = (8.701, 36.17)


def warm_up() -> None:
    """Make two trips along one street; the compiled kernels are kept on disk.

    Nothing is known of the street: who is strict is refused, and searched for again.
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
    for policy in (Policy.OPEN, Policy.STRICT):
        plan_trip(
            network,
            (),
            origin=START,
            destination=END,
            profile=get_profile("manual_wheelchair"),
            policy=policy,
        )
