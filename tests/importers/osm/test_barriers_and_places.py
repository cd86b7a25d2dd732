"""Barriers, places and stops from small files."""

import pytest
from sqlalchemy import select, update

from data.models import Barrier, ObservationRow, Place, Stop, to_shapely
from data.queries.place import refresh_access
from tests.importers.osm.small import (
    STEP,
    WEST,
    bring_in,
    codes,
    node,
    osm_file,
    relation,
    way,
)


def get_barriers(database):
    with database.read() as session:
        rows = session.scalars(select(Barrier).order_by(Barrier.key))
        return {
            row.key: (row.kind, row.attribute, row.value_number, row.value_text)
            for row in rows
        }


def street(folder, *nodes, **tags):
    """Write a way over nodes 1 … 4 of which the middle ones are given."""
    kept = [node(1), *nodes, node(4)]
    return osm_file(folder, *kept, way(1, [1, 2, 3, 4], highway="footway", **tags))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"kerb": "lowered"}, ("kerb", "kerb_height_m", 0.03, None)),
        ({"kerb": "raised"}, ("kerb", "kerb", None, "raised")),
        ({"kerb": "rolled"}, ("kerb", "kerb", None, "rolled")),
        ({"barrier": "kerb"}, ("kerb", "kerb", None, None)),
        (
            {"kerb": "raised", "kerb__height": "12 cm"},
            ("kerb", "kerb_height_m", 0.12, None),
        ),
    ],
)
def test_kerbs_are_barriers_with_a_height_or_a_word(embedded, tmp_path, tags, expected):
    bring_in(embedded, street(tmp_path, node(2, **tags), node(3)))
    assert get_barriers(embedded) == {"osm:n2:kerb": expected}


@pytest.mark.parametrize("word", ["flush", "no"])
def test_flush_kerbs_are_facts_and_no_barriers(embedded, tmp_path, word):
    report = bring_in(
        embedded, street(tmp_path, node(2, barrier="kerb", kerb=word), node(3))
    )
    assert get_barriers(embedded) == {}
    assert codes(report)["kerb-flush"] == 1
    with embedded.read() as session:
        facts = session.execute(
            select(ObservationRow.attribute, ObservationRow.value_number).where(
                ObservationRow.subject == "osm:n2"
            )
        )
        assert ("kerb_height_m", 0.0) in {tuple(fact) for fact in facts}


def test_gates_bollards_and_stiles_set_what_they_leave_free(database, tmp_path):
    path = street(
        tmp_path,
        node(2, barrier="gate", width="1.1"),
        node(3, barrier="bollard", width="0.4"),
        width="2",
    )
    bring_in(database, path)
    found = get_barriers(database)
    assert found["osm:n2:gate"] == ("gate", "narrowest_m", 1.1, None)
    assert found["osm:n3:bollard"][1:3] == ("narrowest_m", pytest.approx(1.6))


def test_a_barrier_of_unknown_width_is_unknown_and_a_stile_obstructs(
    embedded, tmp_path
):
    path = street(
        tmp_path, node(2, barrier="cycle_barrier"), node(3, barrier="turnstile")
    )
    bring_in(embedded, path)
    assert get_barriers(embedded) == {
        "osm:n2:cycle_barrier": ("cycle_barrier", "narrowest_m", None, None),
        "osm:n3:turnstile": ("turnstile", "obstructed", 1.0, None),
    }


def test_a_barrier_is_anchored_to_node_way_and_metres_along(embedded, tmp_path):
    bring_in(embedded, street(tmp_path, node(2), node(3, kerb="raised")))
    with embedded.read() as session:
        row = session.scalar(select(Barrier))
    assert (row.node_key, row.way_key, row.side) == ("osm:n3", "osm:w1", "both")
    assert row.along_m == pytest.approx(2 * STEP * 89_900, rel=0.01)
    assert to_shapely(row.geom).x == pytest.approx(WEST + 3 * STEP)


def test_a_kerb_belongs_to_the_crossing_rather_than_to_the_pavement(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        node(1),
        node(2, kerb="raised"),
        node(3),
        way(1, [1, 2], highway="footway", footway="sidewalk"),
        way(2, [2, 3], highway="footway", footway="crossing"),
    )
    bring_in(embedded, path)
    with embedded.read() as session:
        assert session.scalar(select(Barrier.way_key)) == "osm:w2"


def test_stairs_are_one_barrier_at_their_middle(embedded, tmp_path):
    path = osm_file(tmp_path, node(1), node(3), way(5, [1, 3], highway="steps"))
    bring_in(embedded, path)
    with embedded.read() as session:
        row = session.scalar(select(Barrier))
    assert (row.key, row.kind, row.value_number) == ("osm:w5:steps", "steps", 1.0)
    assert to_shapely(row.geom).x == pytest.approx(WEST + 2 * STEP)


