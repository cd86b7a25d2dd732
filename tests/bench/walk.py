"""Searches in process: what each costs next to what others would use instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np

from geo.engine.arc import CLOSED
from tests.bench.ground import Walk, read_times
from tests.bench.instance import load_instance
from tests.bench.measure import Times, compare, time_each
from tests.bench.reference import require_same
from tests.bench.routes import closed_obstacle, kept_routes, new_limits
from tests.bench.row import Goal, Row, make_row
from tests.bench.talk import PeerProcess
from tests.bench.task import Setting

TREES: Final = 8
BATCH: Final = 64
SOURCES: Final = 2000
TARGETS: Final = 200


def one_to_all(walk: Walk) -> Iterator[Row]:
    """Compare travel times from one node to all; and from many at once."""
    engine, sources = walk.engine, walk.instance.central(TREES)
    batch = walk.instance.central(BATCH)
    right = walk.instance.reference.tree(sources[-1])
    require_same("our sweep", engine.tree(sources[-1]), right)
    last = walk.instance.reference.tree(batch[-1])
    require_same("our sweep of many", engine.trees(batch)[:, -1], last)

    def single() -> Times:
        return time_each([partial(engine.tree, source) for source in sources])

    def batched() -> Times:
        return [time_each([partial(engine.trees, batch)])[0] / BATCH]

    def theirs(peer: PeerProcess) -> Times:
        out = walk.setting.folder / f"{peer.name}.npy"
        answer = peer.ask("trees", sources=sources, out=str(out))
        require_same(peer.name, np.load(out), right)
        return read_times(answer)

    for name, goals in (("scipy", (6.0, 20.0)), ("networkx", (120.0, 400.0))):
        goal = Goal("one to all, single", name, goals[0])
        yield walk.measured(goal, single, theirs)
        goal = Goal(f"one to all, each of {BATCH} at once", name, goals[1])
        yield walk.measured(goal, batched, theirs)


def matrix(walk: Walk) -> Iterator[Row]:
    """Compare 2,000 origins by 200 destinations."""
    sources, targets = walk.instance.central(SOURCES), walk.instance.central(TARGETS)
    own = walk.engine.matrix(sources, targets)
    for place in (0, -1):
        tree = walk.instance.reference.tree(sources[place])
        require_same("our matrix", own[place], tree[targets])
    right = np.where(own >= CLOSED, np.inf, own.astype(np.float64))

    def ours() -> Times:
        return time_each([partial(walk.engine.matrix, sources, targets)])

    def theirs(peer: PeerProcess) -> Times:
        out = walk.setting.folder / f"{peer.name}.npy"
        answer = peer.ask("matrix", sources=sources, targets=targets, out=str(out))
        require_same(peer.name, np.load(out).ravel(), right.ravel())
        return read_times(answer)

    for name, times in (("pyroutingkit", 3.5), ("pandana", 30.0), ("scipy", None)):
        goal = Goal(f"matrix of {SOURCES:,} × {TARGETS}", name, times)
        yield walk.measured(goal, ours, theirs)


def growth(walk: Walk) -> Iterator[Row]:
    """Compare nine copies of the network, stitched together, with one."""
    if walk.setting.size == "metro":
        return
    large = Walk(
        walk.setting, load_instance(walk.setting.file, "metro", walk.setting.say)
    )
    for task, limit, side in (
        ("local route, kept profile, 9 × the network", 1.2, _route_times),
        ("one to all, 9 × the network", 10.0, _tree_times),
        ("matrix, 9 × the network", 4.0, _matrix_times),
    ):
        done = compare(partial(side, walk), partial(side, large), walk.setting.rounds)
        note = "ours: one copy; peer: nine of them (synthetic size, real topology)"
        yield make_row(Goal(task, "itself", limit, at_most=True), done, note=note)


def _route_times(walk: Walk) -> Times:
    return time_each([partial(walk.engine.route, *pair) for pair in walk.local])


def _tree_times(walk: Walk) -> Times:
    return time_each(
        [partial(walk.engine.tree, n) for n in walk.instance.central(TREES)]
    )


def _matrix_times(walk: Walk) -> Times:
    ends = walk.instance.central(SOURCES), walk.instance.central(TARGETS)
    return time_each([partial(walk.engine.matrix, *ends)])


PARTS: Final = (kept_routes, new_limits, closed_obstacle, one_to_all, matrix, growth)


def measure_walk(setting: Setting) -> Iterator[Row]:
    """Measure every search.

    Parameters
    ----------
    setting : Setting

    Yields
    ------
    Row
    """
    setting.folder.mkdir(parents=True, exist_ok=True)
    instance = load_instance(setting.file, setting.size, setting.say)
    walk = Walk(setting, instance)
    for part in PARTS:
        yield from part(walk)
