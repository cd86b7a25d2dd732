"""Ways through small made-up stations against trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.answer import Policy
from geo.profile import get_profile
from geo.transit.inside import (
    DOOR,
    PLATFORM,
    Insides,
    Interior,
    Place,
    find_insides,
)
from geo.transit.inside_feet import INSIDE, lay_inside, lay_near, number_ways
from geo.transit.manner import NO_DOOR, Feet, Near
from geo.transit.pathway import Pathway, judge_pathway

WALKER, CHAIR = get_profile("walker"), get_profile("manual_wheelchair")
KINDS = (PLATFORM, PLATFORM, PLATFORM, DOOR, DOOR, 3)
"""Two platforms of a station, one of a street, two doors and a hall."""
STOPS = len(KINDS)
LIMIT_S = 900
Ways = dict[tuple[int, int], int]


@dataclass(frozen=True)
class Drawn:
    """A station, streets around it, and who goes."""

    insides: Insides
    streets: Ways
    near: dict[int, int]

    @property
    def index(self) -> dict[str, int]:
        return {f"s{number}": number for number in range(STOPS)}

    @property
    def feet(self) -> Feet:
        rows = sorted(self.streets.items())
        starts = [start for (start, _), _ in rows]
        return Feet(
            np.searchsorted(starts, np.arange(STOPS + 1)).astype(np.int64),
            np.array([end for (_, end), _ in rows], dtype=np.int32),
            np.array([seconds for _, seconds in rows], dtype=np.int32),
        )


@st.composite
def draw_stations(draw: st.DrawFn) -> Drawn:
    inside = [number for number in range(STOPS) if number != 2]
    pathways = []
    for number in range(draw(st.integers(0, 9))):
        start, end = draw(st.permutations(inside))[:2]
        mode = draw(st.sampled_from([1, 2, 4, 5]))
        seconds = draw(st.integers(1, 300))
        stairs = draw(st.sampled_from([None, 3, 20])) if mode == 2 else None
        feared = draw(st.booleans()) and mode == 5
        pathways.append(
            Pathway(
                f"p{number}",
                f"s{start}",
                f"s{end}",
                mode,
                traversal_s=float(seconds),
                stairs=stairs,
                is_doubted=feared,
            )
        )
    places = {f"s{n}": Place(f"s{n}", kind=kind) for n, kind in enumerate(KINDS)}
    profile = draw(st.sampled_from([WALKER, CHAIR]))
    policy = draw(st.sampled_from(list(Policy)))
    pairs = st.tuples(st.integers(0, STOPS - 1), st.integers(0, STOPS - 1))
    times = st.integers(0, 600)
    streets = draw(st.dictionaries(pairs.filter(lambda p: p[0] != p[1]), times))
    return Drawn(
        find_insides(Interior(places, tuple(pathways)), profile, policy),
        {pair: seconds for pair, seconds in streets.items() if 5 not in pair},
        draw(st.dictionaries(st.integers(0, 4), times)),
    )


def list_inside(drawn: Drawn) -> Ways:
    """Give the quickest ways inside by the plainest means.

    With traversal times told and no slopes a way that weighs least and one that is
    quickest differ by the flights of steps alone, which are weighed here, too.
    """
    found: Ways = {}
    for (start, end), way in drawn.insides.ways.items():
        found[int(start[1:]), int(end[1:])] = int(np.ceil(way.seconds))
    return found


def try_everything(drawn: Drawn) -> Ways:
    """Go out by every door, over every street and in by every door."""
    found = {
        (start, end): seconds
        for (start, end), seconds in list_inside(drawn).items()
        if KINDS[start] == KINDS[end] == PLATFORM
    }
    for start, end in product(range(STOPS), repeat=2):
        for seconds in try_streets(drawn, start, end):
            if start != end and seconds <= LIMIT_S:
                known = found.get((start, end), seconds)
                found[start, end] = min(known, seconds)
    return found


def try_streets(drawn: Drawn, start: int, end: int) -> Iterator[int]:
    """Give how long each way over a street takes."""
    outs, ins = (list_doors(drawn, stop) for stop in (start, end))
    inside = {**list_inside(drawn), (start, start): 0, (end, end): 0}
    for leave, enter in product(outs, ins):
        parts = [inside.get((start, leave)), inside.get((enter, end))]
        parts.append(drawn.streets.get((leave, enter)))
        if None not in parts:
            yield sum(part or 0 for part in parts)


def list_doors(drawn: Drawn, stop: int) -> list[int]:
    """List where one is on the street when one goes to a stop."""
    shut = f"s{stop}" in drawn.insides.enclosed
    doors = [one for one in range(STOPS) if KINDS[one] == DOOR and one != stop]
    return doors if shut else [stop, *(doors if KINDS[stop] == PLATFORM else [])]


@given(draw_stations())
def test_ways_through_stations_are_the_quickest_of_all(drawn: Drawn) -> None:
    links = number_ways(drawn.insides, drawn.index)

    through = lay_inside(drawn.feet, links, limit_s=LIMIT_S)

    feet = through.feet
    starts = np.repeat(np.arange(STOPS), np.diff(feet.start)).tolist()
    rows = zip(starts, feet.stop.tolist(), feet.seconds.tolist(), strict=True)
    assert {(start, end): seconds for start, end, seconds in rows} == try_everything(
        drawn
    )


@given(draw_stations())
def test_the_doors_that_are_told_take_the_time_that_is_told(drawn: Drawn) -> None:
    links = number_ways(drawn.insides, drawn.index)
    inside = list_inside(drawn)

    through = lay_inside(drawn.feet, links, limit_s=LIMIT_S)

    for (start, end), seconds in try_everything(drawn).items():
        leave, enter = through.doors(start, end)
        if INSIDE in {leave, enter}:
            assert inside[start, end] == seconds
            continue
        out = 0 if leave == NO_DOOR else inside[start, leave]
        into = 0 if enter == NO_DOOR else inside[enter, end]
        one = start if leave == NO_DOOR else leave
        other = end if enter == NO_DOOR else enter
        assert out + drawn.streets[one, other] + into == seconds


@given(draw_stations(), st.booleans())
def test_stops_near_a_place_are_reached_by_the_nearest_door(
    drawn: Drawn, leaving: bool
) -> None:
    links, inside = number_ways(drawn.insides, drawn.index), list_inside(drawn)
    shut = {int(key[1:]) for key in drawn.insides.enclosed}
    near = Near(
        np.array(list(drawn.near), dtype=np.int32),
        np.array(list(drawn.near.values()), dtype=np.int32),
    )
    wanted = {stop: s for stop, s in drawn.near.items() if stop not in shut}
    for (start, end), seconds in inside.items():
        door, stop = (end, start) if leaving else (start, end)
        if KINDS[door] == DOOR and KINDS[stop] == PLATFORM and door in drawn.near:
            total = drawn.near[door] + seconds
            wanted[stop] = min(total, wanted.get(stop, total))

    found = lay_near(near, links, limit_s=LIMIT_S, leaving=leaving)

    assert dict(zip(found.stop.tolist(), found.seconds.tolist(), strict=True)) == {
        stop: seconds for stop, seconds in wanted.items() if seconds <= LIMIT_S
    }


@given(draw_stations())
def test_ways_inside_are_those_of_a_plain_search_over_what_is_not_refused(
    drawn: Drawn,
) -> None:
    insides = drawn.insides
    graphs = {True: nx.DiGraph(), False: nx.DiGraph()}
    for one in insides.interior.pathways:
        cost = judge_pathway(one, insides.profile)
        for is_sure, graph in graphs.items():
            if cost.refused or (is_sure and cost.doubtful):
                continue
            weight = cost.seconds + cost.effort_s
            known = graph.get_edge_data(one.start, one.end, {"weight": np.inf})
            graph.add_edge(one.start, one.end, weight=min(weight, known["weight"]))

    for (start, end), way in insides.ways.items():
        weight = sum(step.rank_s for step in way.steps)
        graph = graphs[way.certain]
        assert np.isclose(weight, nx.dijkstra_path_length(graph, start, end)) or (
            weight <= nx.dijkstra_path_length(graphs[False], start, end) + 1e-6
        )
    for start, end in product(insides.told, repeat=2):
        graph = graphs[True]
        if start != end and start in graph and end in graph:
            assert nx.has_path(graph, start, end) <= ((start, end) in insides.ways)
