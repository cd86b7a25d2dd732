"""Elements → the walking network: which ways, cut where, how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import ne
from typing import Final

import numpy as np

from geo.finding import Finding
from geo.osm.sidewalk import has_own_sidewalks
from geo.osm.way import Walk, find_walk, is_crossing_node
from geo.split import along_m, find_junctions, split_way
from importers.osm.element import RawOsm, RawRelation
from importers.osm.frames import Floats, WayFrame
from importers.osm.tables import RawWay

MIN_NODES: Final = 2

Findings = list[Finding]


@dataclass(frozen=True)
class _Candidate:
    way: RawWay
    highway: str
    refs: tuple[int, ...]


def build_ways(raw: RawOsm, source: str, findings: Findings) -> list[WayFrame]:
    """Choose the ways for walking and cut them at junctions.

    A street with sidewalks of its own is also cut where it is crossed.

    Parameters
    ----------
    raw : RawOsm
    source : str
        Key of the source, prefix of every key.
    findings : list of Finding
        What is left out and why is added to it.

    Returns
    -------
    list of WayFrame
        In order of id.
    """
    chosen = list(_choose(raw, findings))
    junctions = find_junctions([one.refs for one in chosen])
    cuts = {False: junctions, True: junctions | find_crossings(raw)}
    lines = _lines(chosen, raw)
    frames = [
        WayFrame(
            id=one.way.id,
            key=f"{source}:w{one.way.id}",
            highway=one.highway,
            tags=one.way.tags,
            refs=one.refs,
            points=line,
            along=along,
            pieces=split_way(one.refs, cuts[has_own_sidewalks(one.way.tags)]),
        )
        for one, line, along in zip(chosen, lines, along_m(lines), strict=True)
    ]
    findings.extend(_find_zero_lengths(frames))
    return frames


def _lines(chosen: list[_Candidate], raw: RawOsm) -> list[Floats]:
    """Give the points of every way, views of one array."""
    if not chosen:
        return []
    refs = chain.from_iterable(one.refs for one in chosen)
    points = np.array([raw.positions[ref] for ref in refs])
    return np.split(points, np.cumsum([len(one.refs) for one in chosen])[:-1])


def find_crossings(raw: RawOsm) -> set[int]:
    """Find the nodes at which people cross a street."""
    return {ref for ref, tags in raw.node_tags.items() if is_crossing_node(tags)}


def _choose(raw: RawOsm, findings: Findings) -> Iterator[_Candidate]:
    outlines = _outlines(raw, findings)
    for way_id in sorted(raw.ways):
        way = raw.ways[way_id]
        walk = find_walk(way.tags)
        if not walk.highway and way_id in outlines:
            way = RawWay(way.id, way.refs, {**outlines[way_id], **way.tags})
            walk = find_walk(way.tags)
        if not walk.highway:
            findings.extend(_left_out(way, walk))
            continue
        if way.tags.get("area") == "yes":
            note = "is an area: people walk along its outline"
            findings.append(Finding("area-outline", _name(way), note, "info"))
        refs = _usable_refs(way, raw, findings)
        if refs:
            yield _Candidate(way, walk.highway, refs)


def _name(way: RawWay) -> str:
    return f"way {way.id}"


def _left_out(way: RawWay, walk: Walk) -> Iterator[Finding]:
    if walk.left_out:
        note = f"{walk.left_out}: left out"
        yield Finding("way-left-out", _name(way), note, "info")
    elif "barrier" in way.tags:
        note = f"barrier={way.tags['barrier']} along a line: not read, only nodes are"
        yield Finding("barrier-line-left-out", _name(way), note, "info")


def _outlines(raw: RawOsm, findings: Findings) -> dict[int, Mapping[str, str]]:
    """Give the member ways of areas for walking: way id → tags of the relation."""
    found: dict[int, Mapping[str, str]] = {}
    for relation_id in sorted(raw.relations):
        relation = raw.relations[relation_id]
        if not find_walk(relation.tags).highway:
            continue
        members = _member_ways(relation, raw)
        tags = {k: v for k, v in relation.tags.items() if k != "type"}
        found.update({member: {**tags, "area": "yes"} for member in members})
        note = f"is an area: people walk along its {len(members)} outlines"
        record = f"relation {relation_id}"
        findings.append(Finding("area-relation", record, note, "info"))
    return found


def _member_ways(relation: RawRelation, raw: RawOsm) -> list[int]:
    return [ref for kind, ref, _ in relation.members if kind == "w" and ref in raw.ways]


def _usable_refs(way: RawWay, raw: RawOsm, findings: Findings) -> tuple[int, ...]:
    """Give the nodes of a way that can be drawn; empty where there are too few."""
    refs = _without_repeats(way, findings)
    if len(refs) >= MIN_NODES and all(map(raw.positions.__contains__, refs)):
        return refs
    runs = list(_runs(refs, raw.positions))
    missing = len(refs) - sum(len(run) for run in runs)
    runs = [run for run in runs if len(run) >= MIN_NODES]
    longest = max(runs, key=len, default=())
    if missing:
        note = f"{missing} of {len(refs)} nodes are not in the file: cut off there"
        findings.append(Finding("way-clipped", _name(way), note, "info"))
    if len(runs) > 1:
        note = f"falls into {len(runs)} parts: only the longest is kept"
        findings.append(Finding("way-in-parts", _name(way), note))
    if not longest:
        note = f"has {len(refs) - missing} usable nodes: left out"
        findings.append(Finding("way-too-short", _name(way), note, "error"))
    return longest


def _without_repeats(way: RawWay, findings: Findings) -> tuple[int, ...]:
    if all(map(ne, way.refs, way.refs[1:])):
        return way.refs
    refs = tuple(ref for ref, _ in groupby(way.refs))
    note = f"{len(way.refs) - len(refs)} nodes follow themselves: taken once"
    findings.append(Finding("node-repeated", _name(way), note))
    return refs


def _runs(
    refs: tuple[int, ...], positions: Mapping[int, tuple[float, float]]
) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for ref in refs:
        if ref in positions:
            run.append(ref)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _find_zero_lengths(ways: Iterable[WayFrame]) -> Iterator[Finding]:
    for way in ways:
        cuts = [way.along[piece.first] for piece in way.pieces]
        for start, end in pairwise([*cuts, way.along[-1]]):
            if start == end:
                note = "two of its nodes are at one place: an edge of 0 m is kept"
                yield Finding("edge-without-length", f"way {way.id}", note)
