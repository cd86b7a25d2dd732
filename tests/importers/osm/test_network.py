"""Ways, nodes and edges from small files."""

import pytest
from sqlalchemy import select, update

from data.models import Edge, Node, ObservationRow, Way, to_shapely
from data.queries.graph_rows import load_rows
from data.queries.network import count_network
from data.queries.revision import get_revision
from data.queries.source import SourceInfo
from geo.carriageway import crossing_share
from geo.compile import compile_network
from geo.crs import distance_m
from importers.osm.routable import read_network
from tests.importers.osm.small import (
    STEP,
    WEST,
    all_rows,
    bring_in,
    codes,
    node,
    osm_file,
    relation,
    way,
)

CROSS = (
    *(node(i) for i in range(1, 6)),
    node(9, WEST + 3 * STEP, 36.17),
    way(1, [1, 2, 3, 4, 5], highway="residential", name="نهج", name__fr="Rue"),
    way(2, [9, 3], highway="steps", step_count="12"),
)


def get_edges(database):
    with database.read() as session:
        rows = session.execute(
            select(Way.key, Edge.sequence, Edge.first_vertex, Edge.last_vertex)
            .join(Way, Way.id == Edge.way_id)
            .order_by(Way.key, Edge.sequence)
        )
        return [tuple(row) for row in rows]


def test_ways_are_cut_at_junctions_and_measured_along_the_ellipsoid(database, tmp_path):
    bring_in(database, osm_file(tmp_path, *CROSS))
    assert get_edges(database) == [
        ("osm:w1", 0, 0, 2),
        ("osm:w1", 1, 2, 4),
        ("osm:w2", 0, 0, 1),
    ]
    with database.read() as session:
        first = session.scalar(select(Edge).where(Edge.sequence == 1))
        line = to_shapely(first.geom)
        assert len(line.coords) == 3
        expected = distance_m((WEST + 3 * STEP, 36.18), (WEST + 5 * STEP, 36.18))
        assert first.length_m == pytest.approx(expected, abs=1e-3)
        row = session.scalar(select(Way).where(Way.key == "osm:w1"))
        assert row.names == {"": "نهج", "fr": "Rue"}
        assert row.node_keys == [f"osm:n{i}" for i in range(1, 6)]
        counts = count_network(session)
        assert (counts.ways, counts.nodes, counts.edges) == (2, 4, 3)


def test_a_street_with_sidewalks_is_cut_where_it_is_crossed(embedded, tmp_path):
    tags = {"highway": "residential"}
    path = osm_file(
        tmp_path,
        *(node(i) for i in (1, 3, 4, 6)),
        node(2, highway="crossing"),
        node(5, highway="crossing", crossing="marked"),
        way(1, [1, 2, 3], sidewalk="both", **tags),
        way(2, [4, 5, 6], **tags),
    )
    bring_in(embedded, path)
    assert get_edges(embedded) == [
        ("osm:w1", 0, 0, 1),
        ("osm:w1", 1, 1, 2),
        ("osm:w2", 0, 0, 2),
    ]


def test_a_crossing_on_the_map_is_one_in_the_network_with_or_without_a_database(
    embedded, tmp_path
):
    path = osm_file(
        tmp_path,
        *(node(i) for i in (1, 3)),
        node(2, highway="crossing"),
        way(1, [1, 2, 3], sidewalk="both", highway="residential"),
    )
    bring_in(embedded, path)
    with embedded.read() as session:
        stored = compile_network(load_rows(session))
    read = read_network(path).network
    for network in (stored, read):
        assert list(network.node_key) == ["osm:n1", "osm:n2/1", "osm:n2/2", "osm:n3"]
        assert crossing_share(network).tolist() == [0, 0, 0, 0, 1]
    assert (stored.coordinates == read.coordinates).all()


def test_only_junctions_ends_and_nodes_with_facts_become_rows(database, tmp_path):
    elements = [node(1), node(2), node(3, kerb="flush"), node(4)]
    bring_in(
        database, osm_file(tmp_path, *elements, way(1, [1, 2, 3, 4], highway="path"))
    )
    with database.read() as session:
        keys = session.scalars(select(Node.key).order_by(Node.key)).all()
    assert keys == ["osm:n1", "osm:n3", "osm:n4"]


def test_private_ways_are_kept_and_say_so(database, tmp_path):
    path = osm_file(
        tmp_path, node(1), node(2), way(1, [1, 2], highway="service", access="private")
    )
    bring_in(database, path)
    with database.read() as session:
        row = session.scalar(
            select(ObservationRow).where(ObservationRow.attribute == "access")
        )
    assert (row.subject, row.value_text) == ("osm:w1", "private")


