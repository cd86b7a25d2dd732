"""Lines by hand as GTFS: what is written is read back, what cannot be said is told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings

from data.queries.hand_line import ensure_hand_source, keep_lines
from data.queries.source import catalog
from data.towns import Town
from geo.errors import InputError
from geo.standing import Actor
from geo.transit.hand_cells import write_line
from geo.transit.hand_columns import COLUMNS
from geo.transit.hand_feed import Publisher, build_feed
from geo.transit.hand_left_out import KnownStop
from geo.transit.hand_rows import build_rows
from importers.base import Progress
from importers.gtfs import GtfsImporter
from tests.hand_lines import HOUR, lines, louage, school_bus
from webmap.lines.archive import LEFT_OUT, write_gtfs, zip_feed

HAND = catalog()["hand"]
TUNIS = Publisher("Wusul", "https://example.org/", "Africa/Tunis")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEPT = {
    "agency": ("key", "name", "names"),
    "stop": ("key", "names", "wheelchair_boarding", "location_type"),
    "line": ("key", "agency_key", "short_name", "names", "route_type"),
    "service": ("key", "weekdays", "start_date", "end_date"),
    "service_date": ("service_key", "on_date", "exception_type"),
    "transit_trip": (
        "key",
        "line_key",
        "service_key",
        "headsign",
        "headsigns",
        "direction",
        "wheelchair_accessible",
    ),
    "stop_time": (
        "trip_key",
        "stop_key",
        "sequence",
        "arrival_s",
        "departure_s",
        "pickup",
        "drop_off",
        "timepoint",
    ),
    "frequency": ("trip_key", "start_s", "end_s", "headway_s", "exact"),
}


def _feed(*told, known=None):
    return build_feed(told, source="hand", publisher=TUNIS, known=known or {})


def _read(feed):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines.zip"
        path.write_bytes(zip_feed(feed))
        return GtfsImporter().parse(path, HAND, Progress())


def _cut(rows, name):
    found = [tuple(row[column] for column in KEPT[name]) for row in rows.get(name, ())]
    return sorted(found, key=repr)


def _rows_of(frames):
    """Give all rows that were read; stop times come in columns."""
    calls = [
        dict(zip(part, values, strict=True))
        for part in frames.calls
        for values in zip(*part.values(), strict=True)
    ]
    return {**frames.rows, "stop_time": calls}


def _wanted(told, feed):
    """Give the rows of lines as far as the feed has their trips and stops."""
    rows = build_rows(told, source="hand").rows
    trips = {f"hand:trip:{row['trip_id']}" for row in feed.files["trips"]}
    rows["stop"] = [row for row in rows["stop"] if row["geom"] is not None]
    rows["transit_trip"] = [r for r in rows["transit_trip"] if r["key"] in trips]
    for name in ("stop_time", "frequency"):
        rows[name] = [row for row in rows[name] if row["trip_key"] in trips]
    return rows


@settings(max_examples=30)
@given(lines(), lines("line-2"))
def test_what_is_written_as_gtfs_is_read_back_as_the_same_rows(one, two) -> None:
    told = (one, two)
    feed = _feed(*told)
    assume(feed.files["stops"])

    read = _read(feed)

    wanted = _wanted(told, feed)
    assert {n: _cut(_rows_of(read.frames), n) for n in KEPT} == {
        n: _cut(wanted, n) for n in KEPT
    }
    shapes = {r["key"]: r["geom"] for r in read.frames.rows["stop"]}
    assert all(shapes[r["key"]].distance(r["geom"]) < 1e-6 for r in wanted["stop"])
    assert [f for f in read.findings if f.severity == "error"] == []


@given(lines())
def test_a_trip_is_in_the_feed_or_it_is_told_why_not(line) -> None:
    feed = _feed(line)

    written = {row["direction_id"] for row in feed.files["trips"]}
    told = " ".join(f.message for f in feed.findings if f.code != "fare-left-out")
    for number in range(len(line.directions)):
        is_told = f"direction {number + 1}:" in told or line.days is None
        assert str(number) in written or is_told


@given(lines())
def test_files_have_the_columns_of_the_reference_and_every_reference_is_kept(line):
    feed = _feed(line)

    for name, rows in feed.files.items():
        assert all(set(row) <= set(COLUMNS[name]) for row in rows)
    trips = {row["trip_id"] for row in feed.files["trips"]}
    stops = {row["stop_id"] for row in feed.files["stops"]}
    assert {row["trip_id"] for row in feed.files["stop_times"]} == trips
    assert {row["stop_id"] for row in feed.files["stop_times"]} <= stops
    assert {row["trip_id"] for row in feed.files["frequencies"]} <= trips
    assert all(row["exact_times"] == "0" for row in feed.files["frequencies"])


def _timed():
    """Tell of a rural bus every 20 to 40 minutes, of which all is known."""
    line = louage("rural")
    way = line.directions[0]
    first = replace(way.stops[0], to_next=(1500.0, 1500.0))
    way = replace(
        way,
        pattern="headway",
        headway=(1200.0, 2400.0),
        wait=None,
        stops=(first, way.stops[1]),
    )
    return replace(line, kind="rural_bus", directions=(way,))


def test_of_a_headway_from_to_the_longest_is_written_and_told() -> None:
    feed = _feed(_timed())

    assert feed.files["frequencies"][0]["headway_secs"] == "2400"
    assert "headway-range" in {f.code for f in feed.findings}


def test_what_leaves_when_it_is_full_has_no_trip_and_is_told() -> None:
    feed = _feed(louage())

    assert feed.files["trips"] == []
    assert feed.files["routes"][0]["route_id"] == "louage-dahmani"
    assert {f.code for f in feed.findings} == {"pattern-when-full", "fare-left-out"}


def test_a_stop_of_others_is_written_with_its_key_and_one_that_is_gone_is_told() -> (
    None
):
    line = _timed()
    way = line.directions[0]
    stops = (replace(way.stops[0], stop_key="osm:n5"), way.stops[1])
    line = replace(line, directions=(replace(way, stops=stops),))
    there = {"osm:n5": KnownStop({"": "Gare"}, (8.7, 36.1), 1)}

    found = _feed(line, known=there)
    gone = _feed(line, known={"osm:n5": KnownStop({})})

    assert found.files["stop_times"][0]["stop_id"] == "osm:n5"
    assert found.files["stops"][-1]["wheelchair_boarding"] == "1"
    assert gone.files["trips"] == []
    assert "no-position" in {f.code for f in gone.findings}


def test_departures_after_midnight_are_of_the_day_before() -> None:
    line = _timed()
    way = replace(
        line.directions[0], pattern="departures", departures=(24 * HOUR + 1800,)
    )

    feed = _feed(replace(line, directions=(way,)))

    assert feed.files["stop_times"][0]["departure_time"] == "24:30:00"


def test_the_same_lines_are_the_same_file_to_the_byte(database) -> None:
    with database.write() as session:
        source = ensure_hand_source(session, {})
        told = [write_line(_timed()), write_line(school_bus())]
        keep_lines(session, source, told, actor=Actor("staff"), at=NOON)
    town = Town("kef", Path(), timezone="Africa/Tunis", currency="TND")

    with database.read() as session:
        first = write_gtfs(session, town, public_url="")
        again = write_gtfs(session, town, public_url="")

    archive = zipfile.ZipFile(io.BytesIO(first.content))
    assert first.content == again.content
    assert b"https://kef.invalid/" in archive.read("agency.txt")
    assert "eleves-fej-el-kharrouba" in archive.read(LEFT_OUT).decode()


def test_lines_without_a_place_are_no_feed_that_could_be_read() -> None:
    feed = _feed(
        replace(
            school_bus(),
            directions=(
                replace(
                    school_bus().directions[0],
                    stops=school_bus().directions[0].stops[:2],
                ),
            ),
        )
    )

    with pytest.raises(InputError):
        _read(feed)


def test_another_reader_accepts_the_feed(tmp_path) -> None:
    kit = pytest.importorskip("gtfs_kit", reason="gtfs-kit is not installed")
    path = tmp_path / "lines.zip"
    path.write_bytes(zip_feed(_feed(_timed(), louage(), school_bus())))

    feed = kit.read_feed(path, dist_units="km")

    assert list(feed.routes["route_id"]) == [
        "rural",
        "louage-dahmani",
        "eleves-fej-el-kharrouba",
    ]
    assert list(feed.trips["trip_id"]) == ["rural-0"]
    assert feed.frequencies["headway_secs"].tolist() == [2400]
    assert date(2026, 11, 23).strftime("%Y%m%d") in feed.get_dates()
