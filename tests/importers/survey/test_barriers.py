"""Surveyed barriers hang on the network by themselves."""

from datetime import date

import pytest
from sqlalchemy import select

from data.models import Barrier, Revision
from geo.crs import GEOD
from tests.importers.streets import SOUTH, STEP, WEST, add_streets
from tests.importers.survey.small import DEMO, bring_in, rows_of, told, write_csv

HEADER = "id,lon,lat,kind,attribute,value,way_key,name:fr,cost,observed_on\n"
HALF = WEST + 2 * STEP


def beside_m(north_m):
    """Give the latitude metres north of the way that goes east."""
    return GEOD.fwd(HALF, SOUTH, 0, north_m)[1]


def barriers(database, folder, *rows, header=HEADER, source=DEMO):
    path = write_csv(folder, header + "\n".join(rows) + "\n")
    report = bring_in(database, path, source, **{"as": "barriers"})
    return report, rows_of(database, Barrier)


def test_a_barrier_sets_its_attribute_on_its_way(database, tmp_path):
    add_streets(database)
    row = f"b1,{HALF},{SOUTH},kerb,kerb_height_m,0.08,osm:w1,Bordure,470,2026-04-25"

    report, found = barriers(database, tmp_path, row)

    kerb = found["demo:b1"]
    assert (kerb.attribute, kerb.value_number) == ("kerb_height_m", 0.08)
    assert (kerb.way_key, kerb.side, kerb.status) == ("osm:w1", "both", "active")
    along = GEOD.inv(WEST, SOUTH, HALF, SOUTH)[2]
    assert kerb.along_m == pytest.approx(along, abs=0.05)
    assert (kerb.cost, kerb.observed_on) == (470, date(2026, 4, 25))
    assert (kerb.method, kerb.names) == ("demonstration", {"fr": "Bordure"})
    assert report.findings == []


def test_without_a_way_it_hangs_on_the_nearest_within_15_metres(database, tmp_path):
    add_streets(database)
    near = f"b1,{HALF},{beside_m(12)},works,,,,,,"
    far = f"b2,{HALF},{beside_m(18)},works,,,,,,"

    report, found = barriers(database, tmp_path, near, far)

    assert found["demo:b1"].way_key == "osm:w1"
    assert found["demo:b2"].way_key is None
    assert [where for where, _ in told(report, "barrier-off-network")] == ["row 3"]


@pytest.mark.parametrize(
    ("sidewalks", "side"), [("both", "left"), ("separate", "both"), ("unknown", "both")]
)
def test_it_takes_the_side_where_sidewalks_are_on_the_line(
    embedded, tmp_path, sidewalks, side
):
    add_streets(embedded, sidewalks=sidewalks)

    _, found = barriers(
        embedded, tmp_path, f"b1,{HALF},{beside_m(4)},pole,narrowest_m,0.7,,,,"
    )

    assert found["demo:b1"].side == side


def test_the_side_that_the_surveyor_tells_counts(embedded, tmp_path):
    add_streets(embedded, sidewalks="both")
    header = "id,lon,lat,kind,side\n"
    row = f"b1,{HALF},{beside_m(4)},works,droite"

    _, found = barriers(embedded, tmp_path, row, header=header)

    assert found["demo:b1"].side == "right"


def test_a_way_that_is_not_there_yet_is_remembered(embedded, tmp_path):
    add_streets(embedded)
    row = f"b1,{HALF},{SOUTH},works,,,osm:w99,,,"

    report, found = barriers(embedded, tmp_path, row)

    assert (found["demo:b1"].way_key, found["demo:b1"].along_m) == ("osm:w99", None)
    assert "osm:w99" in told(report, "barrier-way-unknown")[0][1]


