"""What the GTFS reference asks beyond single rows: a finding for each way to fail."""

import pytest

from data.models import Stop
from tests.importers.gtfs.small import (
    FILES,
    bring_in,
    by_key,
    edited,
    errors,
    found,
    write_feed,
)

STATION = (
    "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,"
    "wheelchair_boarding,level_id\n"
    "S,Station,36.180,8.700,1,,2,\nE,Door,36.180,8.700,2,S,,A\n"
    "P,Platform,36.180,8.701,0,S,,B\nN,Hall,36.180,8.700,3,S,,A\n"
    "D,Quay,36.180,8.701,0,S,1,B\nX,Front,36.180,8.701,4,D,,B\n"
    "M,Market,36.182,8.705,0,,,\nH,Hospital,36.185,8.709,0,,,\n"
)
LEVELS = "level_id,level_index\nA,0\nB,-1\n"
WAYS = "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,"
WAYS += "traversal_time,max_slope\n"
THROUGH = "1,E,N,1,1,,\n2,N,P,5,1,,\n3,N,X,5,1,,\n"


def codes(report, file):
    """Give the codes of what was found in a file, without notes."""
    return sorted(
        {
            finding.code
            for finding in report.findings
            if finding.record.startswith(file) and finding.severity != "info"
        }
    )


def station(tmp_path, ways, stops=STATION):
    changes = {"stops": stops, "levels": LEVELS, "pathways": WAYS + ways}
    return write_feed(tmp_path / "f", **changes)


def test_o45_boarding_is_inherited_by_platforms_entrances_and_boarding_areas(
    database, tmp_path
):
    bring_in(database, station(tmp_path, THROUGH))

    stops = by_key(database, Stop)

    boarding = {key[-1]: stop.wheelchair_boarding for key, stop in stops.items()}
    assert boarding == {
        "S": 2,
        "E": 2,
        "P": 2,
        "N": 0,
        "D": 1,
        "X": 1,
        "M": 0,
        "H": 0,
    }


