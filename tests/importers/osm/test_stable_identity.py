"""What other sources say outlives a changed extract."""

from datetime import date

import pytest
from shapely.geometry import Point
from sqlalchemy import func, select

from data.models import Barrier, Edge, Node, ObservationRow, Source, Way, to_column
from data.queries.network import list_orphans
from data.queries.observation import iter_observations, replace_observations
from data.queries.source import SourceInfo, ensure_source
from geo.observation import Method, Observation, resolve
from tests.importers.osm.small import OSM, STEP, WEST, bring_in, node, osm_file, way

SURVEY = SourceInfo("survey-2026", "Survey", "CC0", "surveyors")

NODES = [node(i) for i in range(1, 6)]
BEFORE = (
    *NODES,
    way(1, [1, 2, 3, 4], highway="footway", width="2"),
    way(2, [4, 5], highway="footway", width="1.5"),
)
SPLIT = (
    *NODES,
    way(1, [1, 2, 3], highway="footway", width="2"),
    way(31, [3, 4], highway="footway", width="2"),
)
"""The same street: the first way cut in two, the second taken away."""


def add_survey(database):
    """Write by hand what a survey says of both ways."""
    with database.write() as session:
        source = ensure_source(session, SURVEY)
        said = [
            Observation(
                f"osm:w{i}",
                "width_m",
                0.8,
                Method.MEASURED,
                SURVEY.key,
                observed_on=date(2026, 5, 1),
            )
            for i in (1, 2)
        ]
        replace_observations(session, source, said)
        session.add_all(
            Barrier(
                key=f"{SURVEY.key}:b{i}",
                source_id=source.id,
                kind="narrow",
                attribute="narrowest_m",
                value_number=0.6,
                way_key=f"osm:w{i}",
                along_m=10.0,
                method=Method.MEASURED,
                geom=to_column(Point(WEST + i * STEP, 36.18)),
            )
            for i in (1, 2)
        )


def test_surveys_and_barriers_survive_a_changed_extract(database, tmp_path):
    bring_in(database, osm_file(tmp_path, *BEFORE))
    add_survey(database)
    with database.read() as session:
        way_id = session.scalar(select(Way.id).where(Way.key == "osm:w1"))
    bring_in(database, osm_file(tmp_path, *SPLIT))
    with database.read() as session:
        kept = session.scalars(select(Barrier.key).order_by(Barrier.key)).all()
        ways = dict(session.execute(select(Way.key, Way.id)).all())
        said = list(iter_observations(session, subjects=["osm:w1"]))
        best = resolve([o for o in said if o.attribute == "width_m"])
    assert kept == ["survey-2026:b1", "survey-2026:b2"]
    assert set(ways) == {"osm:w1", "osm:w31"}
    assert ways["osm:w1"] == way_id
    assert (best.source, best.value) == (SURVEY.key, 0.8)


def test_orphans_are_listed_and_come_home_with_the_old_extract(database, tmp_path):
    bring_in(database, osm_file(tmp_path, *BEFORE))
    add_survey(database)
    with database.read() as session:
        assert list_orphans(session) == []
    bring_in(database, osm_file(tmp_path, *SPLIT))
    with database.read() as session:
        orphans = [(o.table, o.key, o.source, o.anchor) for o in list_orphans(session)]
    assert orphans == [
        ("barrier", "survey-2026:b2", "survey-2026", "osm:w2"),
        ("observation", "osm:w2", "survey-2026", "osm:w2"),
    ]
    bring_in(database, osm_file(tmp_path, *BEFORE))
    with database.read() as session:
        assert list_orphans(session) == []


def test_edges_are_cut_anew_and_point_at_rows_that_exist(database, tmp_path):
    bring_in(database, osm_file(tmp_path, *BEFORE))
    bring_in(database, osm_file(tmp_path, *SPLIT))
    with database.read() as session:
        edges = session.execute(
            select(Way.key, Edge.first_vertex, Edge.last_vertex)
            .join(Way)
            .order_by(Way.key)
        ).all()
        nodes = session.scalars(select(Node.key).order_by(Node.key)).all()
        owners = session.scalar(
            select(func.count(ObservationRow.id))
            .join(Source)
            .where(Source.key == OSM.key, ObservationRow.subject == "osm:w2")
        )
    assert [tuple(edge) for edge in edges] == [("osm:w1", 0, 2), ("osm:w31", 0, 1)]
    assert nodes == ["osm:n1", "osm:n3", "osm:n4"]
    assert owners == 0


@pytest.mark.parametrize("first", [BEFORE, SPLIT])
def test_the_order_of_imports_does_not_matter_for_the_rows(embedded, tmp_path, first):
    bring_in(embedded, osm_file(tmp_path, *first))
    bring_in(embedded, osm_file(tmp_path, *SPLIT))
    with embedded.read() as session:
        keys = session.scalars(select(Way.key).order_by(Way.key)).all()
    assert keys == ["osm:w1", "osm:w31"]