def test_a_barrier_far_from_its_way_is_doubted(embedded, tmp_path):
    add_streets(embedded)
    row = f"b1,{HALF},{beside_m(40)},works,,,way/1,,,"

    report, found = barriers(embedded, tmp_path, row)

    assert found["demo:b1"].way_key == "osm:w1"
    assert "40 m from osm:w1" in told(report, "barrier-far-from-way")[0][1]


def test_a_kind_alone_says_yes_or_remains_unknown(embedded, tmp_path):
    add_streets(embedded)
    stairs = f"b1,{HALF},{SOUTH},steps,,,,,,"
    kerb = f"b2,{HALF},{SOUTH},kerb,,,,,,"

    report, found = barriers(embedded, tmp_path, stairs, kerb)

    assert (found["demo:b1"].attribute, found["demo:b1"].value_number) == ("steps", 1)
    assert found["demo:b2"].value_number is None
    assert told(report, "barrier-without-value")[0][0] == "row 3"


def test_the_value_may_stand_in_a_column_of_its_own(embedded, tmp_path):
    add_streets(embedded)
    header = "id,lon,lat,kind,Largeur libre (cm),état du sol\n"
    narrow = f"b1,{HALF},{SOUTH},narrow,75,"
    rough = f"b2,{HALF},{SOUTH},surface,,very_bad"

    _, found = barriers(embedded, tmp_path, narrow, rough, header=header)

    assert found["demo:b1"].value_number == pytest.approx(0.75)
    assert found["demo:b2"].value_text == "very_bad"


def test_importing_twice_changes_nothing(database, tmp_path):
    add_streets(database)
    row = f"b1,{HALF},{beside_m(3)},kerb,kerb_height_m,0.08,,,470,2026-04-25"
    barriers(database, tmp_path, row)

    report, found = barriers(database, tmp_path, row)

    assert report.counts == {"rows": 1, "barriers": 1}
    assert len(found) == 1
    with database.read() as session:
        assert session.scalar(select(Revision.barriers)) == 1


def test_a_barrier_that_was_repaired_is_removed_by_its_status(database, tmp_path):
    add_streets(database)
    header = "id,lon,lat,kind,status\n"
    row = f"b1,{HALF},{SOUTH},works,"
    barriers(database, tmp_path, row + "active", header=header)

    _, found = barriers(database, tmp_path, row + "removed", header=header)

    assert found["demo:b1"].status == "removed"


def test_columns_that_a_file_lacks_stay_as_they_were(database, tmp_path):
    add_streets(database)
    barriers(database, tmp_path, f"b1,{HALF},{SOUTH},works,,,,,470,")

    row = f"b1,{HALF},{SOUTH},vehicle"
    _, found = barriers(database, tmp_path, row, header="id,lon,lat,kind\n")

    assert (found["demo:b1"].kind, found["demo:b1"].cost) == ("vehicle", 470)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("b1,8.7,36.18,monster,,,,,,", "kind: 'monster' is not one of kerb"),
        ("b1,8.7,36.18,,,,,,,", "kind: is empty"),
        ("b1,8.7,36.18,kerb,kerb_height_m,15,,,,", "15.0 is outside 0 … 0.6 m"),
        ("b1,8.7,36.18,kerb,,0.1,,,,", "attribute: is empty beside the value '0.1'"),
        ("b1,8.7,36.18,works,,,,,-5,", "cost: -5 is below 0"),
        ("b1,8.7,36.18,works,,,,,,31/02/2026", "observed_on: '31/02/2026'"),
        ("b1,,36.18,works,,,,,,", "longitude and latitude come together"),
        ("b1,,,works,,,,,,", "neither a position nor a subject"),
    ],
)
def test_a_wrong_row_is_told_and_the_others_go_in(embedded, tmp_path, row, words):
    add_streets(embedded)
    good = f"b2,{HALF},{SOUTH},works,,,,,,"

    report, found = barriers(embedded, tmp_path, row, good)

    ((where, message),) = told(report, "row-rejected")
    assert where == "row 2"
    assert words in message
    assert found.keys() == {"demo:b2"}
