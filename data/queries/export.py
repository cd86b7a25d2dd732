"""The network's rows as plain records for export."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from data.models import Edge, Node, Source, Way, to_shapely
from data.queries.observation import iter_observations
from geo.observation import Observation, Side, Value, resolve


@dataclass(frozen=True)
class NodeRecord:
    """A node: key, (lon, lat) in EPSG:4326, height in metres."""

    key: str
    lonlat: tuple[float, float]
    height_m: float | None


@dataclass(frozen=True)
class EdgeRecord:
    """An edge with what its way says.

    Attributes
    ----------
    start, end : str
        Keys of its nodes.
    way : str
        Key of its way.
    values : dict of str to Value
        Resolved access attributes of the way, both sides together.
    """

    start: str
    end: str
    way: str
    sequence: int
    highway: str
    footway: str
    oneway: int
    name: str
    length_m: float
    shape: BaseGeometry
    values: dict[str, Value]


def list_node_records(session: Session) -> list[NodeRecord]:
    """List every node that an edge ends at, by key."""
    ends = select(Edge.from_node_id).union(select(Edge.to_node_id))
    statement = select(Node).where(Node.id.in_(ends)).order_by(Node.key)
    return [
        NodeRecord(node.key, _lonlat(node), node.height_m)
        for node in session.scalars(statement)
    ]


def _lonlat(node: Node) -> tuple[float, float]:
    lon, lat = to_shapely(node.geom).coords[0]
    return lon, lat


def list_edge_records(session: Session) -> list[EdgeRecord]:
    """List every edge, by way and order along it."""
    values = _resolved_ways(session)
    start, end = aliased(Node), aliased(Node)
    statement = (
        select(Edge, Way, start.key, end.key)
        .join(Way, Way.id == Edge.way_id)
        .join(start, start.id == Edge.from_node_id)
        .join(end, end.id == Edge.to_node_id)
        .order_by(Way.key, Edge.sequence)
    )
    return [
        EdgeRecord(
            start=start_key,
            end=end_key,
            way=way.key,
            sequence=edge.sequence,
            highway=way.highway,
            footway=way.footway,
            oneway=way.oneway,
            name=way.names.get("", ""),
            length_m=edge.length_m,
            shape=to_shapely(edge.geom),
            values=values.get(way.key, {}),
        )
        for edge, way, start_key, end_key in session.execute(statement)
    ]


def _resolved_ways(session: Session) -> dict[str, dict[str, Value]]:
    keys = set(session.scalars(select(Way.key)))
    groups: dict[tuple[str, str], list[Observation]] = {}
    found: dict[str, dict[str, Value]] = {}
    for observation in iter_observations(session):
        if observation.side is Side.BOTH and observation.subject in keys:
            name = (observation.subject, observation.attribute)
            groups.setdefault(name, []).append(observation)
    for (key, attribute), said in groups.items():
        best = resolve(said)
        if best is not None and best.value is not None:
            found.setdefault(key, {})[attribute] = best.value
    return found


def list_attributions(session: Session) -> list[str]:
    """List what must be said of the sources of the network."""
    owned = select(Way.source_id).distinct()
    statement = select(Source.attribution).where(Source.id.in_(owned))
    return sorted(set(session.scalars(statement.order_by(Source.key))))
