"""The compiled network on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, select, update

from data.db import Database
from data.graph_file import read_network, write_network
from data.graphs import GraphStore
from data.models import Edge, ObservationRow, Way
from data.queries.revision import raise_revision
from geo.errors import DataError, MissingError, SourceError
from geo.network import Network
from tests.conftest import BACKENDS, fresh_url
from tests.drawn_rows import Clock, fill


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
