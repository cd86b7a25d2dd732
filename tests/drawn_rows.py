"""Rows of three ways, drawn by hand, for the tests of the compiled network."""

from __future__ import annotations

from datetime import UTC, datetime

from shapely import LineString, Point
from sqlalchemy.orm import Session

from data.db import Database
from data.models import Barrier, Edge, Node, Way
from data.models.base import to_column
from data.queries.observation import write_observations
from data.queries.revision import raise_revision
from data.queries.source import SourceInfo, ensure_source
from geo.observation import Method, Observation, Side
from tests.town import at

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NODES = {"b": at(0, 0), "a": at(100, 0), "C": at(200, 0), "é": at(100, 100)}
WAYS = {
    "w2": ("residential", "both", ("b", "a")),
    "w10": ("footway", "unknown", ("a", "C")),
    "W1": ("footway", "unknown", ("a", "é")),
}
SEEN = [
    ("w2", "surface", "asphalt", Side.BOTH),
    ("w2", "surface", "sett", Side.LEFT),
    ("w10", "width_m", 1.5, Side.BOTH),
    ("w10", "wheelchair_description", "a fine way", Side.BOTH),
    ("W1", "incline", 0.09, Side.BOTH),
    ("C", "kerb", "raised", Side.BOTH),
    ("somewhere", "wheelchair", "yes", Side.BOTH),
]


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def fill(session: Session) -> None:
    """Write the rows of three ways."""
    source = ensure_source(session, SourceInfo("drawn", "Drawn", "CC0", "nobody"))
    made = {}
    for key, place in NODES.items():
        made[key] = Node(
            key=key,
            source_id=source.id,
            height_m=500.0 if key in "ab" else None,
            height_sigma_m=4.0 if key in "ab" else None,
            height_source_id=source.id,
            geom=to_column(Point(place)),
        )
    session.add_all(made.values())
    session.flush()
    for key, (highway, sidewalks, nodes) in WAYS.items():
        line = to_column(LineString([NODES[node] for node in nodes]))
        way = Way(
            key=key,
            source_id=source.id,
            highway=highway,
            sidewalks=sidewalks,
            names={"fr": f"Rue {key}"},
            node_keys=list(nodes),
            geom=line,
        )
        session.add(way)
        session.flush()
        session.add(
            Edge(
                way_id=way.id,
                sequence=0,
                from_node_id=made[nodes[0]].id,
                to_node_id=made[nodes[1]].id,
                first_vertex=0,
                last_vertex=1,
                length_m=100.0,
                geom=line,
            )
        )
    write_observations(
        session,
        source,
        [
            Observation(subject, name, value, Method.TAGGED, "drawn", side, NOW.date())
            for subject, name, value, side in SEEN
        ],
    )
    raise_revision(session, network=True)


def add_barrier(database: Database, key: str = "x", **changes: object) -> None:
    """Write a barrier on the way w10 and count the change."""
    with database.write() as session:
        source = ensure_source(session, SourceInfo("survey", "S", "CC0", "nobody"))
        values: dict[str, object] = {
            "kind": "narrow",
            "attribute": "width_m",
            "value_number": 0.4,
            "way_key": "w10",
            "along_m": 50.0,
            "method": "surveyed",
            "names": {"fr": "Banc"},
            **changes,
        }
        session.add(
            Barrier(
                key=key,
                source_id=source.id,
                geom=to_column(Point(at(150, 0))),
                **values,
            )
        )
        raise_revision(session, barriers=True)