def test_o45_a_station_with_whole_ways_is_well(embedded, tmp_path):
    report = bring_in(embedded, station(tmp_path, THROUGH))

    assert codes(report, "pathways") == []
    assert codes(report, "stops") == []


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ("1,E,N,1,0,,\n2,N,P,1,0,,\n3,N,X,1,0,,\n", "'P' has no pathway out to"),
        ("1,E,N,1,1,,\n2,P,N,1,0,,\n3,N,X,1,1,,\n", "'P' has no pathway from"),
        ("1,E,N,1,1,,\n2,N,P,1,1,,\n", "'X' has no pathway from"),
    ],
)
def test_o45_a_platform_that_no_entrance_leads_to_is_told(
    embedded, tmp_path, ways, told
):
    report = bring_in(embedded, station(tmp_path, ways))

    assert any(told in message for _, message in found(report, "platform-unreached"))


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("4,E,E,1,0,,\n", "ends-alike"),
        ("4,P,E,7,1,,\n", "pathway-exit-gate"),
        ("4,E,M,5,1,,\n", "pathway-lift"),
        ("4,E,S,1,1,,\n", "pathway-end-wrong"),
        ("4,E,D,1,1,,\n", "pathway-end-wrong"),
        ("4,E,N,1,1,0,\n", "pathway-nothing"),
        ("4,E,N,1,1,-3,\n", "value-too-far"),
        ("4,E,N,2,1,,0.05\n", "value-forbidden"),
        ("4,E,N,8,1,,\n", "value-out-of-range"),
    ],
)
def test_o45_pathways_keep_the_rules_of_the_reference(embedded, tmp_path, way, code):
    report = bring_in(embedded, station(tmp_path, THROUGH + way))

    assert (code, "pathways.txt line 5") in {
        (finding.code, finding.record) for finding in report.findings
    }


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (("agency", "http://example.org", ""), "value-missing", "agency.txt line 2"),
        (("agency", "http:", "ftp:"), "url-wrong", "agency.txt line 2"),
        (("stops", "M,Market", "M,"), "value-missing-here", "stops.txt line 4"),
        (("stops", "0,S,,2", "2,,,2"), "value-missing-here", "stops.txt line 3"),
        (("stops", "8.700,1,,1", "8.700,1,M,1"), "value-forbidden", "stops.txt line 2"),
        (("stops", "0,S,,2", "0,M,,2"), "parent-wrong", "stops.txt line 3"),
        (("stops", "8.701,0", "8.801,0"), "stop-far-from-parent", "stops.txt line 3"),
        (
            ("routes", "1,Station – Hospital", ","),
            "line-without-name",
            "routes.txt line 2",
        ),
        (
            ("stop_times", "8:12:00,08:12:00", "8:00:40,8:00:40"),
            None,
            "stop_times.txt line 4",
        ),
        (
            ("stop_times", "8:12:00,08:12:00", ","),
            "time-missing-at-end",
            "stop_times.txt line 4",
        ),
        (("stop_times", "P,1,0", "P,-1,0"), "value-too-far", "stop_times.txt line 2"),
        (
            ("stop_times", "P,1,0", "P,1.5,0"),
            "value-not-whole",
            "stop_times.txt line 2",
        ),
        (
            ("stop_times", "T1,,,M,2", "T1,,,,2"),
            "call-nowhere",
            "stop_times.txt line 3",
        ),
        (
            ("frequencies", "12:00:00", "08:00:00"),
            "frequency-backwards",
            "frequencies.txt line 2",
        ),
    ],
)
def test_a_rule_is_kept_or_its_breach_told_at_its_line(
    embedded, tmp_path, change, code, where
):
    report = bring_in(embedded, write_feed(tmp_path / "f", **edited(*change)))

    told = {
        finding.code
        for finding in report.findings
        if finding.record == where and finding.severity != "info"
    }
    assert told == ({code} if code else set())


def test_headways_that_overlap_are_told(embedded, tmp_path):
    changes = {"frequencies": FILES["frequencies.txt"] + "T3,11:00:00,14:00:00,900\n"}

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    assert found(report, "frequency-overlap")[0][0] == "frequencies.txt line 3"
    assert errors(report) == set()


@pytest.mark.parametrize(
    ("row", "codes_told"),
    [
        ("P,M,,,2,\n", {"value-missing-here"}),
        ("P,,,,0,\n", {"value-missing-here"}),
        (",,T1,,4,\n", {"value-missing-here"}),
        ("P,M,,,6,\n", {"value-out-of-range"}),
        ("P,M,T9,,1,\n", {"reference-dangling"}),
        ("P,M,,,1,\nP,M,,,2,60\n", {"id-twice"}),
        ("P,M,,,2,120\n", set()),
        (",,T1,T2,4,\n", set()),
    ],
)
def test_transfers_keep_the_rules_of_their_type(embedded, tmp_path, row, codes_told):
    text = "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type,"
    text += f"min_transfer_time\n{row}"

    report = bring_in(embedded, write_feed(tmp_path / "f", transfers=text))

    assert set(codes(report, "transfers")) == codes_told


def test_agencies_of_several_zones_in_one_feed_are_told(embedded, tmp_path):
    agency = FILES["agency.txt"] + "B,Rail,Africa/Algiers,http://example.org\n"

    report = bring_in(embedded, write_feed(tmp_path / "f", agency=agency))

    (told,) = found(report, "time-zone-differs")
    assert told[0] == "agency.txt line 3"
    assert errors(report) == set()


def test_several_agencies_must_be_named(embedded, tmp_path):
    changes = edited("routes", "L1,A,", "L1,,")
    changes["agency"] = FILES["agency.txt"] + "B,Rail,Africa/Tunis,http://a.example\n"

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    assert found(report, "value-missing-here") == [
        (
            "routes.txt line 2",
            "agency_id must be filled where there are several agencies",
        )
    ]


