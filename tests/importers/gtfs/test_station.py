"""Levels, pathways, transfers, headways and fares have rows of their own."""

import pytest
from alembic import command
from sqlalchemy import text

from data.models import (
    Agency,
    Fare,
    FareRule,
    FeedRow,
    Frequency,
    Level,
    Line,
    Pathway,
    Stop,
    StopTime,
    Transfer,
    TransitTrip,
)
from data.schema import alembic_config, upgrade_schema
from tests.importers.gtfs.small import (
    FILES,
    all_rows,
    bring_in,
    by_key,
    edited,
    errors,
    found,
    rows_of,
    write_feed,
)

STATION = {
    "levels": "level_id,level_index,level_name\nG,0,Street\nU,-1.5,Trains\n",
    "pathways": "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,"
    "length,traversal_time,stair_count,max_slope,min_width,signposted_as,"
    "reversed_signposted_as,opened\n"
    "W,S,P,1,1,42.5,60,,-0.05,1.2,Trains,Way out,2020\n"
    "T,S,P,2,0,,,-12,,,,,\n"
    "B,S,P,2,0,,,many,,,,,\n",
    "transfers": "from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,"
    "to_trip_id,transfer_type,min_transfer_time\n"
    "P,M,,,,,2,180\nM,P,L1,,,,,\n,,,,T1,T2,4,\nP,X,,,,,,\n",
    "fare_attributes": "fare_id,price,currency_type,payment_method,transfers,"
    "transfer_duration,agency_id\nF,0.470,TND,0,,3600,A\nG,1.2,TND,1,2,,\n",
    "fare_rules": "fare_id,route_id,origin_id,destination_id,contains_id\n"
    "F,L1,1,2,\nG,,,,3\nX,,,,\n",
    "translations": "table_name,field_name,language,translation,record_id,"
    "field_value\npathways,signposted_as,ar,القطارات,W,\n"
    "levels,level_name,fr,Quais,,Trains\n",
}


@pytest.fixture
def station(tmp_path):
    return write_feed(tmp_path / "station", **STATION)


def test_levels_have_a_height_and_names(database, station):
    bring_in(database, station)

    levels = by_key(database, Level)

    assert levels["feed:level:U"].position == -1.5
    assert levels["feed:level:U"].names == {"": "Trains", "fr": "Quais"}


def test_pathways_keep_their_measures_and_what_is_unknown_stays_so(database, station):
    report = bring_in(database, station)

    ways = by_key(database, Pathway)
    walk, stairs = ways["feed:pathway:W"], ways["feed:pathway:T"]

    assert (walk.from_key, walk.to_key, walk.mode) == ("feed:S", "feed:P", 1)
    assert walk.is_bidirectional
    assert not stairs.is_bidirectional
    assert (walk.length_m, walk.traversal_s, walk.min_width_m) == (42.5, 60.0, 1.2)
    assert walk.max_slope == -0.05
    assert stairs.stair_count == -12
    assert (stairs.length_m, stairs.max_slope, stairs.min_width_m) == (None, None, None)
    assert walk.extra == {"opened": "2020"}
    assert ways["feed:pathway:B"].stair_count is None
    assert found(report, "value-no-number") == [
        ("pathways.txt line 4", "stair_count 'many' is not a number: taken as unknown")
    ]


def test_signposts_are_kept_for_both_ways_and_in_every_language(database, station):
    bring_in(database, station)

    ways = by_key(database, Pathway)

    assert ways["feed:pathway:W"].signposts == {
        "forward": {"": "Trains", "ar": "القطارات"},
        "backward": {"": "Way out"},
    }
    assert ways["feed:pathway:T"].signposts == {}


def test_transfers_lead_between_stops_lines_and_trips(database, station):
    report = bring_in(database, station)

    timed, of_line, aboard = rows_of(database, Transfer)

    assert (timed.from_stop_key, timed.to_stop_key) == ("feed:P", "feed:M")
    assert (timed.type, timed.min_s) == (2, 180)
    assert (of_line.from_line_key, of_line.type) == ("feed:line:L1", 0)
    assert aboard.from_stop_key is None
    assert (aboard.from_trip_key, aboard.type) == ("feed:trip:T1", 4)
    assert (
        "transfers.txt line 5",
        "to_stop_id 'X' is not in stops.txt; left out",
    ) in found(report, "reference-dangling")


def test_a_headway_is_a_row_in_seconds(database, station):
    bring_in(database, station)

    (row,) = rows_of(database, Frequency)

    assert row.trip_key == "feed:trip:T3"
    assert (row.start_s, row.end_s, row.headway_s) == (32_400, 43_200, 600)
    assert row.exact is False


def test_fares_have_a_price_and_rules(database, station):
    bring_in(database, station)

    fares, rules = by_key(database, Fare), rows_of(database, FareRule)
    one, day = fares["feed:fare:F"], fares["feed:fare:G"]

    assert (one.price, one.currency, one.payment_method) == (0.47, "TND", 0)
    assert (one.transfers, one.transfer_s) == (None, 3600)
    assert (one.agency_key, day.agency_key) == ("feed:agency:A", None)
    assert day.transfers == 2
    said = [(r.fare_key, r.line_key, r.origin, r.contains) for r in rules]
    assert said == [
        ("feed:fare:F", "feed:line:L1", "1", None),
        ("feed:fare:G", None, None, "3"),
    ]


