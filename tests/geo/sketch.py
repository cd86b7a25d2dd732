"""Draws small networks for tests: nodes as letters on a line, streets as pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.cut import Priced
from geo.network import BarrierFact, Evidence, Network, WayInfo

STEP = 0.001
"""Degrees between two nodes."""
SAID = Evidence("survey", "surveyed", None, 1.0)


def sketch(
    nodes: int,
    streets: Sequence[tuple[int, int]],
    *,
    residents: Sequence[float] | None = None,
    length_m: Sequence[float] | None = None,
) -> Network:
    """Build a network whose street ``i`` is segment ``i`` of way ``i``."""
    m = len(streets)
    tail = np.array([a for a, _ in streets], dtype=np.int32)
    head = np.array([b for _, b in streets], dtype=np.int32)
    place = np.column_stack([np.arange(nodes) * STEP, np.zeros(nodes)])
    people = np.full(m, np.nan) if residents is None else np.array(residents, float)
    length = np.full(m, 100.0) if length_m is None else np.array(length_m, float)
    return Network(
        revision=1,
        node_key=[f"t:n{i}" for i in range(nodes)],
        node_lonlat=place,
        node_height=np.full(nodes, np.nan),
        node_sigma=np.full(nodes, np.nan),
        tail=tail,
        head=head,
        way=np.arange(m, dtype=np.int32),
        side=np.zeros(m, np.int8),
        oneway=np.zeros(m, np.int8),
        start_m=np.zeros(m),
        length_m=length,
        coordinates=place[np.column_stack([tail, head]).ravel()].reshape(-1, 2),
        pointer=np.arange(m + 1, dtype=np.int32) * 2,
        columns={"kerb_height_m": np.full(m, np.nan), "steps": np.full(m, np.nan)},
        evidence={
            name: np.zeros(m, dtype=np.int32) for name in ("kerb_height_m", "steps")
        },
        evidences=[SAID],
        ways=[WayInfo(f"t:w{i}", "footway", "", {}, "t") for i in range(m)],
        residents=people,
    )


def kerb(key: str, network: Network, segment: int, *, at: float = 0.5) -> BarrierFact:
    """Put a high kerb on a segment."""
    start, end = network.line(segment)
    place = start + at * (end - start)
    return BarrierFact(
        key=key,
        kind="kerb",
        segments=(segment,),
        attribute="kerb_height_m",
        value=0.2,
        lonlat=(float(place[0]), float(place[1])),
        evidence=SAID,
    )


def price(network: Network, barriers: Sequence[BarrierFact]) -> Priced:
    """Refuse steps and kerbs above 3 cm, on the way or by a barrier; 1 m/s."""
    stopped = (network.columns["steps"] == 1) | (
        network.columns["kerb_height_m"] > 0.03
    )
    for barrier in barriers:
        if isinstance(barrier.value, float) and barrier.value > 0.03:
            stopped = stopped | np.isin(np.arange(network.segments), barrier.segments)
    forward = ~stopped & (network.oneway >= 0)
    backward = ~stopped & (network.oneway <= 0)
    usable = np.column_stack([forward, backward]).ravel()
    return Priced(usable, np.repeat(network.length_m, 2))
