"""Real feeds come in whole: counts equal to the files, flaws told."""

import csv
import io
import zipfile

import pytest
from sqlalchemy import func, select

from data.models import (
    Agency,
    Fare,
    FareRule,
    FeedRow,
    Frequency,
    Level,
    Line,
    ObservationRow,
    Pathway,
    Service,
    ServiceDate,
    Shape,
    Stop,
    StopTime,
    Transfer,
    TransitTrip,
)
from data.queries.source import SourceInfo
from geo.errors import InputError
from tests.importers.gtfs.small import bring_in, errors, found, rows_of

POA = "porto-alegre/poa_eptc.zip"
SAMPLE = "gtfs/sample-feed-1.zip"
OWN_TABLE = {
    "stops": Stop,
    "routes": Line,
    "trips": TransitTrip,
    "stop_times": StopTime,
    "calendar_dates": ServiceDate,
    "frequencies": Frequency,
    "levels": Level,
    "pathways": Pathway,
    "transfers": Transfer,
    "fare_attributes": Fare,
    "fare_rules": FareRule,
}
NOT_KEPT_AS_ROWS = {*OWN_TABLE, "agency", "calendar", "shapes"}
WHOLE = {
    SAMPLE: {},
    POA: {"trips": 2374, "stops": 3986, "stop_times": 130_019},
    "porto-alegre/poa_trensurb.zip": {"trips": 1248, "stops": 24},
    "heidelberg/vrn_gtfs_cut.zip": {"trips": 1480, "stops": 392},
    "kef/sncft_kef_2021_2022_gtfs.zip": {"stops": 28, "trips": 10},
    "gtfs/otp-simple": {"pathways": 3, "frequencies": 2},
    "gtfs/otp-aspen-flex-on-demand.gtfs": {"stop_times": 4, "booking_rules": 1},
    "gtfs/otp-cobblinc-scheduled-deviated-flex.gtfs": {"trips": 72},
    "gtfs/mbta-pathways": {"stops": 9704, "pathways": 7768, "levels": 74},
}


SECOND_OPINION = {
    SAMPLE: {"row-too-short": 13},
    "gtfs/otp-simple": {
        "row-too-short": 3,
        "value-out-of-range": 2,
        "value-missing-here": 1,
        "time-backwards": 1,
        "stop-far-from-shape": 3,
    },
    "gtfs/otp-aspen-flex-on-demand.gtfs": {
        "stop-unused": 209,
        "sequence-twice": 2,
        "zone-as-stop": 4,
    },
    "gtfs/otp-cobblinc-scheduled-deviated-flex.gtfs": {"zone-as-stop": 144},
    POA: {"colour-wrong": 115},
    "heidelberg/vrn_gtfs_cut.zip": {"block-overlap": 138},
}
"""Flaws as gtfs-guru 1.0.0 (Apache-2.0) counts them, under our names."""


def count_files(path):
    """Count the rows of each file with nothing but the csv module."""
    if path.is_dir():
        texts = {f.stem: f.read_bytes() for f in path.glob("*.txt")}
    else:
        with zipfile.ZipFile(path) as held:
            texts = {n.removesuffix(".txt"): held.read(n) for n in held.namelist()}
    return {
        name: sum(1 for row in csv.reader(io.StringIO(t.decode("utf-8-sig"))) if row)
        - 1
        for name, t in texts.items()
    }


def count(database, model, *conditions):
    with database.read() as session:
        wanted = select(func.count(model.id)).where(*conditions)
        return session.scalar(wanted)


@pytest.mark.parametrize("name", WHOLE)
def test_a_real_feed_comes_in_whole(embedded, test_data, name):
    rows = count_files(test_data / name)

    report = bring_in(embedded, test_data / name)

    assert errors(report) == set()
    assert {file: report.counts[file] for file in rows} == rows
    assert rows.items() >= WHOLE[name].items()
    for file, model in OWN_TABLE.items():
        assert count(embedded, model) == rows.get(file, 0)
    for file in rows.keys() - NOT_KEPT_AS_ROWS:
        assert count(embedded, FeedRow, FeedRow.file == f"{file}.txt") == rows[file]


def test_porto_alegre_on_both_databases(database, test_data):
    report = bring_in(database, test_data / POA)

    assert report.seconds < 60
    flags = {
        flag: count(database, TransitTrip, TransitTrip.wheelchair_accessible == flag)
        for flag in (0, 1, 2)
    }
    assert flags == {0: 0, 1: 913, 2: 1461}
    lines = rows_of(database, Line)
    assert sum(line.trips_accessible for line in lines) == 913
    assert sum(line.trips_inaccessible for line in lines) == 1461
    assert all(line.geom is not None for line in lines)
    assert count(database, Shape) == 201
    assert count(database, Service) == 115
    assert count(database, StopTime, StopTime.arrival_s.is_(None)) == 125_271


def test_el_kef_boarding_is_unknown_and_never_no(database, test_data):
    bring_in(database, test_data / "kef/sncft_kef_2021_2022_gtfs.zip")

    stops = rows_of(database, Stop)

    assert {stop.access for stop in stops} == {"unknown"}
    assert {tuple(stop.modes) for stop in stops} == {("train",)}
    assert count(database, ObservationRow) == 0


