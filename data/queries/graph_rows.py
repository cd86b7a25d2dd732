"""The rows of the walking network, as the compiler of ``geo.compile`` takes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Edge, Node, Source, Way
from data.queries.observation import iter_observations
from data.queries.revision import get_revision
from geo.network import WayInfo
from geo.osm.way import is_crossing_node
from geo.rows import EdgeRow, NodeRow, Rows, WayRow, resolve_all

Places = dict[int, int]
"""Id of a row → its place in the sorted list."""


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
    nodes, node_places = _nodes(session)
    edges = _edges(session, way_places, node_places)
    used = sorted({node for edge in edges for node in (edge.tail, edge.head)})
    place = {old: new for new, old in enumerate(used)}
    subjects = {way.info.key for way in ways} | {k for w in ways for k in w.node_keys}
    known = resolve_all(o for o in iter_observations(session) if o.subject in subjects)
    return Rows(
        revision=get_revision(session).network,
        ways=ways,
        nodes=[nodes[node] for node in used],
        edges=[replace(e, tail=place[e.tail], head=place[e.head]) for e in edges],
        known=known,
    )


def _shapes(elements: Sequence[Any]) -> NDArray[Any]:
    """Read geometries in one call: one a row takes five times as long."""
    raw = [e.data if isinstance(e.data, str) else bytes(e.data) for e in elements]
    return np.asarray(shapely.from_wkb(np.array(raw, dtype=object)))


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
    found = sorted(session.execute(statement), key=lambda row: str(row.key))
    ways = [
        WayRow(
            info=WayInfo(row.key, row.highway, row.footway, row.names, row.source),
            oneway=row.oneway,
            sidewalks=row.sidewalks,
            node_keys=row.node_keys,
        )
        for row in found
    ]
    return ways, {row.id: place for place, row in enumerate(found)}


def _nodes(session: Session) -> tuple[list[NodeRow], Places]:
    statement = select(
        Node.id,
        Node.key,
        Node.height_m,
        Node.height_sigma_m,
        Node.geom,
        Node.tags,
        Source.key.label("source"),
    ).outerjoin(Source, Source.id == Node.height_source_id)
    found = sorted(session.execute(statement), key=lambda row: str(row.key))
    points = shapely.get_coordinates(_shapes([row.geom for row in found]))
    nodes = [
        NodeRow(
            key=row.key,
            lonlat=(float(lon), float(lat)),
            height_m=_number(row.height_m),
            sigma_m=_number(row.height_sigma_m),
            height_source=row.source or "",
            is_crossing=is_crossing_node(row.tags),
        )
        for row, (lon, lat) in zip(found, points, strict=True)
    ]
    return nodes, {row.id: place for place, row in enumerate(found)}


def _edges(session: Session, ways: Places, nodes: Places) -> list[EdgeRow]:
    statement = select(
        Edge.way_id,
        Edge.sequence,
        Edge.from_node_id,
        Edge.to_node_id,
        Edge.first_vertex,
        Edge.last_vertex,
        Edge.length_m,
        Edge.geom,
    )
    found = sorted(
        session.execute(statement), key=lambda row: (ways[row.way_id], row.sequence)
    )
    return [
        EdgeRow(
            way=ways[row.way_id],
            tail=nodes[row.from_node_id],
            head=nodes[row.to_node_id],
            vertices=(row.first_vertex, row.last_vertex),
            length_m=row.length_m,
            line=shapely.get_coordinates(line),
        )
        for row, line in zip(found, _shapes([row.geom for row in found]), strict=True)
    ]
