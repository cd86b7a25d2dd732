"""Nodes and stairs → barriers on the network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from shapely.geometry import LineString

from geo.barrier_kind import BarrierKind, barrier_kinds, find_barrier_kind, open_values
from geo.finding import Finding
from geo.osm.day import find_day
from geo.osm.number import free_width_m, parse_kerb_height, parse_width
from geo.osm.way import read_names
from geo.osm.word import KERB_HEIGHTS, word_of
from geo.tagmatch import Tags
from importers.osm.frames import BarrierFrame
from importers.osm.way_frames import WayFrames

KERB_KEYS: Final = ("kerb:height", "kerb")
CROSSING: Final = "crossing"


@dataclass(frozen=True)
class Anchor:
    """Where a node lies on the network."""

    ways: WayFrames
    row: int
    vertex: int

    @property
    def way_key(self) -> str:
        """Key of the way."""
        return self.ways.keys[self.row]

    @property
    def way_tags(self) -> Tags:
        """Tags of the way."""
        return self.ways.tags[self.row]

    @property
    def along_m(self) -> float:
        """Metres from the start of the way."""
        return float(self.ways.along[self.vertex])

    @property
    def lonlat(self) -> tuple[float, float]:
        """Where that is."""
        lon, lat = self.ways.points[self.vertex].tolist()
        return lon, lat


@dataclass(frozen=True)
class Effect:
    """The attribute that a barrier sets; no value means that it is not known."""

    attribute: str
    number: float | None = None
    text: str | None = None


def find_anchors(ways: WayFrames, nodes: Collection[int]) -> dict[int, Anchor]:
    """Find one way for each of some nodes: a crossing before other ways."""
    refs, row = ways.refs.values, ways.refs.owner
    at = np.flatnonzero(np.isin(refs, np.fromiter(nodes, np.int64, len(nodes))))
    is_crossing = [tags.get("footway") == CROSSING for tags in ways.tags]
    at = at[np.argsort(~np.array(is_crossing, np.bool_)[row[at]], kind="stable")]
    found, first = np.unique(refs[at], return_index=True)
    spots = zip(row[at[first]].tolist(), at[first].tolist(), strict=True)
    anchors = (Anchor(ways, *spot) for spot in spots)
    return dict(zip(found.tolist(), anchors, strict=True))


def read_kerb(tags: Tags) -> Effect | None:
    """Tell what a kerb does; ``None`` where it is flush: that is no barrier (O-32)."""
    measured = parse_kerb_height(tags.get("kerb:height", "")).value
    word = word_of("kerb")(tags.get("kerb", "")).value
    if isinstance(measured, float):
        return Effect("kerb_height_m", measured) if measured > 0 else None
    if word in KERB_HEIGHTS:
        height = KERB_HEIGHTS[str(word)]
        return Effect("kerb_height_m", height) if height > 0 else None
    return Effect("kerb", text=str(word) if word is not None else None)


def read_opening(kind: BarrierKind, tags: Tags, way: Tags) -> Effect:
    """Tell what a bollard, a gate or the like leaves free (O-34)."""
    if kind.attribute == "obstructed":
        return Effect(kind.attribute, 1.0)
    if kind.attribute == "narrowest_m":
        return Effect(kind.attribute, _left_free(kind, tags, way))
    return Effect(kind.attribute)


def _left_free(kind: BarrierKind, tags: Tags, way: Tags) -> float | None:
    opening = _metres(tags, "maxwidth:physical")
    if opening is not None or kind.width == "opening":
        return opening or _metres(tags, "width")
    return free_width_m(_metres(way, "width"), _metres(tags, "width"))


def _metres(tags: Tags, key: str) -> float | None:
    value = parse_width(tags.get(key, "")).value
    return value if isinstance(value, float) else None


def build_barriers(
    ways: WayFrames,
    node_tags: Mapping[int, Tags],
    *,
    source: str,
    method: str,
    findings: list[Finding],
) -> list[BarrierFrame]:
    """Make barriers of nodes on ways and of stairs.

    Parameters
    ----------
    ways : WayFrames
    node_tags : mapping of int to tags
        Nodes on the network and off it.
    source, method : str
        Key of the source and how its values came to be known.
    findings : list of Finding
        What is left out and why is added to it.

    Returns
    -------
    list of BarrierFrame
        In order of key.
    """
    anchors = find_anchors(ways, node_tags)
    barriers: list[BarrierFrame] = []
    for node_id, tags in node_tags.items():
        for kind, effect in _effects(tags, anchors.get(node_id), node_id, findings):
            anchor = anchors[node_id]
            barriers.append(
                BarrierFrame(
                    key=f"{source}:n{node_id}:{kind.id}",
                    kind=kind.id,
                    attribute=effect.attribute,
                    number=effect.number,
                    text=effect.text,
                    lonlat=anchor.lonlat,
                    way_key=anchor.way_key,
                    along_m=anchor.along_m,
                    method=method,
                    node_key=f"{source}:n{node_id}",
                    observed_on=find_day(tags, "kerb" if kind.id == "kerb" else ""),
                    names=read_names(tags),
                )
            )
    barriers.extend(_stairs(ways, method))
    return sorted(barriers, key=lambda barrier: barrier.key)


def _effects(
    tags: Tags, anchor: Anchor | None, node_id: int, findings: list[Finding]
) -> Iterator[tuple[BarrierKind, Effect]]:
    value = tags.get("barrier", "")
    is_kerb = value == "kerb" or any(key in tags for key in KERB_KEYS)
    if not is_kerb and (not value or value in open_values()):
        return
    if anchor is None:
        what = value or "kerb"
        note = f"{what} lies on no way for walking: left out of the barriers"
        code = "kerb-off-network" if is_kerb else "barrier-off-network"
        findings.append(Finding(code, f"node {node_id}", note, "info"))
        return
    if is_kerb:
        yield from _kerb(tags, node_id, findings)
    if value not in {"", "kerb"} | open_values():
        yield from _obstacle(value, tags, anchor, node_id, findings)


def _kerb(
    tags: Tags, node_id: int, findings: list[Finding]
) -> Iterator[tuple[BarrierKind, Effect]]:
    effect = read_kerb(tags)
    if effect is not None:
        yield barrier_kinds()["kerb"], effect
        return
    note = "the kerb is flush: a fact of the node, no barrier"
    findings.append(Finding("kerb-flush", f"node {node_id}", note, "info"))


def _obstacle(
    value: str, tags: Tags, anchor: Anchor, node_id: int, findings: list[Finding]
) -> Iterator[tuple[BarrierKind, Effect]]:
    kind = find_barrier_kind(value)
    if kind is None:
        note = f"barrier={value} is not known: taken as an obstacle of unknown effect"
        findings.append(Finding("barrier-unknown", f"node {node_id}", note))
        yield barrier_kinds()["other"], Effect("narrowest_m")
        return
    yield kind, read_opening(kind, tags, anchor.way_tags)


def _stairs(ways: WayFrames, method: str) -> Iterator[BarrierFrame]:
    for row in [i for i, word in enumerate(ways.highway) if word == "steps"]:
        way = ways[row]
        middle = LineString(way.points).interpolate(0.5, normalized=True)
        yield BarrierFrame(
            key=f"{way.key}:steps",
            kind="steps",
            attribute="steps",
            number=1.0,
            text=None,
            lonlat=(float(middle.x), float(middle.y)),
            way_key=way.key,
            along_m=way.length_m / 2,
            method=method,
            observed_on=find_day(way.tags, "highway"),
            names=read_names(way.tags),
        )
