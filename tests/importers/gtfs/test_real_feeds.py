"""Real feeds come in whole: counts equal to the files, flaws told."""

import csv
import io
import zipfile

import pytest
from sqlalchemy import func, select

from data.models import (
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
    Source,
    Stop,
    StopTime,
    Transfer,
    TransitTrip,
)
from data.queries.source import SourceInfo
from geo.errors import InputError
from tests.importers.gtfs.small import bring_in, errors, found, rows_of

POA = "porto-alegre/poa_eptc.zip"
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
    "gtfs/sample-feed-1.zip": {},
    POA: {"trips": 2374, "stops": 3986, "stop_times": 130_019},
    "porto-alegre/poa_trensurb.zip": {"trips": 1248, "stops": 24},
    "heidelberg/vrn_gtfs_cut.zip": {"trips": 1480, "stops": 392},
    "kef/sncft_kef_2021_2022_gtfs.zip": {"stops": 28, "trips": 10},
    "gtfs/otp-simple": {"pathways": 3, "frequencies": 2},
    "gtfs/otp-aspen-flex-on-demand.gtfs": {"stop_times": 4, "booking_rules": 1},
    "gtfs/otp-cobblinc-scheduled-deviated-flex.gtfs": {"trips": 72},
    "gtfs/mbta-pathways": {"stops": 9704, "pathways": 7768, "levels": 74},
}


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


def test_two_feeds_live_side_by_side(embedded, test_data):
    for key, name in (("bus", "gtfs/sample-feed-1.zip"), ("rail", "gtfs/otp-simple")):
        bring_in(embedded, test_data / name, SourceInfo(key, key, "", ""))

    stops = [stop.key.partition(":")[0] for stop in rows_of(embedded, Stop)]

    assert stops.count("bus") == 9
    assert stops.count("rail") == 28
    assert count(embedded, Source) == 2


def test_a_zip_of_other_tables_is_refused(embedded, test_data):
    with pytest.raises(InputError, match="no file of a GTFS feed"):
        bring_in(embedded, test_data / "porto-alegre/fares_poa.zip")
