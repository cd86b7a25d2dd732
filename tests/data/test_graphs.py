"""The compiled network on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from shapely import LineString, Point
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from data.db import Database
from data.graph_file import read_network, write_network
from data.graphs import GraphStore
from data.models import Barrier, Edge, Node, ObservationRow, Way
from data.models.base import to_column
from data.queries.observation import write_observations
from data.queries.revision import raise_revision
from data.queries.source import SourceInfo, ensure_source
from geo.errors import DataError, MissingError, SourceError
from geo.network import Network
from geo.observation import Method, Observation, Side
from geo.profile import get_profile
from geo.trip import plan_trip
from tests.conftest import BACKENDS, fresh_url
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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: Database, tmp_path: Path, clock: Clock) -> GraphStore:
    with database.write() as session:
        fill(session)
    return GraphStore(database, tmp_path / "var", clock)


def file_of(store: GraphStore) -> Path:
    """Give the one file that a store has written."""
    (path,) = store.folder.glob("*.npz")
    return path


def same(one: Network, other: Network) -> bool:
    """Tell whether two networks are equal in every array and word."""
    arrays = [n for n, v in vars(one).items() if isinstance(v, np.ndarray)]
    return (
        all(
            np.array_equal(getattr(one, n), getattr(other, n), equal_nan=True)
            for n in arrays
        )
        and list(one.columns) == list(other.columns)
        and all(
            np.array_equal(values, other.columns[n], equal_nan=True)
            and np.array_equal(one.evidence[n], other.evidence[n])
            for n, values in one.columns.items()
        )
        and (one.node_key, one.ways, one.evidences, one.revision)
        == (other.node_key, other.ways, other.evidences, other.revision)
    )


def test_rows_become_arrays_in_order_of_their_keys(store: GraphStore) -> None:
    network = store.build()

    assert network.node_key == ["C", "a", "b", "é"]
    assert [way.key for way in network.ways] == ["W1", "w10", "w2"]
    assert network.way.tolist() == [0, 1, 2, 2]
    assert network.side.tolist() == [0, 0, 1, 2]
    assert network.columns["width_m"].tolist()[1] == 1.5
    assert network.columns["incline"].tolist()[0] == 0.09
    assert network.ways[1].names == {"fr": "Rue w10"}
    assert "wheelchair_description" not in network.columns


def test_both_databases_give_the_same_network(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    found = []
    for backend in BACKENDS:
        opened = Database(fresh_url(backend, request, tmp_path))
        with opened.write() as session:
            fill(session)
        found.append(GraphStore(opened, tmp_path / backend, Clock()).build())
        opened.close()

    assert same(*found)


def test_the_file_gives_back_what_was_built(store: GraphStore) -> None:
    built = store.build()
    kept, barriers = store.current()

    assert same(built, kept)
    assert barriers == []


def test_a_network_that_was_not_built_says_so(store: GraphStore) -> None:
    with pytest.raises(MissingError, match="wusul build"):
        store.current()


def test_the_network_is_loaded_once(store: GraphStore) -> None:
    store.build()

    assert store.current()[0] is store.current()[0]


def test_another_process_sees_a_new_build(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    store.build()
    before, _ = store.current()
    with database.write() as session:
        session.execute(
            update(ObservationRow)
            .where(ObservationRow.subject == "w10")
            .where(ObservationRow.attribute == "width_m")
            .values(value_number=1.1)
        )
        raise_revision(session, network=True)

    GraphStore(database, store.folder.parent, clock).build()
    after, _ = store.current()

    assert before.columns["width_m"][1] == 1.5
    assert after.columns["width_m"][1] == 1.1
    assert after.revision == before.revision + 1


def test_a_new_barrier_acts_without_a_build(
    store: GraphStore, database: Database
) -> None:
    store.build()
    network, none = store.current()
    add_barrier(database)
    same_network, (fact,) = store.current()

    assert none == []
    assert same_network is network
    assert [network.ways[network.way[i]].key for i in fact.segments] == ["w10"]
    assert (fact.attribute, fact.value, fact.confirmed) == ("width_m", 0.4, True)
    assert fact.evidence.source == "survey"


def test_o57_a_barrier_ends_exactly_when_it_expires(
    store: GraphStore, database: Database, clock: Clock
) -> None:
    store.build()
    before = _ride(store)
    add_barrier(database, expires_at=NOW + timedelta(hours=1))
    blocked = _ride(store)
    clock.now = NOW + timedelta(hours=1)

    assert blocked != before
    assert _ride(store) == before


def _ride(store: GraphStore) -> object:
    network, barriers = store.current()
    return plan_trip(
        network,
        barriers,
        origin=at(110, 0),
        destination=at(190, 0),
        profile=get_profile("manual_wheelchair"),
    )


def test_a_removed_barrier_acts_no_more(store: GraphStore, database: Database) -> None:
    store.build()
    add_barrier(database)
    assert len(store.current()[1]) == 1
    with database.write() as session:
        session.execute(update(Barrier).values(status="removed"))
        raise_revision(session, barriers=True)

    assert store.current()[1] == []


def test_a_report_that_nobody_checked_is_not_confirmed(
    store: GraphStore, database: Database
) -> None:
    store.build()
    add_barrier(database, method="reported")

    assert not store.current()[1][0].confirmed


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"attribute": "obstructed", "value_number": 1.0}, True),
        ({"attribute": "kerb", "value_number": None, "value_text": "raised"}, "raised"),
        ({"attribute": "narrowest_m", "value_number": None}, None),
    ],
)
def test_values_of_barriers_have_their_kind(
    store: GraphStore, database: Database, changes: dict[str, object], value: object
) -> None:
    store.build()
    add_barrier(database, **changes)

    assert store.current()[1][0].value == value


def test_a_barrier_without_an_anchor_takes_the_nearest_way(
    store: GraphStore, database: Database
) -> None:
    store.build()
    add_barrier(database, way_key=None, along_m=None)

    network, (fact,) = store.current()

    assert network.ways[network.way[fact.segments[0]]].key == "w10"


@pytest.mark.parametrize("changes", [{"way_key": "gone"}, {"attribute": "mood"}])
def test_a_barrier_that_acts_on_nothing_is_an_orphan(
    store: GraphStore, database: Database, changes: dict[str, object]
) -> None:
    store.build()
    add_barrier(database, **changes)

    assert store.current()[1] == []
    assert store.orphans() == ("x",)


def test_an_empty_database_is_an_empty_network(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    store = GraphStore(database, tmp_path, clock)

    assert store.build().segments == 0
    assert store.current()[0].nodes == 0


def test_building_twice_writes_the_same_bytes(store: GraphStore) -> None:
    store.build()
    first = file_of(store).read_bytes()
    store.build()

    assert file_of(store).read_bytes() == first


def test_a_broken_file_is_told(store: GraphStore) -> None:
    store.build()
    file_of(store).write_bytes(b"PK\x03\x04 not a network")

    with pytest.raises(DataError, match="build the network again"):
        store.current()


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    store: GraphStore, tmp_path: Path
) -> None:
    network = store.build()
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    with pytest.raises(SourceError, match="cannot be written"):
        write_network(network, blocked / "walk.npz")

    assert same(read_network(file_of(store)), network)


def test_the_build_says_what_it_does(store: GraphStore) -> None:
    said: list[str] = []

    store.build(said.append)

    assert said[-1] == "network: 4 segments, 4 nodes"


def test_nodes_without_an_edge_are_left_out(
    store: GraphStore, database: Database
) -> None:
    with database.write() as session:
        way = session.scalar(select(Way.id).where(Way.key == "W1"))
        session.execute(delete(Edge).where(Edge.way_id == way))

    assert store.build().node_key == ["C", "a", "b"]


def test_two_networks_that_differ_are_not_the_same(store: GraphStore) -> None:
    network = store.build()

    assert not same(network, replace(network, length_m=network.length_m + 1))
