"""A small feed, row by row, on both databases."""

from datetime import date

import pytest

from data.models import (
    Agency,
    FeedRow,
    Frequency,
    Line,
    ObservationRow,
    Service,
    ServiceDate,
    Shape,
    Stop,
    StopTime,
    TransitTrip,
    to_shapely,
)
from data.queries.source import SourceInfo
from tests.importers.gtfs.small import (
    all_rows,
    bring_in,
    by_key,
    edited,
    found,
    rows_of,
    write_feed,
)


@pytest.fixture
def feed(tmp_path):
    return write_feed(tmp_path / "feed")


def test_stops_keep_position_parent_and_other_columns(database, feed):
    bring_in(database, feed)

    platform = by_key(database, Stop)["feed:P"]

    assert platform.names == {"": "Platform"}
    assert platform.parent_key == "feed:S"
    assert platform.platform_code == "2"
    assert platform.extra == {"on_street": "Avenue"}
    assert platform.modes == ["bus"]
    assert to_shapely(platform.geom).coords[0] == (8.701, 36.18)


def test_o45_boarding_is_inherited_and_shown(database, feed):
    bring_in(database, feed)

    stops = by_key(database, Stop)

    boarding = {key: stop.wheelchair_boarding for key, stop in stops.items()}
    assert boarding == {"feed:S": 1, "feed:P": 1, "feed:M": 2, "feed:H": 0}
    access = {key: stop.access for key, stop in stops.items()}
    shown = {"feed:S": "yes", "feed:P": "yes", "feed:M": "no", "feed:H": "unknown"}
    assert access == shown


def test_boarding_is_an_observation_with_the_words_it_came_from(database, feed):
    bring_in(database, feed)

    said = {row.subject: row for row in rows_of(database, ObservationRow)}

    assert said.keys() == {"feed:S", "feed:P", "feed:M"}
    assert said["feed:P"].raw == "1 of its station"
    assert said["feed:M"].value_text == "no"
    assert {row.method for row in said.values()} == {"tagged"}


def test_boarding_of_a_made_up_feed_says_that_it_is_made_up(embedded, feed):
    bring_in(embedded, feed, SourceInfo("feed", "", "", "", is_demonstration=True))

    methods = {row.method for row in rows_of(embedded, ObservationRow)}

    assert methods == {"demonstration"}


def test_a_line_knows_its_trips_and_runs_along_their_shape(database, feed):
    bring_in(database, feed)

    line = by_key(database, Line)["feed:line:L1"]

    assert (line.trips, line.trips_accessible, line.trips_inaccessible) == (3, 1, 1)
    assert (line.short_name, line.route_type, line.colour) == ("1", 3, "0A7F8B")
    assert line.agency_key == "feed:agency:A"
    assert line.extra == {"route_desc": "by the market"}
    course = to_shapely(line.geom)
    assert [list(part.coords) for part in course.geoms] == [
        [(8.701, 36.18), (8.705, 36.182), (8.709, 36.185)]
    ]


def test_points_of_a_shape_are_put_in_order(database, feed):
    bring_in(database, feed)

    (shape,) = rows_of(database, Shape)

    assert [x for x, _ in to_shapely(shape.geom).coords] == [8.701, 8.705, 8.709]


def test_a_line_without_shape_runs_from_stop_to_stop(embedded, tmp_path):
    changes = edited("trips", "T1,C", "T1,") | {"shapes": None}
    changes["trips"] = changes["trips"].replace("T2,C", "T2,")
    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    line = by_key(embedded, Line)["feed:line:L1"]

    parts = {tuple(part.coords) for part in to_shapely(line.geom).geoms}
    assert ((8.701, 36.18), (8.705, 36.182), (8.709, 36.185)) in parts
    assert ((8.709, 36.185), (8.701, 36.18)) in parts
    assert len(found(report, "line-without-shape")) == 1


def test_trips_keep_flags_direction_and_block(database, feed):
    bring_in(database, feed)

    trips = by_key(database, TransitTrip)

    flags = [trips[f"feed:trip:T{i}"].wheelchair_accessible for i in (1, 2, 3)]
    assert flags == [1, 2, 0]
    assert trips["feed:trip:T1"].block == "b7"
    assert trips["feed:trip:T1"].extra == {"trip_short_name": "early"}
    assert trips["feed:trip:T1"].service_key == "feed:service:W"
    assert trips["feed:trip:T3"].direction == 1
    assert trips["feed:trip:T3"].shape_key is None


def test_times_pass_midnight_and_blank_ones_stay_unknown(database, feed):
    bring_in(database, feed)

    calls = {
        (row.trip_key[-2:], row.sequence): (row.arrival_s, row.departure_s)
        for row in rows_of(database, StopTime)
    }

    assert calls["T1", 1] == (28_800, 28_830)
    assert calls["T1", 2] == (None, None)
    assert calls["T2", 2] == (90_600, 90_600)