def test_what_is_left_out_is_counted_with_the_reason(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        *(node(i) for i in range(1, 5)),
        way(1, [1, 2], highway="footway"),
        way(2, [2, 3], highway="motorway"),
        way(3, [3, 4], highway="construction"),
        way(4, [1, 4], barrier="fence"),
    )
    report = bring_in(embedded, path)
    assert report.counts["way"] == 1
    assert codes(report)["way-left-out"] == 2
    assert codes(report)["barrier-line-left-out"] == 1
    messages = [f.message for f in report.findings if f.code == "way-left-out"]
    assert any("motorway" in message for message in messages)


def test_clipped_repeated_and_short_ways_are_found(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        node(1),
        node(2),
        node(3),
        node(5, WEST + 3 * STEP, 36.18),
        way(1, [1, 2, 99], highway="path"),
        way(2, [98, 3], highway="path"),
        way(3, [1, 1, 2, 2], highway="path"),
        way(4, [3, 5], highway="path"),
        way(5, [1, 2, 97, 3, 5, 2], highway="path"),
    )
    report = bring_in(embedded, path)
    found = codes(report)
    assert found["way-clipped"] == 3
    assert found["way-too-short"] == 1
    assert found["way-in-parts"] == 1
    assert found["node-repeated"] == 1
    assert found["edge-without-length"] >= 1
    with embedded.read() as session:
        kept = session.scalar(select(Way.node_keys).where(Way.key == "osm:w5"))
    assert kept == ["osm:n3", "osm:n5", "osm:n2"]


def test_an_area_for_walking_is_walked_along_its_outline(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        node(1),
        node(2),
        node(3, WEST, 36.19),
        way(1, [1, 2, 3, 1]),
        relation(7, [("way", 1, "outer")], type="multipolygon", highway="pedestrian"),
    )
    report = bring_in(embedded, path)
    assert codes(report)["area-relation"] == 1
    with embedded.read() as session:
        row = session.scalar(select(Way))
    assert (row.key, row.highway) == ("osm:w1", "pedestrian")


def test_a_second_import_changes_nothing_not_even_ids(database, tmp_path):
    path = osm_file(tmp_path, *CROSS, node(20, amenity="cafe", wheelchair="yes"))
    bring_in(database, path)
    before = all_rows(database)
    bring_in(database, path)
    assert all_rows(database) == before
    assert all(before[table] for table in ("way", "node", "edge", "place", "barrier"))


def test_heights_stay_when_a_file_is_imported_again(database, tmp_path):
    bring_in(database, osm_file(tmp_path, *CROSS))
    with database.write() as session:
        session.execute(update(Node).values(height_m=600.0))
    changed = osm_file(tmp_path, *CROSS, node(6), way(3, [5, 6], highway="path"))
    bring_in(database, changed)
    with database.read() as session:
        heights = dict(session.execute(select(Node.key, Node.height_m)).all())
    assert heights["osm:n3"] == 600.0
    assert heights["osm:n6"] is None


def test_what_is_gone_from_the_file_is_gone_from_the_network(database, tmp_path):
    bring_in(database, osm_file(tmp_path, *CROSS))
    report = bring_in(database, osm_file(tmp_path, *CROSS[:-1]))
    assert get_edges(database) == [("osm:w1", 0, 0, 4)]
    assert report.counts["barrier"] == 0
    gone = {f.record for f in report.findings if f.code == "rows-gone"}
    assert {"way", "edge", "node", "barrier", "observation"} <= gone


def test_two_sources_keep_their_networks_apart(embedded, tmp_path):
    made_up = SourceInfo("demo", "Demo", "CC0", "made up", is_demonstration=True)
    path = osm_file(tmp_path, *CROSS)
    bring_in(embedded, path)
    bring_in(embedded, path, made_up)
    with embedded.read() as session:
        keys = set(session.scalars(select(Way.key)))
        methods = dict(
            session.execute(
                select(ObservationRow.subject, ObservationRow.method).where(
                    ObservationRow.attribute == "step_count"
                )
            ).all()
        )
    assert keys == {"osm:w1", "osm:w2", "demo:w1", "demo:w2"}
    assert methods == {"osm:w2": "tagged", "demo:w2": "demonstration"}


def test_an_import_that_changes_nothing_does_not_age_the_graph(embedded, tmp_path):
    path = osm_file(tmp_path, *CROSS)
    bring_in(embedded, path)
    first = revision(embedded)
    bring_in(embedded, path)
    assert revision(embedded) == first


def revision(database):
    with database.read() as session:
        row = get_revision(session)
    return row.network, row.barriers