def test_barriers_off_the_network_are_counted(embedded, tmp_path):
    path = street(tmp_path, node(2), node(3, barrier="entrance"))
    text = path.read_text().replace("</osm>", node(8, barrier="gate") + "</osm>")
    path.write_text(text.replace("</osm>", node(9, kerb="raised") + "</osm>"))
    report = bring_in(embedded, path)
    assert codes(report)["barrier-off-network"] == 1
    assert codes(report)["kerb-off-network"] == 1
    assert report.counts["barrier"] == 0


def test_an_unknown_barrier_is_kept_with_an_unknown_effect(embedded, tmp_path):
    report = bring_in(embedded, street(tmp_path, node(2, barrier="moat"), node(3)))
    assert codes(report)["barrier-unknown"] == 1
    assert get_barriers(embedded)["osm:n2:other"] == (
        "other",
        "narrowest_m",
        None,
        None,
    )


def test_what_staff_changed_of_a_barrier_stays(database, tmp_path):
    path = street(tmp_path, node(2, kerb="raised"), node(3))
    bring_in(database, path)
    with database.write() as session:
        session.execute(update(Barrier).values(status="removed", cost=150.0))
    bring_in(database, path)
    with database.read() as session:
        row = session.scalar(select(Barrier))
    assert (row.status, row.cost) == ("removed", 150.0)


SQUARE = (node(1), node(2), node(3, WEST + 2 * STEP, 36.19), node(4, WEST, 36.19))


def test_places_from_nodes_ways_and_multipolygons(database, tmp_path):
    path = osm_file(
        tmp_path,
        *SQUARE,
        node(5, amenity="cafe", name="مقهى", wheelchair="limited"),
        way(6, [1, 2, 3, 4, 1], amenity="school"),
        way(7, [1, 2, 3]),
        way(8, [3, 4, 1]),
        relation(
            9,
            [("way", 7, "outer"), ("way", 8, "outer")],
            type="multipolygon",
            tourism="museum",
        ),
        node(10, amenity="waste_basket"),
    )
    report = bring_in(database, path)
    with database.read() as session:
        rows = {p.key: p for p in session.scalars(select(Place))}
        assert {key: p.kind for key, p in rows.items()} == {
            "osm:n5": "cafe",
            "osm:w6": "school",
            "osm:r9": "museum",
        }
        inside = to_shapely(rows["osm:r9"].geom)
        assert WEST < inside.x < WEST + 2 * STEP
        assert 36.18 < inside.y < 36.19
        assert rows["osm:n5"].names == {"": "مقهى"}
        assert [rows[k].access for k in sorted(rows)] == [
            "limited",
            "unknown",
            "unknown",
        ]
    assert codes(report)["place-kind-not-read"] == 1


def test_a_multipolygon_without_its_ways_is_found(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        node(1, amenity="cafe"),
        relation(9, [("way", 7, "outer")], type="multipolygon", tourism="museum"),
    )
    report = bring_in(embedded, path)
    assert codes(report)["place-nowhere"] == 1
    assert report.counts["place"] == 1


def test_stops_have_modes_boarding_and_access(database, tmp_path):
    path = osm_file(
        tmp_path,
        node(1, highway="bus_stop", name="Stop", wheelchair="yes", shelter="yes"),
        node(2, railway="station", name="Gare", wheelchair="no"),
        node(3, public_transport="stop_position", tram="yes"),
    )
    bring_in(database, path)
    with database.read() as session:
        rows = {s.key: s for s in session.scalars(select(Stop))}
        kinds = session.scalars(select(Place.kind)).all()
    told = {
        key: (s.location_type, s.wheelchair_boarding, s.access, s.modes)
        for key, s in rows.items()
    }
    assert told == {
        "osm:n1": (0, 1, "yes", ["bus"]),
        "osm:n2": (1, 2, "no", ["train"]),
        "osm:n3": (3, 0, "unknown", ["tram"]),
    }
    assert kinds == ["railway_station"]


def test_access_follows_the_best_observation_of_any_source(database, tmp_path):
    bring_in(database, osm_file(tmp_path, node(1, amenity="bank", wheelchair="yes")))
    with database.write() as session:
        session.execute(
            update(ObservationRow)
            .where(ObservationRow.attribute == "wheelchair")
            .values(value_text="no")
        )
        assert refresh_access(session) == 1
        assert refresh_access(session) == 0
    with database.read() as session:
        assert session.scalar(select(Place.access)) == "no"
