"""Single routes in process: kept profiles, limits never seen, an obstacle closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np

from geo.engine.arc import CLOSED
from tests.bench.engine import Engine, find_for
from tests.bench.environment import find_pgrouting
from tests.bench.ground import Walk, read_times
from tests.bench.instance import Pairs
from tests.bench.measure import Times, compare, time_each
from tests.bench.pgrouting import PgRouting, open_pgrouting
from tests.bench.reference import Reference, require_equal
from tests.bench.row import NOT_INSTALLED, Goal, Row, make_row, missing_row
from tests.bench.talk import PeerProcess
from tests.bench.task import NOT_ASKED

NEW_LIMITS: Final = 40
NEW_LIMITS_PEER: Final = 3
"""A peer that builds anew for every person takes a second for each."""
CLOSURES: Final = 50


def kept_routes(walk: Walk) -> Iterator[Row]:
    """Compare routes for a person whose metric is kept."""
    right = walk.instance.reference.costs(walk.local)
    require_equal("our hierarchy", [walk.engine.route(*p) for p in walk.local], right)

    def ours() -> Times:
        return time_each([partial(walk.engine.route, *pair) for pair in walk.local])

    def theirs(peer: PeerProcess) -> Times:
        answer = peer.ask("routes", pairs=walk.local)
        require_equal(peer.name, answer["costs"], right)
        return read_times(answer)

    for name in ("pyroutingkit", "scipy"):
        goal = Goal("route, kept profile, local, in process", name)
        yield walk.measured(goal, ours, theirs)


def new_limits(walk: Walk) -> Iterator[Row]:
    """Compare a route for limits never seen before, from the limits to the edges."""
    people = walk.instance.others(NEW_LIMITS)
    network = walk.instance.network
    pairs = walk.local[:NEW_LIMITS]
    few = people[:NEW_LIMITS_PEER]
    rows = [walk.instance.weigh(person) for person in few]
    trees = [Reference(network, weights) for weights in rows]
    right = [t.costs([p])[0] for t, p in zip(trees, pairs, strict=False)]
    asked = list(zip(people, pairs, strict=True))
    found = [find_for(network, *one) for one in asked[: len(few)]]
    require_equal("our lazy search", found, right)

    def ours() -> Times:
        return time_each([partial(find_for, network, *one) for one in asked])

    files = [walk.setting.folder / f"weights{i}.npy" for i in range(len(few))]
    for file, weights in zip(files, rows, strict=True):
        np.save(file, weights)

    def theirs(peer: PeerProcess) -> Times:
        paths = [str(file) for file in files]
        answer = peer.ask("new_weights", paths=paths, pairs=pairs[: len(few)])
        require_equal(peer.name, answer["costs"], right)
        return read_times(answer)

    note = "the peer gets the weights ready made; we judge while we search"
    goals = ("networkx", 3000.0), ("pyroutingkit", None), ("pandana", None)
    for name, times in goals:
        goal = Goal("route, never-seen limits, in process", name, times)
        yield walk.measured(goal, ours, theirs, note)
    yield _against_pgrouting(walk, ours, rows, (pairs[: len(few)], right))


def _against_pgrouting(
    walk: Walk,
    ours: Callable[[], Times],
    rows: list[Any],
    asked: tuple[Pairs, list[int | None]],
) -> Row:
    goal = Goal("route, never-seen limits, in process", "pgrouting", 500.0)
    programs = find_pgrouting()
    if goal.peer not in walk.setting.peers or programs is None:
        return missing_row(goal, NOT_INSTALLED if programs is None else NOT_ASKED)
    walk.setting.say(f"{goal.task}: {goal.peer}")

    def theirs(server: PgRouting) -> Times:
        times, costs = server.routes(asked[0])
        require_equal("pgrouting", costs, asked[1])
        return times

    with open_pgrouting(programs) as server:
        server.load(walk.instance.network, rows)
        done = compare(ours, partial(theirs, server), walk.setting.rounds)
    return make_row(goal, done)


def closed_obstacle(walk: Walk) -> Iterator[Row]:
    """Compare closing one segment and the first route after it, summed."""
    pairs = walk.local[:CLOSURES]
    segments = [n % walk.instance.network.segments for n in walk.chosen(CLOSURES)]
    engine, weights = walk.engine, walk.instance.weights
    right = [_cost_without(walk, s, p) for s, p in zip(segments, pairs, strict=True)]

    def ours() -> Times:
        times = []
        for segment, pair, cost in zip(segments, pairs, right, strict=True):
            times += time_each([partial(_close_and_go, engine, segment, pair)])
            require_equal("our mended metric", [engine.route(*pair)], [cost])
            engine.reopen(segment)
        return times

    def theirs(peer: PeerProcess) -> Times:
        edges = [[2 * segment, 2 * segment + 1] for segment in segments]
        back = [weights[two].tolist() for two in edges]
        answer = peer.ask("close", pairs=pairs, edges=edges, reopened=back)
        require_equal(peer.name, answer["costs"], right)
        return read_times(answer)

    goal = Goal("one obstacle closed, then the first route", "pyroutingkit", 0.9)
    yield walk.measured(goal, ours, theirs)
    yield _against_valhalla(walk, ours, (pairs, segments))


def _close_and_go(engine: Engine, segment: int, pair: tuple[int, int]) -> None:
    engine.close(segment)
    engine.route(*pair)


def _cost_without(walk: Walk, segment: int, pair: tuple[int, int]) -> int | None:
    weights = walk.instance.weights.copy()
    weights[2 * segment : 2 * segment + 2] = CLOSED
    return Reference(walk.instance.network, weights).costs([pair])[0]


def _against_valhalla(
    walk: Walk, ours: Callable[[], Times], asked: tuple[Pairs, list[int]]
) -> Row:
    goal = Goal("one obstacle closed, then the first route", "valhalla", 30.0)
    why = walk.setting.why_not(goal.peer)
    if why or walk.setting.size == "metro":
        return missing_row(goal, why or "its file is not tiled")
    network = walk.instance.network
    where = network.node_lonlat.tolist()
    pairs = [(where[one], where[other]) for one, other in asked[0]]
    spots = [network.line(segment).mean(axis=0).tolist() for segment in asked[1]]
    walk.setting.say(f"{goal.task}: {goal.peer}")
    with walk.setting.peer(goal.peer) as peer:
        folder = walk.setting.folder / "valhalla"
        peer.ask("build", path=str(walk.setting.file), folder=str(folder))

        def theirs() -> Times:
            return read_times(peer.ask("excluding", pairs=pairs, closed=spots))

        done = compare(ours, theirs, walk.setting.rounds)
    note = "exclude_locations, in process; its model is another: costs are not compared"
    return make_row(goal, done, note=note)
