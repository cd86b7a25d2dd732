"""Elements → the walking network: which ways, cut where, how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.finding import Finding
from geo.osm.sidewalk import has_own_sidewalks
from geo.osm.way import Walk, find_walk, is_crossing_node
from geo.split import along_m, find_junctions, split_ways
from geo.tagmatch import Tags, judge_each
from importers.osm.element import RawOsm, RawRelation
from importers.osm.lists import Flags, Lists, Numbers
from importers.osm.way_frames import WayFrames

MIN_NODES: Final = 2

Findings = list[Finding]


@dataclass(frozen=True)
class _Chosen:
    """The ways for walking.

    Attributes
    ----------
    row : array, shape (w,)
        Of the ways that were read.
    highway : list of str
    tags : list of mapping
    refs : Lists
        Ids of the nodes that can be drawn.
    """

    row: Numbers
    highway: list[str]
    tags: list[Tags]
    refs: Lists


def build_ways(raw: RawOsm, source: str, findings: Findings) -> WayFrames:
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
    WayFrames
    """
    chosen = _choose(raw, findings)
    counts, nodes = chosen.refs.counts, raw.positions.find(chosen.refs.values)
    total = len(raw.positions)
    own = np.array(judge_each(chosen.tags, has_own_sidewalks), dtype=np.bool_)
    crossed = np.zeros(total + 1, dtype=np.bool_)
    crossed[raw.positions.find(np.array(sorted(find_crossings(raw)), np.int64))] = True
    cut = find_junctions(nodes, counts, total)[nodes]
    cut |= crossed[nodes] & np.repeat(own, counts)
    points = raw.positions.lonlat[nodes]
    frames = WayFrames(
        source=source,
        id=raw.ways.id[chosen.row],
        highway=chosen.highway,
        tags=chosen.tags,
        refs=chosen.refs,
        points=points,
        along=along_m(points, counts),
        pieces=split_ways(cut, counts),
    )
    findings.extend(_find_zero_lengths(frames))
    return frames


def find_crossings(raw: RawOsm) -> set[int]:
    """Find the nodes at which people cross a street."""
    crossed = judge_each(list(raw.node_tags.values()), is_crossing_node)
    return {ref for ref, is_one in zip(raw.node_tags, crossed, strict=True) if is_one}


def _choose(raw: RawOsm, findings: Findings) -> _Chosen:
    """Choose ways, and tell of those that are left out or drawn in another way."""
    ways, outlines = raw.ways, _outlines(raw, findings)
    tags, walks = list(ways.tags), judge_each(ways.tags, find_walk)
    for row in np.flatnonzero(np.isin(ways.id, list(outlines))).tolist():
        if not walks[row].highway:
            tags[row] = {**outlines[int(ways.id[row])], **tags[row]}
            walks[row] = find_walk(tags[row])
    walked = np.array([bool(walk.highway) for walk in walks], dtype=np.bool_)
    area = np.array([one.get("area") == "yes" for one in tags], dtype=np.bool_)
    drawn = _Drawn.of(raw)
    for row in np.flatnonzero(~walked | area | drawn.is_odd).tolist():
        name = f"way {ways.id[row]}"
        if not walked[row]:
            findings.extend(_left_out(name, tags[row], walks[row]))
            continue
        if area[row]:
            note = "is an area: people walk along its outline"
            findings.append(Finding("area-outline", name, note, "info"))
        drawn.mend(row, name, findings)
    refs = drawn.refs()
    rows = np.flatnonzero(walked & (refs.counts > 0))
    kept = rows.tolist()
    highways = [walks[row].highway for row in kept]
    return _Chosen(rows, highways, [tags[row] for row in kept], refs.pick(rows))


def _left_out(name: str, tags: Tags, walk: Walk) -> Iterator[Finding]:
    if walk.left_out:
        note = f"{walk.left_out}: left out"
        yield Finding("way-left-out", name, note, "info")
    elif "barrier" in tags:
        note = f"barrier={tags['barrier']} along a line: not read, only nodes are"
        yield Finding("barrier-line-left-out", name, note, "info")


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


