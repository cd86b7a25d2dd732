"""The rows of the walking network, as the compiler of ``geo.compile`` takes them.

They are read in chunks: nothing holds the objects of a whole city.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Executable, LargeBinary, func, select
from sqlalchemy.orm import Session

from data.models import Edge, Node, Source, Way
from data.queries.network import list_crossings
from data.queries.observation import iter_observations
from data.queries.revision import get_revision
from geo.network import WayInfo
from geo.rows import Edges, NodeRow, Rows, WayRow, resolve_all

CHUNK: Final = 10_000

Places = dict[int, int]
"""Id of a row → its place in the sorted list."""


@dataclass(frozen=True)
class _Lines:
    """A chunk of edges: whole numbers row by row, lengths, and their lines."""

    numbers: NDArray[np.int64]
    length_m: NDArray[np.float64]
    coordinates: NDArray[np.float64]
    count: NDArray[np.int64]


def load_rows(session: Session) -> Rows:
    """Read ways, nodes, edges and what is known of them.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Rows
        Sorted by key, whatever the order of the database; nodes at which no edge ends
        are left out. Heights in metres, NaN where unknown.
    """
    ways, way_places = _ways(session)
    lines = _lines(session)
    ends = np.unique(lines.numbers[:, 2:4])
    nodes, node_places = _nodes(session, ends)
    subjects = {way.info.key for way in ways} | {k for w in ways for k in w.node_keys}
    known = resolve_all(o for o in iter_observations(session) if o.subject in subjects)
    return Rows(
        revision=get_revision(session).network,
        ways=ways,
        nodes=nodes,
        edges=_edges(lines, way_places, node_places),
        known=known,
        crossings=list_crossings(session),
    )


def _chunks(session: Session, statement: Executable) -> Iterator[Sequence[Any]]:
    options = {"yield_per": CHUNK}
    return session.execute(statement, execution_options=options).partitions()


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _ways(session: Session) -> tuple[list[WayRow], Places]:
    statement = select(
        Way.id,
        Way.key,
        Way.highway,
        Way.footway,
        Way.oneway,
        Way.sidewalks,
        Way.names,
        Way.node_keys,
        Source.key.label("source"),
    ).join(Source, Source.id == Way.source_id)
    found = [
        (
            row.id,
            WayRow(
                WayInfo(row.key, row.highway, row.footway, row.names, row.source),
                row.oneway,
                row.sidewalks,
                row.node_keys,
            ),
        )
        for chunk in _chunks(session, statement)
        for row in chunk
    ]
    found.sort(key=lambda one: one[1].info.key)
    return [row for _, row in found], {id_: i for i, (id_, _) in enumerate(found)}


def _nodes(session: Session, ends: NDArray[np.int64]) -> tuple[list[NodeRow], Places]:
    """Read the nodes with these ids."""
    wanted = set(ends.tolist())
    statement = select(
        Node.id,
        Node.key,
        Node.height_m,
        Node.height_sigma_m,
        func.ST_X(Node.geom).label("lon"),
        func.ST_Y(Node.geom).label("lat"),
        Source.key.label("source"),
    ).outerjoin(Source, Source.id == Node.height_source_id)
    found = [
        (
            row.id,
            NodeRow(
                key=row.key,
                lonlat=(row.lon, row.lat),
                height_m=_number(row.height_m),
                sigma_m=_number(row.height_sigma_m),
                height_source=row.source or "",
            ),
        )
        for chunk in _chunks(session, statement)
        for row in chunk
        if row.id in wanted
    ]
    found.sort(key=lambda one: one[1].key)
    return [row for _, row in found], {id_: i for i, (id_, _) in enumerate(found)}


def _lines(session: Session) -> _Lines:
    statement = select(
        Edge.way_id,
        Edge.sequence,
        Edge.from_node_id,
        Edge.to_node_id,
        Edge.first_vertex,
        Edge.last_vertex,
        Edge.length_m,
        func.ST_AsBinary(Edge.geom, type_=LargeBinary),
    )
    parts = [_chunk(chunk) for chunk in _chunks(session, statement)]
    return _Lines(
        np.concatenate([np.zeros((0, 6), np.int64), *(p.numbers for p in parts)]),
        np.concatenate([np.zeros(0), *(p.length_m for p in parts)]),
        np.concatenate([np.zeros((0, 2)), *(p.coordinates for p in parts)]),
        np.concatenate([np.zeros(0, np.int64), *(p.count for p in parts)]),
    )


def _chunk(rows: Sequence[Any]) -> _Lines:
    """Lay a chunk out; shapes are read together: one a row takes five times as long."""
    shapes = shapely.from_wkb(np.array([bytes(row[7]) for row in rows], dtype=object))
    return _Lines(
        np.array([tuple(row[:6]) for row in rows], dtype=np.int64).reshape(-1, 6),
        np.array([row[6] for row in rows], dtype=np.float64),
        shapely.get_coordinates(shapes),
        np.asarray(shapely.get_num_coordinates(shapes), dtype=np.int64),
    )


def _places_of(ids: NDArray[np.int64], places: Mapping[int, int]) -> NDArray[np.int32]:
    found, inverse = np.unique(ids, return_inverse=True)
    place = np.array([places[number] for number in found.tolist()], dtype=np.int32)
    return np.asarray(place[inverse.ravel()], dtype=np.int32)


def _edges(lines: _Lines, ways: Places, nodes: Places) -> Edges:
    """Sort edges by way and sequence, their lines with them."""
    way = _places_of(lines.numbers[:, 0], ways)
    order = np.lexsort((lines.numbers[:, 1], way))
    count = lines.count[order]
    pointer = np.cumsum(np.concatenate([[0], count]))
    old = (np.cumsum(lines.count) - lines.count)[order]
    taken = np.arange(pointer[-1]) + np.repeat(old - pointer[:-1], count)
    _, _, tail, head, first, last = lines.numbers[order].T
    return Edges(
        way=way[order],
        tail=_places_of(tail, nodes),
        head=_places_of(head, nodes),
        first=first.astype(np.int32),
        last=last.astype(np.int32),
        length_m=lines.length_m[order],
        coordinates=lines.coordinates[taken],
        pointer=pointer.astype(np.int32),
    )
