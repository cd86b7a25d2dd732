"""The real stations of Boston: who gets from each entrance to each platform."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import product
from pathlib import Path

import networkx as nx
import pytest

from geo.profile import get_profile
from geo.transit.pathway import Pathway
from geo.transit.station import Inside, Station, both_ways, build_station, find_inside

ENTRANCE, PLATFORM = "2", "0"
Pairs = dict[tuple[str, str], Inside]


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text else None


def read_pathways(folder: Path) -> list[Pathway]:
    found = []
    for row in read(folder, "pathways.txt"):
        stairs = number(row["stair_count"])
        one = Pathway(
            key=row["pathway_id"],
            start=row["from_stop_id"],
            end=row["to_stop_id"],
            mode=int(row["pathway_mode"]),
            length_m=number(row["length"]),
            traversal_s=number(row["traversal_time"]),
            stairs=None if stairs is None else int(stairs),
            slope=number(row["max_slope"]),
        )
        found += both_ways(one) if row["is_bidirectional"] == "1" else (one,)
    return found


def list_pairs(folder: Path) -> list[tuple[str, str]]:
    ends: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read(folder, "stops.txt"):
        ends[row["parent_station"]][row["location_type"]].append(row["stop_id"])
    return [
        pair
        for station, kinds in sorted(ends.items())
        if station
        for pair in product(kinds[ENTRANCE], kinds[PLATFORM])
    ]


def find_all(station: Station, pairs: list[tuple[str, str]]) -> Pairs:
    goals: dict[str, list[str]] = defaultdict(list)
    for start, end in pairs:
        goals[start].append(end)
    return {
        (start, end): one
        for start, ends in goals.items()
        for end, one in find_inside(station, start, ends).items()
    }


def find_plainly(station: Station, pairs: list[tuple[str, str]]) -> dict[object, float]:
    graph = nx.DiGraph()
    for steps in station.perhaps.values():
        for step in steps:
            ends, weight = (step.pathway.start, step.pathway.end), step.rank_s
            if not graph.has_edge(*ends) or weight < graph.edges[ends]["weight"]:
                graph.add_edge(*ends, weight=weight)
    found = {}
    for start in {start for start, _ in pairs if start in graph}:
        reached = nx.single_source_dijkstra_path_length(graph, start)
        ends = [end for one, end in pairs if one == start and end in reached]
        found.update({(start, end): reached[end] for end in ends})
    return found


@pytest.mark.parametrize("profile", ["walker", "manual_wheelchair"])
def test_ways_from_entrances_to_platforms_are_those_of_a_plain_search(
    test_data: Path, profile: str
) -> None:
    folder = test_data / "gtfs" / "mbta-pathways"
    pairs = list_pairs(folder)
    station = build_station(read_pathways(folder), get_profile(profile))

    found = find_all(station, pairs)

    plain = find_plainly(station, pairs)
    rank = {
        step.pathway.key: step.rank_s for s in station.perhaps.values() for step in s
    }
    assert found.keys() == plain.keys()
    assert len(found) > 700
    for pair, one in found.items():
        assert one.certain
        assert sum(rank[key] for key in one.pathways) == pytest.approx(plain[pair])


def test_a_wheelchair_reaches_fewer_platforms_and_never_by_stairs(
    test_data: Path,
) -> None:
    folder = test_data / "gtfs" / "mbta-pathways"
    pairs, ways = list_pairs(folder), read_pathways(folder)
    modes = {one.key: one.mode for one in ways}

    walker, chair = (
        find_all(build_station(ways, get_profile(key)), pairs)
        for key in ("walker", "manual_wheelchair")
    )

    assert chair.keys() < walker.keys()
    assert len(chair) > 200
    used = {modes[key] for one in chair.values() for key in one.pathways}
    assert 5 in used
    assert used.isdisjoint({2, 4})
