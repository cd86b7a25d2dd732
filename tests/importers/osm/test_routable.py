"""A file as a network without a database: the same as with one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from data.db import Database
from data.graphs import GraphStore
from data.queries.source import catalog
from geo.errors import InputError
from geo.network import Network
from importers.base import run
from importers.osm import OsmImporter
from importers.osm.routable import Routable, read_network

ROME = Path("osm") / "rome-piazza-vittorio-emanuele.osm.pbf"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def rome(test_data: Path) -> Routable:
    return read_network(test_data / ROME)


@pytest.fixture
def stored(embedded: Database, test_data: Path, tmp_path: Path) -> GraphStore:
    run(OsmImporter(), embedded, path=test_data / ROME, source=catalog()["osm"])
    store = GraphStore(embedded, tmp_path, lambda: NOW)
    store.build()
    return store


def arrays(network: Network) -> dict[str, object]:
    """Give what is compared: shapes, lengths, and the columns that routes rest on."""
    return {
        "node_lonlat": network.node_lonlat,
        "ends": np.column_stack([network.tail, network.head]),
        "way": network.way,
        "side": network.side,
        "oneway": network.oneway,
        "length_m": network.length_m,
        "coordinates": network.coordinates,
        "crossing_share": network.crossing_share,
    }


def test_the_arrays_are_those_that_a_database_gives(
    rome: Routable, stored: GraphStore
) -> None:
    network, _ = stored.current()

    for name, values in arrays(rome.network).items():
        np.testing.assert_array_equal(values, arrays(network)[name], err_msg=name)
    for name, column in rome.network.columns.items():
        np.testing.assert_array_equal(column, network.columns[name], err_msg=name)
    assert list(rome.network.node_key) == list(network.node_key)


def test_the_barriers_are_those_that_a_database_gives(
    rome: Routable, stored: GraphStore
) -> None:
    _, barriers = stored.current()

    mine = {(b.key, b.segments, b.attribute, b.value) for b in rome.barriers}
    assert mine == {(b.key, b.segments, b.attribute, b.value) for b in barriers}
    assert len(mine) > 250


def test_a_file_without_a_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.osm"
    path.write_text('<osm version="0.6"><node id="1" lat="1" lon="1"/></osm>')

    with pytest.raises(InputError, match="holds no OSM element"):
        read_network(path)
