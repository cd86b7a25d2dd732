"""Measure what reports changed for sampled trips, where no request waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from data.hierarchy_file import ready_hierarchy
from data.lock import try_lock
from data.opportunities import get_places
from data.queries.effect import Waiting, keep_effects, list_waiting
from data.runtime import Runtime
from geo.answer import Policy
from geo.changed import Changed, count_changed
from geo.cost import Costs, edge_costs
from geo.engine.metric import Metric, build_metric
from geo.engine.query import Searcher
from geo.network import BarrierFact, Ints, Network
from geo.profile import Profile, load_profiles
from geo.reach_place import Places
from geo.sample_trip import NEAR, TOWN, Question, Sample, compare_trips, draw_sample

BATCH: Final = 20
"""Reports that are measured in one go."""
LOCK: Final = "effects.lock"


@dataclass(frozen=True, eq=False)
class Ground:
    """A network with all barriers of now, and what finds ways in it."""

    network: Network
    barriers: Sequence[BarrierFact]
    searcher: Searcher


@dataclass(frozen=True, eq=False)
class Case:
    """A barrier with the trips that are tried with it and without it."""

    fact: BarrierFact
    sample: Sample


def measure_effects(runtime: Runtime, *, limit: int = BATCH) -> int:
    """Measure the reports that wait for it.

    Parameters
    ----------
    runtime : Runtime
    limit : int
        How many at most.

    Returns
    -------
    int
        How many were measured; none while another process does it.

    Raises
    ------
    MissingError
        If the network is not built.
    """
    network, barriers = runtime.graphs.current()
    with runtime.database.read() as session:
        if not list_waiting(session, network.revision, limit=1):
            return 0
    with try_lock(runtime.graphs.folder / LOCK) as is_mine:
        return _measure(runtime, network, barriers, limit) if is_mine else 0


def _measure(
    runtime: Runtime, network: Network, barriers: Sequence[BarrierFact], limit: int
) -> int:
    with runtime.database.read() as session:
        waiting = list_waiting(session, network.revision, limit=limit)
        goals = goal_nodes(network, get_places(session, network))
    facts = {fact.key: fact for fact in barriers}
    cases = {
        one: Case(fact, draw_sample(network, fact.lonlat, goals))
        for one in waiting
        if (fact := facts.get(one.barrier)) is not None
    }
    hierarchy = ready_hierarchy(network, runtime.graphs.folder)
    ground = Ground(network, barriers, Searcher(hierarchy))
    measured = measure_cases(ground, cases)
    found = {one: measured.get(one, []) for one in waiting}
    with runtime.database.write() as session:
        now = runtime.clock()
        keep_effects(session, found, network=network.revision, at=now)
    return len(found)


def goal_nodes(network: Network, places: Places) -> Ints:
    """Give the nodes beside the doors of places and stops."""
    segments = np.unique(places.doors.sites.segment)
    nodes: Ints = np.unique(network.tail[segments])
    return nodes


def measure_cases(
    ground: Ground, cases: Mapping[Waiting, Case]
) -> dict[Waiting, list[Changed]]:
    """Measure some barriers for every profile.

    Parameters
    ----------
    ground : Ground
    cases : mapping of Waiting to Case

    Returns
    -------
    dict of Waiting to list of Changed
        Of each profile and sample.
    """
    found: dict[Waiting, list[Changed]] = {one: [] for one in cases}
    for profile in load_profiles().values():
        now = _cost(ground, profile, ground.barriers)
        metric = build_metric(ground.searcher.hierarchy, now.weights_ms)
        for one, case in cases.items():
            found[one] += _compare(ground, (profile, now, metric), case)
    return found


def _cost(ground: Ground, profile: Profile, barriers: Sequence[BarrierFact]) -> Costs:
    return edge_costs(ground.network, profile, Policy.CAUTIOUS, barriers)


def _compare(
    ground: Ground, person: tuple[Profile, Costs, Metric], case: Case
) -> list[Changed]:
    """Compare the trips of one person with and without one barrier."""
    profile, now, metric = person
    others = [fact for fact in ground.barriers if fact.key != case.fact.key]
    without = _cost(ground, profile, others)
    question = Question(now, without, frozenset(case.fact.segments))
    outcomes = compare_trips(ground.searcher, metric, question, case.sample)
    pairs = list(zip(outcomes, case.sample.near.tolist(), strict=True))
    return [
        count_changed(
            profile.key, area, [one for one, near in pairs if near == is_near]
        )
        for area, is_near in ((NEAR, True), (TOWN, False))
    ]