def test_boston_pathways_without_trips_are_kept_and_told(embedded, test_data):
    report = bring_in(embedded, test_data / "gtfs/mbta-pathways")

    told = {record for record, _ in found(report, "file-missing")}
    missing = {"agency.txt", "routes.txt", "trips.txt", "stop_times.txt"}
    assert told == {*missing, "calendar.txt"}
    said = {
        word: count(embedded, ObservationRow, ObservationRow.value_text == word)
        for word in ("yes", "no")
    }
    assert said == {"yes": 8813, "no": 382}


def test_zones_of_on_demand_services_are_kept(embedded, test_data):
    report = bring_in(embedded, test_data / "gtfs/otp-aspen-flex-on-demand.gtfs")

    kept = {row.file: row.row for row in rows_of(embedded, FeedRow)}
    calls = rows_of(embedded, StopTime)

    zones = [feature["id"] for feature in kept["locations.geojson"]["features"]]
    assert zones == ["area_294"]
    assert {call.extra["stop_id"] for call in calls} == {"area_294"}
    assert {call.stop_key for call in calls} == {None}
    assert report.counts["locations"] == 1


def test_boston_has_its_levels_and_all_its_ways(database, test_data):
    bring_in(database, test_data / "gtfs/mbta-pathways")

    modes = {
        mode: count(database, Pathway, Pathway.mode == mode) for mode in range(1, 8)
    }
    stairs = [row for row in rows_of(database, Pathway) if row.stair_count is not None]

    assert count(database, Level) == 74
    assert sum(modes.values()) == 7768
    assert modes == {1: 6242, 2: 752, 3: 0, 4: 158, 5: 378, 6: 106, 7: 132}
    assert len(stairs) == 752
    assert any(row.stair_count < 0 for row in stairs)
    assert count(database, Stop, Stop.level_key.is_not(None)) == 2319


def test_both_feeds_of_porto_alegre_live_side_by_side(database, test_data):
    for key, name in (("bus", POA), ("rail", "porto-alegre/poa_trensurb.zip")):
        bring_in(database, test_data / name, SourceInfo(key, key, "", ""))
    trains = len(rows_of(database, StopTime, "rail"))

    again = bring_in(database, test_data / POA, SourceInfo("bus", "bus", "", ""))

    assert count(database, Stop, Stop.key.startswith("bus:")) == 3986
    assert count(database, Stop, Stop.key.startswith("rail:")) == 24
    assert count(database, TransitTrip) == 2374 + 1248
    assert len(rows_of(database, StopTime, "bus")) == 130_019
    assert len(rows_of(database, StopTime, "rail")) == trains
    assert not again.changed
    zones = {row.key: row.timezone for row in rows_of(database, Agency)}
    assert zones == {
        "bus:agency:EPTC": "America/Sao_Paulo",
        "rail:agency:TRENS": "America/Sao_Paulo",
    }


def test_the_same_feed_from_two_sources_does_not_mix(database, test_data):
    for key in ("one", "two"):
        bring_in(database, test_data / "gtfs/otp-simple", SourceInfo(key, key, "", ""))
    bring_in(database, test_data / SAMPLE, SourceInfo("two", "two", "", ""))

    assert count(database, Stop, Stop.key.startswith("one:")) == 28
    assert count(database, Stop, Stop.key.startswith("two:")) == 9
    assert count(database, Pathway) == 3
    assert rows_of(database, Pathway)[0].from_key == "one:entrance_a"
    zones = {row.key[:3]: row.timezone for row in rows_of(database, Agency)}
    assert zones == {"one": "America/New_York", "two": "America/Los_Angeles"}


def test_ways_of_a_simple_station_have_times(embedded, test_data):
    bring_in(embedded, test_data / "gtfs/otp-simple")

    ways = {row.key: row for row in rows_of(embedded, Pathway)}

    assert ways["feed:pathway:pathways_1_1"].traversal_s == 34
    assert ways["feed:pathway:pathways_2"].is_bidirectional
    assert ways["feed:pathway:pathways_2"].extra == {"wheelchair_traversal_time": "20"}
    runs = rows_of(embedded, Frequency)
    headways = [(row.start_s, row.headway_s, row.exact) for row in runs]
    assert headways == [(21_600, 3600, True), (50_400, 3600, True)]
    types = [row.type for row in rows_of(embedded, Transfer)]
    assert types == [0, 0, 3, 3, 1, 1, 2]


@pytest.mark.parametrize(("name", "counts"), SECOND_OPINION.items())
def test_another_validator_counts_the_same_flaws(embedded, test_data, name, counts):
    report = bring_in(embedded, test_data / name)

    told = {code: len(found(report, code)) for code in counts}

    assert told == counts


def test_a_zip_of_other_tables_is_refused(embedded, test_data):
    with pytest.raises(InputError, match="no file of a GTFS feed"):
        bring_in(embedded, test_data / "porto-alegre/fares_poa.zip")
