"""Ways, nodes and edges of frames → columns of tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from data.queries.network import NetworkRows
from data.stored import Columns, JsonTexts, Shapes
from geo.osm.sidewalk import read_sidewalks
from geo.osm.way import read_names, read_oneway
from geo.tagmatch import Tags, judge_each
from importers.osm.frames import OsmFrames
from importers.osm.pieces import Pieces, list_pieces
from importers.osm.way_frames import WayFrames

FOOTWAY: Final = 32
"""Longer words of ``footway`` are cut."""
NONE: Final = ((),) * 5


def list_network(frames: OsmFrames) -> NetworkRows:
    """Lay ways, nodes and edges out as columns.

    Parameters
    ----------
    frames : OsmFrames
        Its nodes in order of id.

    Returns
    -------
    NetworkRows
    """
    pieces = list_pieces(frames.ways)
    refs = np.array([node.id for node in frames.nodes], dtype=np.int64)
    tail, head = np.searchsorted(refs, pieces.ends).reshape(2, -1)
    return NetworkRows(
        nodes=_node_columns(frames),
        ways=_way_columns(frames.ways),
        edges=_edge_columns(pieces, tail, head),
        way=pieces.way.astype(np.int64),
        from_node=tail,
        to_node=head,
    )


def _node_columns(frames: OsmFrames) -> Columns:
    nodes = frames.nodes
    return {
        "key": [node.key for node in nodes],
        "tags": JsonTexts(judge_each([node.tags for node in nodes], _as_json)),
        "geom": to_points([node.lonlat for node in nodes]),
    }


def _as_json(tags: Tags) -> str:
    return json.dumps(dict(tags)) if tags else "{}"


def _way_columns(ways: WayFrames) -> Columns:
    told = judge_each(ways.tags, _tell)
    footway, oneway, sidewalks, names, tags = zip(*told, strict=True) if told else NONE
    return {
        "key": ways.keys,
        "highway": ways.highway,
        "footway": footway,
        "oneway": oneway,
        "sidewalks": sidewalks,
        "names": JsonTexts(names),
        "tags": JsonTexts(tags),
        "node_keys": JsonTexts(_node_keys(ways)),
        "geom": _lines(ways.points, ways.refs.counts),
    }


def _tell(tags: Tags) -> tuple[str, int, str, str, str]:
    """Tell what the columns of a way with these tags hold."""
    return (
        tags.get("footway", "")[:FOOTWAY],
        read_oneway(tags),
        read_sidewalks(tags).column,
        json.dumps(read_names(tags)),
        json.dumps(dict(tags)),
    )


def _node_keys(ways: WayFrames) -> Iterator[str]:
    """List the nodes of each way as JSON."""
    begin = json.dumps(f"{ways.source}:n")[:-1]
    keys = [f'{begin}{ref}"' for ref in ways.refs.values.tolist()]
    ends = np.cumsum(ways.refs.counts)
    starts = ends - ways.refs.counts
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield f"[{', '.join(keys[start:end])}]"


def _edge_columns(
    pieces: Pieces, tail: NDArray[np.int64], head: NDArray[np.int64]
) -> Columns:
    edges = pieces.as_edges(tail.astype(np.int32), head.astype(np.int32))
    return {
        "sequence": _sequence(pieces.way),
        "first_vertex": edges.first.tolist(),
        "last_vertex": edges.last.tolist(),
        "length_m": edges.length_m.tolist(),
        "geom": _lines(edges.coordinates, np.diff(edges.pointer)),
    }


def _sequence(way: NDArray[Any]) -> list[int]:
    """Count the pieces of each way; they come one after the other."""
    counted: list[int] = (np.arange(len(way)) - np.searchsorted(way, way)).tolist()
    return counted


def _lines(points: NDArray[np.float64], sizes: NDArray[Any]) -> Shapes:
    if not len(sizes):
        return np.empty(0, dtype=object)
    numbers = np.repeat(np.arange(len(sizes)), sizes)
    return np.asarray(shapely.linestrings(points, indices=numbers))


def to_points(lonlats: Sequence[tuple[float, float]]) -> Shapes:
    """Turn many (lon, lat) positions into points at once."""
    places = np.array(lonlats, dtype=np.float64).reshape(-1, 2)
    return np.asarray(shapely.points(places), dtype=object)
