"""What one barrier changes for the sampled trips of one person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.answer import LonLat
from geo.cost import Costs
from geo.crs import WGS84, project
from geo.engine.layer import build_layer, list_altered, weigh
from geo.engine.metric import Metric, update_metric
from geo.engine.query import Found, Searcher, Seeds
from geo.network import Floats, Ints, Network
from geo.snap import segment_index

Flags = NDArray[np.bool_]

TRIPS: Final = 100
"""Trips of each of the two samples, around the barrier and in the whole town."""
NEAR_M: Final = 400.0
"""Trips around a barrier start so near to it, and end within twice as much."""
SEED: Final = 20_261_123
"""The same trips are drawn again and again: two answers differ by the barrier alone."""
LEAST_S: Final = 10.0
"""A trip that takes less than this longer is as long as before."""
NEAR: Final = "near"
TOWN: Final = "town"


@dataclass(frozen=True, eq=False)
class Sample:
    """Trips from node to node.

    Attributes
    ----------
    starts, ends : array of int32, shape (n,)
    near : array of bool, shape (n,)
        Whether a trip was drawn around the barrier, not in the whole town.
    """

    starts: Ints
    ends: Ints
    near: Flags


@dataclass(frozen=True)
class Outcome:
    """What became of one trip.

    Attributes
    ----------
    possible : bool
        Whether there is a way without the barrier.
    passing : bool
        Whether that way leads over the barrier.
    impossible : bool
        Whether there is none with it.
    dearer : bool
        Whether the way with it is another, or more effort or doubt.
    extra_s : float
        How much longer it takes, seconds; NaN where there is no way.
    """

    possible: bool
    passing: bool = False
    impossible: bool = False
    dearer: bool = False
    extra_s: float = math.nan


def weigh_nodes(network: Network) -> Floats:
    """Give how many people live at each node; metres of street where nobody knows.

    Parameters
    ----------
    network : Network

    Returns
    -------
    array, shape (n,)
    """
    people = np.nan_to_num(network.residents)
    at_ends = people if people.sum() > 0 else network.length_m
    weights = np.zeros(network.nodes)
    for ends in (network.tail, network.head):
        np.add.at(weights, ends, at_ends)
    return weights


def draw_sample(network: Network, lonlat: LonLat, goals: Ints) -> Sample:
    """Draw trips from where people live to places: around a barrier, and anywhere.

    Parameters
    ----------
    network : Network
    lonlat : tuple of float
        Of the barrier, degrees, EPSG:4326.
    goals : array of int32
        Nodes at places and stops; without any, trips end where people live.

    Returns
    -------
    Sample
        The same at every call; fewer trips where there are not two nodes.
    """
    away = measure_away(network, lonlat)
    homes = weigh_nodes(network)
    ends = np.where(np.isin(np.arange(network.nodes), goals), 1.0, 0.0)
    ends = ends if len(goals) else homes
    town = _draw(homes, ends)
    near = _draw(homes * (away <= NEAR_M), ends * (away <= 2 * NEAR_M))
    if not len(near[0]):
        near = _draw(homes * (away <= NEAR_M), homes * (away <= 2 * NEAR_M))
    starts, stops = (np.concatenate(both) for both in zip(near, town, strict=True))
    return Sample(starts, stops, np.arange(len(starts)) < len(near[0]))


def measure_away(network: Network, lonlat: LonLat) -> Floats:
    """Measure how far each node is from a point, metres as the crow flies."""
    metric = segment_index(network).metric
    points = project(np.array([lonlat, *network.node_lonlat.tolist()]), WGS84, metric)
    away: Floats = np.hypot(*(points[1:] - points[0]).T)
    return away


def _draw(homes: Floats, ends: Floats) -> tuple[Ints, Ints]:
    if not homes.sum() or not ends.sum():
        return np.empty(0, np.int32), np.empty(0, np.int32)
    rng = np.random.default_rng(SEED)
    nodes = np.arange(len(homes), dtype=np.int32)
    chosen = [rng.choice(nodes, TRIPS, p=all_ / all_.sum()) for all_ in (homes, ends)]
    apart = chosen[0] != chosen[1]
    return chosen[0][apart], chosen[1][apart]


@dataclass(frozen=True, eq=False)
class Question:
    """One barrier for one person.

    Attributes
    ----------
    now : Costs
        With all barriers; the metric that is searched rests on them.
    without : Costs
        Without the one.
    segments : frozenset of int
        On which it acts.
    """

    now: Costs
    without: Costs
    segments: frozenset[int]


def compare_trips(
    searcher: Searcher, metric: Metric, question: Question, sample: Sample
) -> list[Outcome]:
    """Compare the best ways of sampled trips with a barrier and without it.

    Parameters
    ----------
    searcher : Searcher
    metric : Metric
        Of ``question.now``; it is changed meanwhile and afterwards as it was.
    question : Question
    sample : Sample

    Returns
    -------
    list of Outcome
        In the order of the trips.
    """
    layers = build_layer(question.now.laid), build_layer(question.without.laid)
    altered = list_altered(*layers)
    arcs = np.column_stack([2 * altered, 2 * altered + 1]).ravel()
    without = weigh(layers[1].laid, question.without.needs, altered)
    kept = metric.weights[arcs].copy()
    changed = without != kept
    now = before = _find_all(searcher, metric, sample)
    if changed.any():
        update_metric(metric, arcs[changed], without[changed])
        before = _find_all(searcher, metric, sample)
        update_metric(metric, arcs[changed], kept[changed])
    return [_outcome(question, *both) for both in zip(before, now, strict=True)]


def _find_all(searcher: Searcher, metric: Metric, sample: Sample) -> list[Found | None]:
    ends = zip(sample.starts.tolist(), sample.ends.tolist(), strict=True)
    return [
        searcher.find(metric, Seeds.of([(start, 0)]), Seeds.of([(end, 0)]))
        for start, end in ends
    ]


def _outcome(question: Question, before: Found | None, now: Found | None) -> Outcome:
    if before is None:
        return Outcome(possible=False)
    over = (before.edges >> 1).tolist()
    passing = not question.segments.isdisjoint(over)
    if now is None:
        return Outcome(possible=True, passing=passing, impossible=True)
    if now.cost == before.cost:
        return Outcome(possible=True, passing=passing, extra_s=0.0)
    extra = _seconds(question.now, now) - _seconds(question.without, before)
    return Outcome(possible=True, passing=passing, dearer=True, extra_s=extra)


def _seconds(costs: Costs, found: Found) -> float:
    """Give the time of a way: what is minimised holds effort and doubt as well."""
    measures, _ = costs.judged(found.edges.astype(np.int64))
    return float(measures[0].sum())
