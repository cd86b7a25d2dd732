"""Ways, nodes and edges of frames → columns of tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from data.queries.network import NetworkRows
from data.stored import Columns, Shapes
from geo.osm.sidewalk import read_sidewalks
from geo.osm.way import read_names, read_oneway
from importers.osm.frames import OsmFrames, WayFrame
from importers.osm.pieces import Pieces, list_pieces

FOOTWAY: Final = 32
"""Longer words of ``footway`` are cut."""


def list_network(frames: OsmFrames, source: str) -> NetworkRows:
    """Lay ways, nodes and edges out as columns.

    Parameters
    ----------
    frames : OsmFrames
        Its nodes in order of id.
    source : str
        Key of the source, prefix of every key.

    Returns
    -------
    NetworkRows
    """
    pieces = list_pieces(frames.ways)
    refs = np.array([node.id for node in frames.nodes], dtype=np.int64)
    tail, head = np.searchsorted(refs, pieces.ends).reshape(2, -1)
    return NetworkRows(
        nodes=_node_columns(frames),
        ways=_way_columns(frames.ways, pieces, source),
        edges=_edge_columns(pieces, tail, head),
        way=pieces.way.astype(np.int64),
        from_node=tail,
        to_node=head,
    )


def _node_columns(frames: OsmFrames) -> Columns:
    nodes = frames.nodes
    return {
        "key": [node.key for node in nodes],
        "tags": [dict(node.tags) for node in nodes],
        "geom": to_points([node.lonlat for node in nodes]),
    }


def _way_columns(ways: Sequence[WayFrame], pieces: Pieces, source: str) -> Columns:
    sizes = np.array([len(way.refs) for way in ways], dtype=np.int64)
    return {
        "key": [way.key for way in ways],
        "highway": [way.highway for way in ways],
        "footway": [way.tags.get("footway", "")[:FOOTWAY] for way in ways],
        "oneway": [read_oneway(way.tags) for way in ways],
        "sidewalks": [read_sidewalks(way.tags).column for way in ways],
        "names": [read_names(way.tags) for way in ways],
        "tags": [dict(way.tags) for way in ways],
        "node_keys": [[f"{source}:n{ref}" for ref in way.refs] for way in ways],
        "geom": _lines(pieces.points, sizes),
    }


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
