"""The rows of the walking network, as the compiler of ``geo.compile`` takes them."""

from __future__ import annotations

import math

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Edge, Node, Source, Way, to_shapely
from data.queries.observation import iter_observations
from data.queries.revision import get_revision
from geo.network import WayInfo
from geo.rows import EdgeRow, NodeRow, Rows, WayRow, resolve_all


def load_rows(session: Session) -> Rows:
    """Read ways, nodes, edges and what is known of them.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Rows
        Edges in order of way and sequence; heights in metres, NaN where unknown.
    """
    sources = {source.id: source.key for source in session.scalars(select(Source))}
    ways = list(session.scalars(select(Way).order_by(Way.id)))
    nodes = list(session.scalars(select(Node).order_by(Node.id)))
    return Rows(
        revision=get_revision(session).network,
        ways=[_way(row, sources) for row in ways],
        nodes=[_node(row, sources) for row in nodes],
        edges=_edges(session, ways, nodes),
        known=resolve_all(iter_observations(session)),
    )


def _way(row: Way, sources: dict[int, str]) -> WayRow:
    info = WayInfo(
        key=row.key,
        highway=row.highway,
        footway=row.footway,
        names=row.names,
        source=sources[row.source_id],
    )
    return WayRow(info, row.oneway, row.sidewalks, row.node_keys)


def _node(row: Node, sources: dict[int, str]) -> NodeRow:
    lon, lat = to_shapely(row.geom).coords[0]
    return NodeRow(
        key=row.key,
        lonlat=(lon, lat),
        height_m=math.nan if row.height_m is None else row.height_m,
        sigma_m=math.nan if row.height_sigma_m is None else row.height_sigma_m,
        height_source=sources.get(row.height_source_id or 0, ""),
    )


def _edges(session: Session, ways: list[Way], nodes: list[Node]) -> list[EdgeRow]:
    way_index = {row.id: i for i, row in enumerate(ways)}
    node_index = {row.id: i for i, row in enumerate(nodes)}
    statement = select(Edge).order_by(Edge.way_id, Edge.sequence)
    return [
        EdgeRow(
            way=way_index[row.way_id],
            tail=node_index[row.from_node_id],
            head=node_index[row.to_node_id],
            vertices=(row.first_vertex, row.last_vertex),
            length_m=row.length_m,
            line=np.array(to_shapely(row.geom).coords),
        )
        for row in session.scalars(statement)
    ]
