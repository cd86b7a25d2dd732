"""The walking network's rows: write them, count them, list what lost its anchor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from data.models import (
    Area,
    Barrier,
    Edge,
    Line,
    Node,
    ObservationRow,
    Place,
    Source,
    Stop,
    TransitTrip,
    Way,
)
from data.queries.sync import Synced, delete_rows, sync_columns
from data.stored import Columns
from geo.osm.way import is_crossing_node

CROSSING_TEXT: Final = '%"crossing%'
"""Tags without this in their text tell of no crossing."""


@dataclass(frozen=True)
class NetworkRows:
    """Rows of one source, column by column; edges name their way and nodes by place.

    Attributes
    ----------
    nodes, ways : mapping of str to sequence
        Columns of ``node`` and ``way`` without ``source_id``.
    edges : mapping of str to sequence
        Columns of ``edge`` without those below.
    way, from_node, to_node : array, shape (e,)
        Which of the ways and of the nodes each edge belongs to.
    """

    nodes: Columns
    ways: Columns
    edges: Columns
    way: NDArray[np.int64]
    from_node: NDArray[np.int64]
    to_node: NDArray[np.int64]


@dataclass(frozen=True)
class NetworkCounts:
    """How many rows the network has."""

    ways: int
    nodes: int
    edges: int
    length_m: float


@dataclass(frozen=True)
class Orphan:
    """A record whose way or node is no longer in the network."""

    table: str
    key: str
    source: str
    anchor: str


def replace_network(
    session: Session, source: Source, rows: NetworkRows
) -> dict[str, Synced]:
    """Make the network of a source equal to new rows.

    Parameters
    ----------
    session : Session
        A write session.
    source : Source
    rows : NetworkRows
        All ways of the source, not only the changed ones.

    Returns
    -------
    dict of str to Synced
        Per table. Ways and nodes that stay keep their ids and heights.
    """
    nodes = _sync(session, Node, source, rows.nodes)
    ways = _sync(session, Way, source, rows.ways)
    edges = _sync_edges(session, source, rows)
    delete_rows(session, Edge, edges.stale)
    delete_rows(session, Way, ways.stale)
    delete_rows(session, Node, nodes.stale)
    return {"way": ways, "node": nodes, "edge": edges}


def _sync(
    session: Session, model: type[Node | Way], source: Source, columns: Columns
) -> Synced:
    return sync_columns(
        session,
        model,
        {**columns, "source_id": [source.id] * len(columns["key"])},
        within=model.source_id == source.id,
    )


def _sync_edges(session: Session, source: Source, rows: NetworkRows) -> Synced:
    ways = _ids_of(session, Way, source, rows.ways)
    nodes = _ids_of(session, Node, source, rows.nodes)
    owned = select(Way.id).where(Way.source_id == source.id)
    columns = {
        **rows.edges,
        "way_id": ways[rows.way].tolist(),
        "from_node_id": nodes[rows.from_node].tolist(),
        "to_node_id": nodes[rows.to_node].tolist(),
    }
    return sync_columns(
        session,
        Edge,
        columns,
        identity=("way_id", "sequence"),
        within=Edge.way_id.in_(owned),
    )


def _ids_of(
    session: Session, model: type[Node | Way], source: Source, columns: Columns
) -> NDArray[np.int64]:
    """Give the ids of rows in their order."""
    ids = get_ids(session, model, source)
    return np.array([ids[key] for key in columns["key"]], dtype=np.int64)


def get_ids(session: Session, model: type[Any], source: Source) -> dict[str, int]:
    """Give the ids of a source's rows by key."""
    rows = session.execute(
        select(model.key, model.id).where(model.source_id == source.id)
    )
    return {str(row[0]): int(row[1]) for row in rows}


def list_crossings(session: Session) -> frozenset[str]:
    """List the keys of the nodes at which people cross a street."""
    tags = cast(Node.tags, String)
    statement = select(Node.key, Node.tags).where(tags.like(CROSSING_TEXT))
    rows = session.execute(statement)
    return frozenset(key for key, tags in rows if is_crossing_node(tags))


def count_network(session: Session) -> NetworkCounts:
    """Count ways, nodes, edges and metres."""
    edges, length = session.execute(
        select(func.count(Edge.id), func.coalesce(func.sum(Edge.length_m), 0.0))
    ).one()
    return NetworkCounts(
        ways=session.scalar(select(func.count(Way.id))) or 0,
        nodes=session.scalar(select(func.count(Node.id))) or 0,
        edges=edges,
        length_m=float(length),
    )


def list_orphans(session: Session) -> list[Orphan]:
    """List barriers and observations whose way or node has left the network.

    Returns
    -------
    list of Orphan
        Barriers by key, then observations whose subject is neither way, node, place,
        stop nor area any more; nothing is deleted for being an orphan.
    """
    return [*_barrier_orphans(session), *_observation_orphans(session)]


def _barrier_orphans(session: Session) -> list[Orphan]:
    statement = (
        select(Barrier.key, Source.key, Barrier.way_key)
        .join(Source, Source.id == Barrier.source_id)
        .outerjoin(Way, Way.key == Barrier.way_key)
        .where(Barrier.way_key.is_not(None), Way.id.is_(None))
        .order_by(Barrier.key)
    )
    rows = session.execute(statement)
    return [Orphan("barrier", key, source, way or "") for key, source, way in rows]


def _observation_orphans(session: Session) -> list[Orphan]:
    subject = ObservationRow.subject
    missing = [~select(m.id).where(m.key == subject).exists() for m in _subjects()]
    statement = (
        select(subject, Source.key)
        .join(Source, Source.id == ObservationRow.source_id)
        .where(*missing)
        .distinct()
        .order_by(subject)
    )
    rows = session.execute(statement)
    return [Orphan("observation", key, source, key) for key, source in rows]


def _subjects() -> tuple[type[Any], ...]:
    """Give every table whose keys an observation may speak of."""
    return (Way, Node, Place, Stop, Line, TransitTrip, Area, Barrier)
