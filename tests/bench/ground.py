"""The ground of all searches: a network with our engine, and what peers read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import numpy as np

from geo.errors import SourceError
from tests.bench.engine import Engine
from tests.bench.instance import Instance, Pairs
from tests.bench.measure import Times, compare
from tests.bench.row import Goal, Row, make_row, missing_row
from tests.bench.talk import PeerProcess
from tests.bench.task import Setting

ROUTES: Final = 200
SEED: Final = 5


@dataclass(frozen=True, eq=False)
class Walk:
    """One instance with our engine ready on it, and a folder for what peers read."""

    setting: Setting
    instance: Instance

    @cached_property
    def engine(self) -> Engine:
        """Our engine."""
        return Engine(self.instance.network, self.instance.weights)

    @cached_property
    def local(self) -> Pairs:
        """Pairs that are at most 3 km apart."""
        return self.instance.pairs(ROUTES, local=True)

    @cached_property
    def graph(self) -> str:
        """The network as a file that every adapter reads."""
        network = self.instance.network
        ends = np.column_stack([network.tail, network.head]).astype(np.int64)
        path = self.setting.folder / "graph.npz"
        np.savez(
            path,
            tail=ends.ravel(),
            head=ends[:, ::-1].ravel(),
            x=network.node_lonlat[:, 0],
            y=network.node_lonlat[:, 1],
            weights=self.instance.weights,
        )
        return str(path)

    def chosen(self, count: int) -> list[int]:
        """Choose some nodes."""
        chance = np.random.default_rng(SEED + count)
        return [
            int(n) for n in chance.integers(self.instance.network.nodes, size=count)
        ]

    def measured(
        self,
        goal: Goal,
        ours: Callable[[], Times],
        theirs: Callable[[PeerProcess], Times],
        note: str = "",
    ) -> Row:
        """Measure against a peer that has the network, or say why not."""
        why = self.setting.why_not(goal.peer)
        if why:
            return missing_row(goal, why)
        self.setting.say(f"{goal.task}: {goal.peer}")
        try:
            with self.setting.peer(goal.peer) as peer:
                peer.ask("load", path=self.graph)
                done = compare(ours, partial(theirs, peer), self.setting.rounds)
        except SourceError as cause:
            return missing_row(goal, f"failed: {cause}")
        return make_row(goal, done, note=note)


def read_times(answer: dict[str, Any]) -> Times:
    """Give the seconds that a peer took."""
    times: Sequence[float] = answer["seconds"]
    return times
