"""The compiled network on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from threading import Thread

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


def manifest_of(store: GraphStore) -> Path:
    """Give the one manifest that a store has written."""
    (path,) = store.folder.glob("*.json")
    return path


def files_of(store: GraphStore) -> list[Path]:
    """List the arrays of the network that is in use."""
    manifest = json.loads(manifest_of(store).read_bytes())
    return sorted((store.folder / manifest["folder"]).iterdir())


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
        and (list(one.node_key), list(one.ways), one.evidences, one.revision)
        == (list(other.node_key), list(other.ways), other.evidences, other.revision)
    )


def width_of(network: Network, key: str) -> float:
    """Give the width of the one segment of a way."""
    (way,) = (n for n, info in enumerate(network.ways) if info.key == key)
    return float(network.columns["width_m"][network.way == way].item())


def test_rows_become_arrays_with_neighbours_beside_each_other(
    store: GraphStore,
) -> None:
    network = store.build()
    keys = [way.key for way in network.ways]

    assert sorted(network.node_key) == ["C", "a", "b", "é"]
    assert sorted(keys) == ["W1", "w10", "w2"]
    assert network.way.tolist() == sorted(network.way)
    told = sorted(zip((keys[w] for w in network.way), network.side, strict=True))
    assert told == [("W1", 0), ("w10", 0), ("w2", 1), ("w2", 2)]
    assert width_of(network, "w10") == 1.5
    assert network.columns["incline"][network.way == keys.index("W1")] == 0.09
    assert network.ways[keys.index("w10")].names == {"fr": "Rue w10"}
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

    assert width_of(before, "w10") == 1.5
    assert width_of(after, "w10") == 1.1
    assert after.revision == before.revision + 1


def test_an_empty_database_is_an_empty_network(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    store = GraphStore(database, tmp_path, clock)

    assert store.build().segments == 0
    assert store.current()[0].nodes == 0


def test_building_twice_writes_the_same_bytes(store: GraphStore) -> None:
    store.build()
    first = [path.read_bytes() for path in files_of(store)]
    store.build()

    assert [path.read_bytes() for path in files_of(store)] == first


@pytest.mark.parametrize("cut", [0, 100])
def test_an_array_that_is_not_whole_is_told(store: GraphStore, cut: int) -> None:
    store.build()
    path = files_of(store)[3]
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(DataError, match="build the network again"):
        store.current()


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04", b'{"format": 2}'])
def test_a_broken_manifest_is_told(store: GraphStore, content: bytes) -> None:
    store.build()
    manifest_of(store).write_bytes(content)

    with pytest.raises(DataError, match="build"):
        store.current()


def test_a_missing_array_is_told(store: GraphStore) -> None:
    store.build()
    files_of(store)[0].unlink()

    with pytest.raises(DataError, match="build the network again"):
        store.current()


def test_the_network_before_is_kept_and_older_ones_are_not(store: GraphStore) -> None:
    for _ in range(4):
        store.build()

    assert len([path for path in store.folder.iterdir() if path.is_dir()]) == 2
    assert not list(store.folder.glob("*.tmp"))


def test_a_network_that_is_deleted_can_still_be_used(store: GraphStore) -> None:
    store.build()
    network, _ = store.current()
    before = network.length_m.sum()
    for _ in range(3):
        store.build()

    assert network.length_m.sum() == before
    assert sorted(network.node_key) == ["C", "a", "b", "é"]


def test_what_a_build_that_died_left_behind_is_taken_away(store: GraphStore) -> None:
    store.build()
    left = store.folder / f"{manifest_of(store).stem}.0badf00d"
    left.mkdir()
    store.build()

    assert not left.exists()


def test_two_builds_at_once_leave_one_whole_network(store: GraphStore) -> None:
    network = store.build()
    path = manifest_of(store)
    threads = [Thread(target=write_network, args=(network, path)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert same(read_network(path), network)


def test_a_half_written_folder_is_never_read(store: GraphStore) -> None:
    store.build()
    (store.folder / f"{manifest_of(store).stem}.0badf00d").mkdir()

    assert store.current()[0].segments == 4


def test_words_are_read_when_they_are_asked_for(store: GraphStore) -> None:
    built = store.build()
    network, _ = store.current()

    assert network.node_key[-1] == built.node_key[-1]
    assert network.node_key[1:3] == built.node_key[1:3]
    assert [network.ways[n].names for n in range(3)] == [w.names for w in built.ways]
    with pytest.raises(IndexError):
        network.ways[3]


def test_a_folder_that_cannot_be_written_leaves_the_old_one(
    store: GraphStore, tmp_path: Path
) -> None:
    network = store.build()
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    with pytest.raises(SourceError, match="cannot be written"):
        write_network(network, blocked / "walk.json")

    assert same(read_network(manifest_of(store)), network)


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

    assert sorted(store.build().node_key) == ["C", "a", "b"]


def test_two_networks_that_differ_are_not_the_same(store: GraphStore) -> None:
    network = store.build()

    assert not same(network, replace(network, length_m=network.length_m + 1))
