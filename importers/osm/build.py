"""Elements → every row of an import: ways, nodes, places, stops, barriers, facts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.queries.source import SourceInfo
from geo.finding import Finding
from geo.observation import Method
from geo.osm.read import Subject
from geo.osm.tag import NODE, PLACE, STOP, WAY
from geo.tagmatch import Tags
from importers.base import Parsed
from importers.osm.build_barriers import build_barriers
from importers.osm.build_entrances import build_entrances
from importers.osm.build_places import build_places, list_elements
from importers.osm.build_ways import build_ways, find_crossings
from importers.osm.element import RawOsm, left_out
from importers.osm.facts import read_facts
from importers.osm.frames import NodeFrame, OsmFrames
from importers.osm.pieces import list_pieces


def build_frames(raw: RawOsm, source: SourceInfo) -> Parsed[OsmFrames]:
    """Decide what every element is, and read its tags.

    Parameters
    ----------
    raw : RawOsm
    source : SourceInfo
        Its key is the prefix of all keys; made-up data is marked as such.

    Returns
    -------
    Parsed of OsmFrames
    """
    frames, findings = _begin(raw, source)
    frames.places, frames.stops = build_places(raw, source.key, findings)
    frames.entrances = build_entrances(raw, frames.places, source.key)
    _read_facts(frames, raw, source, findings)
    frames.nodes = list(_nodes(frames, raw, source.key))
    findings.extend(_untold(frames, raw, source.key))
    return Parsed(frames, findings)


def build_network(raw: RawOsm, source: SourceInfo) -> Parsed[OsmFrames]:
    """Decide which ways and barriers there are, and read their tags; nothing else.

    Parameters
    ----------
    raw : RawOsm
    source : SourceInfo

    Returns
    -------
    Parsed of OsmFrames
        Without places, entrances, stops and rows of nodes.
    """
    frames, findings = _begin(raw, source)
    _read_facts(frames, raw, source, findings)
    return Parsed(frames, findings)


def _method(source: SourceInfo) -> Method:
    return Method.DEMONSTRATION if source.is_demonstration else Method.TAGGED


def _begin(raw: RawOsm, source: SourceInfo) -> tuple[OsmFrames, list[Finding]]:
    """Build the ways and the barriers on them."""
    findings = list(raw.findings)
    ways = build_ways(raw, source.key, findings)
    barriers = build_barriers(
        ways,
        raw.node_tags,
        source=source.key,
        method=str(_method(source)),
        findings=findings,
    )
    frames = OsmFrames(
        ways=ways,
        barriers=barriers,
        crossings=find_crossings(raw),
        data_date=raw.data_date,
    )
    return frames, findings


def _read_facts(
    frames: OsmFrames, raw: RawOsm, source: SourceInfo, findings: list[Finding]
) -> None:
    """Read each element once, with all that it is at the same time."""
    written: dict[str, tuple[Tags, frozenset[str]]] = {}
    for key, tags, scope in _written(frames, raw, source.key):
        told, scopes = written.get(key, (tags, scope))
        written[key] = told, scopes if scopes is scope else scopes | scope
    everybody = Subject("", "", frozenset(), source.key, _method(source))
    frames.facts = read_facts(written, everybody)
    findings.extend(frames.facts.findings())


def _written(
    frames: OsmFrames, raw: RawOsm, source: str
) -> Iterator[tuple[str, Tags, frozenset[str]]]:
    """Give the tags of everything that becomes a row, and what it is there."""
    ways, nodes = frames.ways, raw.node_tags
    refs, told = ways.refs.values, np.fromiter(nodes, np.int64, len(nodes))
    at = np.flatnonzero(np.isin(refs, told))
    start = np.searchsorted(ways.refs.owner[at], np.arange(len(ways) + 1)).tolist()
    on_ways = refs[at].tolist()
    for row, (key, tags) in enumerate(zip(ways.keys, ways.tags, strict=True)):
        yield key, tags, WAY
        for ref in on_ways[start[row] : start[row + 1]]:
            yield f"{source}:n{ref}", nodes[ref], NODE
    groups = (frames.places, PLACE), (frames.entrances, NODE), (frames.stops, STOP)
    for rows, scope in groups:
        yield from ((row.key, row.tags, scope) for row in rows)


def _nodes(frames: OsmFrames, raw: RawOsm, source: str) -> Iterator[NodeFrame]:
    """Give the nodes that need a row: junctions, ends, and those with facts."""
    told = frames.facts.subjects
    told.update(b.node_key for b in frames.barriers if b.node_key)
    refs, ends = frames.ways.refs.values, list_pieces(frames.ways).ends
    spoken = [ref for ref in raw.node_tags if f"{source}:n{ref}" in told]
    wanted = np.union1d(ends, refs[np.isin(refs, spoken)])
    for ref in wanted.tolist():
        tags = raw.node_tags.get(ref, {})
        yield NodeFrame(ref, f"{source}:n{ref}", raw.positions[ref], tags)


def _untold(frames: OsmFrames, raw: RawOsm, source: str) -> Iterator[Finding]:
    """Tell of access tags on elements that are no way, node of one, place or stop."""
    told = frames.facts.subjects
    for element in list_elements(raw):
        if f"{source}:{element.type}{element.id}" in told:
            continue
        yield from left_out(element.record, element.tags, "no way, place or stop")
