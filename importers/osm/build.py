"""Elements → every row of an import: ways, nodes, places, stops, barriers, facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.queries.source import SourceInfo
from geo.finding import Finding
from geo.observation import Method
from geo.osm.read import Subject, TagsRead, read_tags
from geo.osm.tag import NODE, PLACE, STOP, WAY
from geo.tagmatch import Tags
from importers.base import Parsed
from importers.osm.build_barriers import build_barriers
from importers.osm.build_entrances import build_entrances
from importers.osm.build_places import RECORDS, build_places, list_elements
from importers.osm.build_ways import build_ways
from importers.osm.element import RawOsm, left_out
from importers.osm.frames import NodeFrame, OsmFrames, WayFrame


@dataclass(frozen=True)
class _Reader:
    """Reads the tags of elements in the name of one source."""

    source: str
    method: Method

    def read(self, key: str, tags: Tags, scopes: frozenset[str]) -> TagsRead:
        name = key.removeprefix(f"{self.source}:")
        record = f"{RECORDS[name[0]]} {name[1:]}"
        return read_tags(tags, Subject(key, record, scopes, self.source, self.method))


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
    method = Method.DEMONSTRATION if source.is_demonstration else Method.TAGGED
    findings = list(raw.findings)
    ways = build_ways(raw, source.key, findings)
    places, stops = build_places(raw, source.key, findings)
    barriers = build_barriers(
        ways, raw.node_tags, source=source.key, method=str(method), findings=findings
    )
    frames = OsmFrames(
        ways=ways,
        places=places,
        entrances=build_entrances(raw, places, source.key),
        stops=stops,
        barriers=barriers,
        data_date=raw.data_date,
    )
    _read_facts(frames, raw, _Reader(source.key, method), findings)
    frames.nodes = list(_nodes(frames, raw, source.key))
    findings.extend(_untold(frames, raw, source.key))
    return Parsed(frames, findings)


def _read_facts(
    frames: OsmFrames, raw: RawOsm, reader: _Reader, findings: list[Finding]
) -> None:
    """Read each element once, with all that it is at the same time."""
    prefix = reader.source
    scopes: dict[str, frozenset[str]] = {}
    tags: dict[str, Tags] = {}

    def note(key: str, written: Tags, scope: frozenset[str]) -> None:
        scopes[key] = scopes.get(key, frozenset()) | scope
        tags.setdefault(key, written)

    for way in frames.ways:
        note(way.key, way.tags, WAY)
        for ref in way.refs:
            if ref in raw.node_tags:
                note(f"{prefix}:n{ref}", raw.node_tags[ref], NODE)
    for place in frames.places:
        note(place.key, place.tags, PLACE)
    for door in frames.entrances:
        note(door.key, door.tags, NODE)
    for stop in frames.stops:
        note(stop.key, stop.tags, STOP)
    for key, written in tags.items():
        read = reader.read(key, written, scopes[key])
        frames.observations.extend(read.observations)
        findings.extend(read.findings)


def _nodes(frames: OsmFrames, raw: RawOsm, source: str) -> Iterator[NodeFrame]:
    """Give the nodes that need a row: junctions, ends, and those with facts."""
    told = {observation.subject for observation in frames.observations}
    told.update(b.node_key for b in frames.barriers if b.node_key)
    wanted: set[int] = set()
    for way in frames.ways:
        wanted.update(_junctions(way))
        wanted.update(ref for ref in way.refs if f"{source}:n{ref}" in told)
    for ref in sorted(wanted):
        tags = raw.node_tags.get(ref, {})
        yield NodeFrame(ref, f"{source}:n{ref}", raw.positions[ref], tags)


def _junctions(way: WayFrame) -> Iterator[int]:
    for piece in way.pieces:
        yield way.refs[piece.first]
        yield way.refs[piece.last]


def _untold(frames: OsmFrames, raw: RawOsm, source: str) -> Iterator[Finding]:
    """Tell of access tags on elements that are no way, node of one, place or stop."""
    told = {observation.subject for observation in frames.observations}
    for element in list_elements(raw):
        if f"{source}:{element.type}{element.id}" in told:
            continue
        yield from left_out(element.record, element.tags, "no way, place or stop")