@dataclass(frozen=True)
class _Drawn:
    """Which vertices of ways can be drawn.

    Attributes
    ----------
    lines : Lists
        Ids of the nodes of every way.
    is_known : array of bool, shape (v,)
        Whether the position of a vertex is known.
    is_drawn : array of bool, shape (v,)
        Which vertices are used; all of them at first.
    """

    lines: Lists
    is_known: Flags
    is_drawn: Flags

    @classmethod
    def of(cls, raw: RawOsm) -> _Drawn:
        """Begin with all vertices."""
        lines = raw.ways.refs
        is_known = raw.positions.find(lines.values) >= 0
        return cls(lines, is_known, np.ones(len(is_known), dtype=np.bool_))

    @property
    def is_odd(self) -> Flags:
        """Which ways are short, repeat a node, or have one whose place is not known."""
        lines = self.lines
        again = np.zeros(len(lines.values), dtype=np.bool_)
        again[1:] = lines.values[1:] == lines.values[:-1]
        again[lines.start[lines.counts > 0]] = False
        return lines.any_of(again | ~self.is_known) | (lines.counts < MIN_NODES)

    def mend(self, row: int, name: str, findings: Findings) -> None:
        """Leave of a way what can be drawn; nothing where there are too few nodes."""
        start, refs = int(self.lines.start[row]), self.lines.of(row)
        own = slice(start, start + len(refs))
        once = _without_repeats(refs, name, findings)
        kept = _longest_run(once, self.is_known[own], name, findings)
        self.is_drawn[own] = False
        self.is_drawn[start + np.array(kept, dtype=np.int64)] = True

    def refs(self) -> Lists:
        """Give the ids of the vertices that are drawn."""
        counts = np.bincount(
            self.lines.owner[self.is_drawn], minlength=len(self.lines.counts)
        )
        return Lists(self.lines.values[self.is_drawn], counts)


def _without_repeats(refs: Numbers, name: str, findings: Findings) -> Numbers:
    """Give the places of nodes that do not follow themselves."""
    is_new = np.ones(len(refs), dtype=np.bool_)
    is_new[1:] = refs[1:] != refs[:-1]
    if not is_new.all():
        note = f"{int((~is_new).sum())} nodes follow themselves: taken once"
        findings.append(Finding("node-repeated", name, note))
    return np.flatnonzero(is_new)


def _longest_run(
    places: Numbers, known: Flags, name: str, findings: Findings
) -> Sequence[int]:
    """Give the places of the longest part of a way whose nodes are all known."""
    here = known[places]
    parts = np.split(places, np.flatnonzero(np.diff(here)) + 1)
    runs = [part.tolist() for part in parts if len(part) and known[part[0]]]
    missing, usable = len(places) - int(here.sum()), int(here.sum())
    runs = [run for run in runs if len(run) >= MIN_NODES]
    if missing:
        note = f"{missing} of {len(places)} nodes are not in the file: cut off there"
        findings.append(Finding("way-clipped", name, note, "info"))
    if len(runs) > 1:
        note = f"falls into {len(runs)} parts: only the longest is kept"
        findings.append(Finding("way-in-parts", name, note))
    if not runs:
        note = f"has {usable} usable nodes: left out"
        findings.append(Finding("way-too-short", name, note, "error"))
    return max(runs, key=len, default=())


def _find_zero_lengths(ways: WayFrames) -> Iterator[Finding]:
    pieces, start = ways.pieces, ways.refs.start
    base = start[pieces.way]
    none = ways.along[base + pieces.first] == ways.along[base + pieces.last]
    for way in pieces.way[none].tolist():
        note = "two of its nodes are at one place: an edge of 0 m is kept"
        yield Finding("edge-without-length", f"way {ways.id[way]}", note)
