"""Long files are read part by part: in order or not, and in bounded memory."""

import tracemalloc

import pytest

from data.models import FeedRow, Shape, StopTime, to_shapely
from importers.gtfs import call_columns, reading
from tests.importers.gtfs.small import (
    FILES,
    all_rows,
    bring_in,
    edited,
    found,
    rows_of,
    write_feed,
)

PART = 1000
MORE = 30_000
COLUMNS_BYTES = 100
"""A row may cost its columns, and the order of rows while they are looked at.

As text, the cells of one row cost more than five times as much.
"""


@pytest.fixture
def _small_parts(monkeypatch):
    monkeypatch.setattr(reading, "PART_ROWS", 3)


def calls_of(trips, calls):
    """Write stop times of many trips; each distance is another text."""
    head = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,"
    rows = [f"{head}shape_dist_traveled\n"]
    for trip in range(trips):
        for place in range(calls):
            minutes = 300 + 7 * trip % 600 + 3 * place
            time = f"{minutes // 60:02d}:{minutes % 60:02d}:00"
            distance = trip * 1000 + place * 3.25
            rows.append(
                f"T{trip},{time},{time},{'PMH'[place % 3]},{place},{distance}\n"
            )
    return "".join(rows)


def long_feed(folder, trips, calls):
    rides = "".join(f"L1,W,T{trip}\n" for trip in range(trips))
    changes = {
        "trips": f"route_id,service_id,trip_id\n{rides}",
        "stop_times": calls_of(trips, calls),
        "frequencies": None,
    }
    return write_feed(folder, **changes)


def peak_of(database, path):
    """Import a feed and give the most bytes that Python held meanwhile."""
    tracemalloc.start()
    try:
        bring_in(database, path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_by_columns_and_not_by_rows_of_text(
    database, tmp_path, monkeypatch
):
    monkeypatch.setattr(reading, "PART_ROWS", PART)
    monkeypatch.setattr(call_columns, "BLOCK_ROWS", PART)
    few = long_feed(tmp_path / "few", 100, 20)
    many = long_feed(tmp_path / "many", 100, 320)
    bring_in(database, few)

    first = peak_of(database, few)
    grown = peak_of(database, many)
    again = peak_of(database, many)

    assert (grown - first) / MORE < COLUMNS_BYTES
    assert (again - first) / MORE < COLUMNS_BYTES


@pytest.mark.usefixtures("_small_parts")
def test_parts_make_the_same_rows_as_the_whole(database, tmp_path, monkeypatch):
    path = write_feed(tmp_path / "f")
    report = bring_in(database, path)
    before = all_rows(database)
    monkeypatch.setattr(reading, "PART_ROWS", 1_000_000)

    again = bring_in(database, path)

    assert all_rows(database) == before
    assert again.counts == report.counts
    assert again.findings == report.findings
    assert [row.sequence for row in rows_of(database, StopTime)] == [
        1,
        2,
        3,
        1,
        2,
        1,
        2,
    ]


@pytest.mark.usefixtures("_small_parts")
def test_rows_in_any_order_are_judged_by_trip(embedded, tmp_path):
    head, *rows = FILES["stop_times.txt"].splitlines()
    mixed = "\n".join([head, *rows[1::2], *reversed(rows[::2])])

    report = bring_in(embedded, write_feed(tmp_path / "f", stop_times=mixed))

    assert [f.code for f in report.findings if f.severity != "info"] == []


@pytest.mark.usefixtures("_small_parts")
def test_rows_in_any_order_that_go_back_in_time_are_told_at_their_line(
    embedded, tmp_path
):
    changes = edited("stop_times", "8:12:00,08:12:00", "7:12:00,07:12:00")
    head, *rows = changes["stop_times"].splitlines()
    mixed = "\n".join([head, *reversed(rows)])

    report = bring_in(embedded, write_feed(tmp_path / "f", stop_times=mixed))

    (told,) = found(report, "time-backwards")
    assert told == ("stop_times.txt line 6", "trip feed:trip:T1 goes back in time")


@pytest.mark.usefixtures("_small_parts")
def test_one_changed_cell_far_down_is_written(database, tmp_path):
    bring_in(database, write_feed(tmp_path / "f"))
    changes = edited("stop_times", "T3,09:20:00,09:20:00", "T3,09:20:00,09:21:00")

    report = bring_in(database, write_feed(tmp_path / "new", **changes))

    assert report.changed
    assert rows_of(database, StopTime)[-1].departure_s == 9 * 3600 + 21 * 60


@pytest.mark.usefixtures("_small_parts")
def test_a_shape_whose_points_lie_in_several_parts_is_one_line(embedded, tmp_path):
    head = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n"
    points = [f"C,36.{180 + i},8.701,{i},{i * 10}\n" for i in range(8)]
    points[3:3] = ["D,36.18,8.70,1,\n", "D,36.19,8.70,0,\n"]
    shapes = head + "".join(points)

    bring_in(embedded, write_feed(tmp_path / "f", shapes=shapes))

    lines = {row.key[-1]: row.geom for row in rows_of(embedded, Shape)}
    (kept,) = rows_of(embedded, FeedRow)
    assert len(to_shapely(lines["C"]).coords) == 8
    assert [y for _, y in to_shapely(lines["D"]).coords] == [36.19, 36.18]
    assert kept.row["shape_dist_traveled"] == [str(i * 10) for i in range(8)]


@pytest.mark.usefixtures("_small_parts")
def test_a_thousand_flaws_of_a_kind_are_kept_and_the_rest_counted(embedded, tmp_path):
    rows = "".join(f"NONE,8:00:00,8:00:00,P,{i},\n" for i in range(1200))
    text = FILES["stop_times.txt"] + rows

    report = bring_in(embedded, write_feed(tmp_path / "f", stop_times=text))

    (group,) = (
        group
        for group in report.as_json()["findings"]
        if group["code"] == "row-rejected"
    )
    assert group["count"] == 1200
    assert len(found(report, "row-rejected")) == 1001
    assert report.counts["flaws that left something out"] == 1200