def test_a_station_comes_in_twice_as_it_came_in_once(database, station):
    bring_in(database, station)
    before = all_rows(database)

    report = bring_in(database, station)

    assert all_rows(database) == before
    assert not report.changed


def test_calls_say_who_may_get_on_and_whether_times_are_exact(database, tmp_path):
    calls = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,"
    calls += "drop_off_type,timepoint\nT1,8:00:00,8:00:00,P,1,,1,1\n"
    calls += "T1,8:10:00,8:10:00,H,2,3,2,0\nT2,8:00:00,8:00:00,P,1,9,,\n"
    report = bring_in(database, write_feed(tmp_path / "f", stop_times=calls))

    first, second, third = rows_of(database, StopTime)

    assert (first.pickup, first.drop_off, first.timepoint) == (0, 1, 1)
    assert (second.pickup, second.drop_off, second.timepoint) == (3, 2, 0)
    assert (third.pickup, third.drop_off, third.timepoint) == (0, 0, None)
    assert found(report, "value-out-of-range") == [
        ("stop_times.txt line 4", "pickup_type '9' is not one of 0 … 3")
    ]
    assert third.extra == {"pickup_type": "9"}


def test_a_louage_that_leaves_when_full_has_a_range_of_waiting(database, tmp_path):
    trips = "route_id,service_id,trip_id,leaves_when_full,wait_low_s,wait_high_s\n"
    trips += "L1,W,T1,1,600,5400\nL1,W,T2,1,600,60\nL1,FEAST,T3,,,\n"
    report = bring_in(database, write_feed(tmp_path / "f", trips=trips))

    made = by_key(database, TransitTrip)

    waits = {key[-2:]: (row.wait_low_s, row.wait_high_s) for key, row in made.items()}
    assert waits == {"T1": (600, 5400), "T2": (None, None), "T3": (None, None)}
    assert len(found(report, "wait-wrong")) == 1


def test_stops_say_their_zone_level_and_how_to_speak_their_name(database, tmp_path):
    stops = "stop_id,stop_name,stop_lat,stop_lon,zone_id,level_id,tts_stop_name\n"
    stops += "P,St. P,36.18,8.70,1,G,Saint Paul\nH,H,36.18,8.71,,,\nM,M,36.1,8.7,,,\n"
    said = STATION["translations"] + "stops,tts_stop_name,fr,Saint-Paul,P,\n"
    changes = {"stops": stops, "levels": STATION["levels"], "translations": said}
    bring_in(database, write_feed(tmp_path / "f", **changes))

    stop = by_key(database, Stop)["feed:P"]

    assert (stop.zone, stop.level_key) == ("1", "feed:level:G")
    assert stop.tts_names == {"": "Saint Paul", "fr": "Saint-Paul"}


def test_a_town_of_before_is_carried_over_and_filled_by_the_next_import(
    database, station
):
    bring_in(database, station)
    wanted = all_rows(database)
    with database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0011")
        connection.execute(
            text(
                "INSERT INTO feed_row (source_id, file, number, row) "
                "SELECT id, 'levels.txt', 1, '{}' FROM source"
            )
        )
    upgrade_schema(database)
    assert {row.pickup for row in rows_of(database, StopTime)} == {0}
    assert rows_of(database, Level) == []

    report = bring_in(database, station)

    kept = {"stop", "stop_time", "transit_trip", "feed_row", "level", "pathway"}
    now = all_rows(database)
    assert {name: _without_id(now[name]) for name in kept} == {
        name: _without_id(wanted[name]) for name in kept
    }
    assert errors(report) == {"reference-dangling"}
    assert {row.file for row in rows_of(database, FeedRow)} == {"translations.txt"}


def _without_id(rows):
    return sorted(tuple(row[1:]) for row in rows)


def test_a_headway_that_repeats_a_beginning_is_left_out(embedded, tmp_path):
    changes = {"frequencies": FILES["frequencies.txt"] + "T3,09:00:00,10:00:00,300\n"}

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    assert [row.headway_s for row in rows_of(embedded, Frequency)] == [600]
    assert found(report, "id-twice")[0][0] == "frequencies.txt line 3"


def test_a_head_sign_is_translated_by_record_or_by_its_words(database, tmp_path):
    said = "table_name,field_name,language,translation,record_id,field_value\n"
    said += "trips,trip_headsign,ar,المستشفى,,Hospital\n"
    said += "trips,trip_headsign,ar,إلى المستشفى,T2,\n"
    said += "agency,agency_name,ar,شركة الحافلات,A,\n"
    said += "routes,route_short_name,ar,خط 1,L1,\n"
    bring_in(database, write_feed(tmp_path / "f", translations=said))

    trips = by_key(database, TransitTrip)
    agency, line = by_key(database, Agency), by_key(database, Line)

    assert trips["feed:trip:T1"].headsigns == {"ar": "المستشفى"}
    assert trips["feed:trip:T2"].headsigns == {"ar": "إلى المستشفى"}
    assert agency["feed:agency:A"].names == {"": "Bus company", "ar": "شركة الحافلات"}
    assert line["feed:line:L1"].short_names == {"ar": "خط 1"}


def test_a_feed_without_translations_has_none(embedded, tmp_path):
    bring_in(embedded, write_feed(tmp_path / "f", **edited("trips", "early", "")))

    assert {str(row.headsigns) for row in rows_of(embedded, TransitTrip)} == {"{}"}