def test_services_have_weekdays_or_days_of_their_own(database, feed):
    bring_in(database, feed)

    services = by_key(database, Service)
    days = rows_of(database, ServiceDate)

    week, feast = services["feed:service:W"], services["feed:service:FEAST"]
    assert (week.weekdays, week.start_date) == ("1111100", date(2026, 1, 1))
    assert (feast.weekdays, feast.start_date) == ("0000000", None)
    assert [(d.service_key[-1], d.exception_type) for d in days] == [("W", 2), ("T", 1)]


def test_a_file_without_a_table_is_kept_as_it_came(database, tmp_path):
    areas = "area_id,area_name\nC,Centre\n"
    bring_in(database, write_feed(tmp_path / "f", areas=areas))

    (kept,) = rows_of(database, FeedRow)

    assert (kept.file, kept.number) == ("areas.txt", 1)
    assert kept.row == {"area_id": "C", "area_name": "Centre"}


def test_columns_without_a_place_are_kept(embedded, tmp_path):
    shapes = (
        "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n"
    )
    changes = {
        "calendar": "service_id,start_date,end_date,service_name\n"
        "W,20260101,20261231,Weekdays\n",
        "shapes": shapes + "C,36.185,8.709,2,900\nC,36.18,8.701,1,0\n",
    }
    bring_in(embedded, write_feed(tmp_path / "f", **changes))

    kept = {(row.file, row.number): row.row for row in rows_of(embedded, FeedRow)}

    assert kept["calendar.txt", 1] == {"service_id": "W", "service_name": "Weekdays"}
    assert kept["shapes.txt", 1]["shape_dist_traveled"] == ["0", "900"]


def test_names_in_other_languages_come_from_translations(embedded, tmp_path):
    said = "table_name,field_name,language,translation,record_id,field_value\n"
    said += "stops,stop_name,ar,السوق,M,\nstops,stop_name,fr-TN,Hôpital,,Hospital\n"
    info = "feed_publisher_name,feed_lang\nx,en\n"
    bring_in(embedded, write_feed(tmp_path / "f", translations=said, feed_info=info))

    stops = by_key(embedded, Stop)

    assert stops["feed:M"].names == {"": "Market", "en": "Market", "ar": "السوق"}
    assert stops["feed:H"].names["fr"] == "Hôpital"


def test_importing_twice_changes_nothing(database, feed):
    bring_in(database, feed)
    before = all_rows(database)

    report = bring_in(database, feed)

    assert all_rows(database) == before
    assert not report.changed


def test_a_new_feed_replaces_the_old_one_and_no_other(database, feed, tmp_path):
    other = SourceInfo("other", "", "", "")
    bring_in(database, feed, other)
    bring_in(database, feed)
    ids = {key: stop.id for key, stop in by_key(database, Stop).items()}
    changes = edited("stops", "H,Hospital", "H,New hospital") | edited(
        "stop_times", "T3,09:20:00,09:20:00,P,2,\n", ""
    )
    bring_in(database, write_feed(tmp_path / "new", **changes))

    stops = by_key(database, Stop)

    assert stops["feed:H"].names == {"": "New hospital"}
    assert {key: stop.id for key, stop in stops.items()} == ids
    assert len(rows_of(database, StopTime, "feed")) == 6
    assert len(rows_of(database, StopTime, "other")) == 7


def test_what_a_feed_no_longer_has_goes(embedded, feed, tmp_path):
    bring_in(embedded, feed)
    changes = {"frequencies": None, "calendar_dates": None}
    bring_in(embedded, write_feed(tmp_path / "new", **changes))

    assert rows_of(embedded, Frequency) == []
    assert by_key(embedded, Service).keys() == {"feed:service:W"}


def test_text_that_looks_like_code_is_only_text(database, tmp_path):
    evil = """x'); DROP TABLE stop; --<script>alert(1)</script>"""
    changes = edited("stops", "M,Market", f'M,"{evil}"')
    bring_in(database, write_feed(tmp_path / "f", **changes))

    assert by_key(database, Stop)["feed:M"].names == {"": evil}


def test_a_very_long_id_is_cut_and_stays_its_own(database, tmp_path):
    long = "h" * 300
    text = edited("stops", "H,Hospital", f"{long}1,Hospital\n{long}2,Other")["stops"]
    text = text.replace("Other,36.185,8.709,,,,,", "Other,36.185,8.709,,,1,,")
    text = text.replace("Hospital\n", "Hospital,36.185,8.709,,,1,,\n")
    calls = edited("stop_times", "P,1,0", "P,1,0")["stop_times"]
    bring_in(
        database,
        write_feed(
            tmp_path / "f", stops=text, stop_times=calls.replace(",H,", f",{long}1,")
        ),
    )

    keys = [key for key in by_key(database, Stop) if "hhh" in key]

    assert len(keys) == 2
    assert {len(key) for key in keys} == {120}


def test_agencies_keep_their_zone(database, feed):
    bring_in(database, feed)

    agency = by_key(database, Agency)["feed:agency:A"]

    assert (agency.name, agency.timezone) == ("Bus company", "Africa/Tunis")
    assert agency.extra == {"agency_url": "http://example.org"}