def test_what_nothing_uses_is_noted(embedded, tmp_path):
    changes = {
        "stops": FILES["stops.txt"] + "Z,Idle,36.18,8.70,,,,,\nY,Hall,36.1,8.7,1,,,,\n",
        "routes": FILES["routes.txt"] + "L2,A,2,Idle,3,,\n",
        "calendar": FILES["calendar.txt"] + "N,0,0,0,0,0,0,0,20260101,20261231\n",
        "shapes": FILES["shapes.txt"] + "I,36.1,8.7,1\nI,36.2,8.7,2\n",
        "trips": FILES["trips.txt"] + "L1,W,T4,,,,,,\n",
    }

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    told = {finding.code: finding.record for finding in report.findings}
    assert told.pop("line-without-shape", None) is None
    assert told == {
        "stop-unused": "stops.txt line 6",
        "station-unused": "stops.txt line 7",
        "line-unused": "routes.txt line 3",
        "service-never": "service feed:service:N",
        "service-unused": "service feed:service:N",
        "shape-unused": "feed:shape:I",
        "trip-too-short": "trip feed:trip:T4",
    }


def test_a_bus_that_flies_is_told_with_its_speed_and_the_limit(embedded, tmp_path):
    changes = edited("stops", "H,Hospital,36.185,8.709", "H,Hospital,36.985,8.709")

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    told = dict(found(report, "travel-too-fast"))
    assert "bus is believed up to 150" in told["stop_times.txt line 4"]
    assert len(told) == 2


def test_a_stop_far_from_the_course_of_its_trips_is_told_once(embedded, tmp_path):
    changes = edited("stops", "36.182,8.705", "36.192,8.705")

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    (told,) = found(report, "stop-far-from-shape")
    assert told[0] == "stop feed:M"
    assert "m from shape feed:shape:C" in told[1]


def test_a_sound_feed_has_nothing_to_tell(database, tmp_path):
    report = bring_in(database, write_feed(tmp_path / "f"))

    assert [f for f in report.findings if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("service", "start", "is_told"),
    [("W", "08:05:00", True), ("W", "08:12:00", False), ("FEAST", "08:05:00", False)],
)
def test_two_trips_of_a_block_at_the_same_time_are_told(
    embedded, tmp_path, service, start, is_told
):
    calls = FILES["stop_times.txt"]
    changes = {
        "trips": FILES["trips.txt"] + f"L1,{service},T4,C,,1,,b7,\n",
        "stop_times": calls + f"T4,{start},{start},H,1,\nT4,09:00:00,09:00:00,P,2,\n",
    }

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    told = [where for where, _ in found(report, "block-overlap")]
    assert told == (["trips.txt line 5"] if is_told else [])


def test_a_row_with_fewer_cells_than_the_header_is_told_and_read(embedded, tmp_path):
    text = FILES["stops.txt"] + "Q,Quarter,36.18,8.7\n"

    report = bring_in(embedded, write_feed(tmp_path / "f", stops=text))

    assert found(report, "row-too-short") == [
        ("stops.txt line 6", "has 4 cells, the header has 9")
    ]
    assert "feed:Q" in by_key(embedded, Stop)


def test_a_line_with_windows_stops_nowhere_else(embedded, tmp_path):
    calls = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,"
    calls += "drop_off_type,start_pickup_drop_off_window,end_pickup_drop_off_window\n"
    calls += "T1,,,P,1,2,2,08:00:00,10:00:00\nT1,,,H,2,2,2,08:00:00,10:00:00\n"
    routes = "route_id,route_short_name,route_type,continuous_pickup\nL1,1,3,2\n"
    changes = {"stop_times": calls, "routes": routes}

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    assert codes(report, "routes") == ["value-forbidden"]
    assert codes(report, "stop_times") == []
