import osmium
import pytest

from data.queries.entrance import list_entrances
from tests.importers.osm.small import all_rows, bring_in, node, osm_file, relation, way
from tests.importers.streets import WEST

STEP = 0.002
CORNERS = (
    node(1, WEST, 36.18, entrance="main", step_count="4", name="باب"),
    node(2, WEST + STEP, 36.18),
    node(
        3, WEST + STEP, 36.182, entrance="yes", wheelchair="yes", **{"door:width": "1"}
    ),
    node(4, WEST, 36.182),
)


def listed(database, place):
    with database.read() as session:
        return list_entrances(session, place)


def test_doors_on_the_outline_of_a_place_are_its_entrances(database, tmp_path):
    path = osm_file(tmp_path, *CORNERS, way(6, [1, 2, 3, 4, 1], amenity="hospital"))

    report = bring_in(database, path)

    main, side = listed(database, "osm:w6")
    assert report.counts["entrance"] == 2
    assert (main.key, main.kind, main.names) == ("osm:n1", "main", {"": "باب"})
    assert main.values == {"entrance": "main", "step_count": 4.0}
    assert side.values["wheelchair"] == "yes"
    assert side.values["door_width_m"] == 1.0
    assert listed(database, "osm:w7") == listed(database, "") == []


def test_a_door_of_two_places_belongs_to_both(embedded, tmp_path):
    path = osm_file(
        tmp_path,
        *CORNERS,
        way(6, [1, 2, 3, 4, 1], amenity="school"),
        way(7, [1, 2, 3]),
        way(8, [3, 4, 1]),
        relation(
            9,
            [("way", 7, "outer"), ("way", 8, "outer")],
            type="multipolygon",
            tourism="museum",
        ),
    )

    bring_in(embedded, path)

    school, museum = listed(embedded, "osm:w6"), listed(embedded, "osm:r9")
    assert [d.key for d in school] == [d.key for d in museum] == ["osm:n1", "osm:n3"]


def test_importing_doors_twice_changes_nothing(database, tmp_path):
    path = osm_file(tmp_path, *CORNERS, way(6, [1, 2, 3, 4, 1], amenity="school"))
    bring_in(database, path)
    before = all_rows(database)

    report = bring_in(database, path)

    assert all_rows(database) == before
    assert report.counts["entrance"] == 2


def test_a_door_that_is_gone_is_taken_out(embedded, tmp_path):
    outline = way(6, [1, 2, 3, 4, 1], amenity="school")
    bring_in(embedded, osm_file(tmp_path, *CORNERS, outline))

    bare = [node(i, lon, lat) for i, lon, lat in ((1, WEST, 36.18), (4, WEST, 36.182))]
    bring_in(embedded, osm_file(tmp_path, *CORNERS[1:3], *bare, outline))

    assert [door.key for door in listed(embedded, "osm:w6")] == ["osm:n3"]


INSIDE = node(20, WEST + STEP / 2, 36.181, amenity="pharmacy")
OUTSIDE = node(21, WEST + 2 * STEP, 36.181, amenity="pharmacy")
HOUSE = way(6, [1, 2, 3, 4, 1], building="yes")


@pytest.mark.parametrize("suffix", [".osm", ".osm.pbf"])
def test_a_place_that_is_a_point_has_the_doors_of_its_building(
    embedded, tmp_path, suffix
):
    path = osm_file(tmp_path, *CORNERS, INSIDE, OUTSIDE, HOUSE)
    if suffix != ".osm":
        pbf = tmp_path / f"town{suffix}"
        with osmium.SimpleWriter(pbf) as writer:
            for element in osmium.FileProcessor(path):
                writer.add(element)
        path = pbf

    report = bring_in(embedded, path)

    assert report.counts["entrance"] == 2
    assert [d.key for d in listed(embedded, "osm:n20")] == ["osm:n1", "osm:n3"]
    assert listed(embedded, "osm:n21") == listed(embedded, "osm:w6") == []


def test_of_two_buildings_the_smaller_one_around_a_place_is_its_own(embedded, tmp_path):
    small = (
        node(10, WEST + 0.0004, 36.1804, entrance="yes"),
        node(11, WEST + 0.0016, 36.1804),
        node(12, WEST + 0.0016, 36.1816),
        node(13, WEST + 0.0004, 36.1816),
    )
    inner = way(7, [10, 11, 12, 13, 10], building="yes")

    bring_in(embedded, osm_file(tmp_path, *CORNERS, *small, INSIDE, HOUSE, inner))

    assert [d.key for d in listed(embedded, "osm:n20")] == ["osm:n10"]


def test_a_building_without_doors_gives_a_place_none(embedded, tmp_path):
    bare = [
        node(i, WEST + east * STEP, 36.18 + north * STEP)
        for i, east, north in ((1, 0, 0), (2, 1, 0), (3, 1, 1), (4, 0, 1))
    ]

    bring_in(embedded, osm_file(tmp_path, *bare, INSIDE, HOUSE))

    assert listed(embedded, "osm:n20") == []
