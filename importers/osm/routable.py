"""An OSM file as a network that can be searched at once, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from data.collector import without_collector
from data.queries.source import SourceInfo, catalog
from geo.anchor import Anchor, Anchorage
from geo.column import SOFT
from geo.compile import compile_network
from geo.finding import Finding
from geo.network import BarrierFact, Evidence, Network, WayInfo
from geo.osm.sidewalk import read_sidewalks
from geo.osm.way import read_names, read_oneway
from geo.rows import NodeRow, Rows, WayRow
from geo.tagmatch import Tags, judge_each
from importers.base import Progress
from importers.osm.build import build_network
from importers.osm.element import PLATFORMS
from importers.osm.frames import BarrierFrame, OsmFrames
from importers.osm.lists import order_as_text
from importers.osm.pieces import list_pieces
from importers.osm.read_file import read_file
from importers.osm.way_frames import WayFrames

WAYS: Final = {
    "highway": frozenset[str](),
    **{key: frozenset({value}) for key, value in PLATFORMS},
}
"""What an element must have one of to be walked on."""


@dataclass(frozen=True)
class Routable:
    """A network, what acts on it, and what was noticed on the way.

    Attributes
    ----------
    network : Network
        The same arrays as a database with only this file in it gives.
    barriers : list of BarrierFact
        In order of their keys.
    findings : list of Finding
    """

    network: Network
    barriers: list[BarrierFact]
    findings: list[Finding]


def read_network(
    path: Path, source: SourceInfo | None = None, progress: Progress | None = None
) -> Routable:
    """Read the walking network of an OSM file; places and stops are left out.

    Parameters
    ----------
    path : Path
        ``.osm``, ``.osm.gz``, ``.osm.bz2`` or ``.osm.pbf``.
    source : SourceInfo, optional
        Whose data it is; OpenStreetMap by default.
    progress : Progress

    Returns
    -------
    Routable
        No kerb, barrier or crossing of the file that lies on a way is lost.

    Raises
    ------
    InputError
        If the file is of another kind, broken, or holds no way.
    """
    owner = source or catalog()["osm"]
    with without_collector():
        return _read(path, owner, progress or Progress())


def _read(path: Path, source: SourceInfo, progress: Progress) -> Routable:
    """Read; what is only needed on the way is gone when this returns."""
    parsed = build_network(read_file(path, progress, WAYS), source)
    network = compile_network(_rows(parsed.frames, source.key))
    barriers = list(_facts(network, parsed.frames, source.key))
    return Routable(network, barriers, parsed.findings)


def _rows(frames: OsmFrames, source: str) -> Rows:
    """Bring frames into the form and order in which the database gives its rows."""
    ways = frames.ways.in_key_order()
    pieces = list_pieces(ways)
    refs, seen, places = np.unique(pieces.ends, return_index=True, return_inverse=True)
    order = order_as_text(refs)
    rank = np.empty(len(refs), dtype=np.int32)
    rank[order] = np.arange(len(refs))
    tail, head = rank[places].reshape(2, -1)
    points = pieces.end_points[seen[order]].tolist()
    return Rows(
        revision=0,
        ways=_way_rows(ways),
        nodes=[
            NodeRow(f"{source}:n{ref}", (lon, lat))
            for ref, (lon, lat) in zip(refs[order].tolist(), points, strict=True)
        ],
        edges=pieces.as_edges(tail, head),
        known=frames.facts.known(),
        crossings=frozenset(f"{source}:n{ref}" for ref in frames.crossings),
    )


def _way_rows(ways: WayFrames) -> list[WayRow]:
    source, keys = (
        ways.source,
        [f"{ways.source}:n{r}" for r in ways.refs.values.tolist()],
    )
    ends = np.cumsum(ways.refs.counts)
    columns = zip(
        ways.keys,
        ways.highway,
        ways.tags,
        judge_each(ways.tags, _judge),
        (ends - ways.refs.counts).tolist(),
        ends.tolist(),
        strict=True,
    )
    return [
        WayRow(
            info=WayInfo(key, highway, tags.get("footway", ""), names, source),
            oneway=oneway,
            sidewalks=sidewalks,
            node_keys=keys[start:end],
        )
        for key, highway, tags, (names, oneway, sidewalks), start, end in columns
    ]


def _judge(tags: Tags) -> tuple[dict[str, str], int, str]:
    """Read names, direction for people on foot, and sidewalks."""
    return read_names(tags), read_oneway(tags), read_sidewalks(tags).column


def _facts(network: Network, frames: OsmFrames, source: str) -> Iterator[BarrierFact]:
    """Lay the barriers of the file on the network; the rest lies on no way."""
    anchorage = Anchorage(network)
    crossings = {
        key
        for key, read in frames.facts.read.items()
        if any(one.attribute == "crossing" for one in read.observations)
    }
    crossings.update(f"{source}:n{ref}" for ref in frames.crossings)
    for barrier in frames.barriers:
        anchor = Anchor(
            way_key=barrier.way_key,
            node_key=barrier.node_key or "",
            along_m=barrier.along_m,
            at_crossing=barrier.node_key in crossings,
        )
        segments = anchorage.find(barrier.attribute, anchor)
        if segments:
            yield _fact(barrier, segments, source)


def _fact(barrier: BarrierFrame, segments: tuple[int, ...], source: str) -> BarrierFact:
    return BarrierFact(
        key=barrier.key,
        kind=barrier.kind,
        segments=segments,
        attribute=barrier.attribute,
        value=barrier.text if barrier.number is None else barrier.number,
        lonlat=barrier.lonlat,
        evidence=Evidence(source, barrier.method, barrier.observed_on, 1.0),
        confirmed=barrier.method not in SOFT,
        names=barrier.names,
    )
