"""Feeds that are broken: a finding for each flaw, or a refusal that names the file."""

import zipfile

import pytest
from shapely import Point

from data.models import Line, Node, Source, Stop, StopTime, TransitTrip, to_column
from data.queries.source import ensure_source
from geo.errors import InputError
from tests.importers.gtfs.small import (
    FEED,
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


def refuse(database, path):
    """Import a broken feed over a good one; give the words of the refusal."""
    bring_in(database, write_feed(path.parent / "good"))
    before = all_rows(database)
    with pytest.raises(InputError) as refusal:
        bring_in(database, path)
    assert all_rows(database) == before
    return str(refusal.value)


def pack(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in files.items():
            held.writestr(name, content)
    return path


def test_a_feed_one_folder_down_in_its_zip_is_read(embedded, tmp_path):
    files = {f"feed/{name}": text for name, text in FILES.items()}

    report = bring_in(embedded, pack(tmp_path / "f.zip", files))

    assert report.counts["stops"] == 4
    assert errors(report) == set()


def test_a_zip_of_two_feeds_is_refused(embedded, tmp_path):
    files = {f"{top}/{n}": text for top in "ab" for n, text in FILES.items()}

    words = refuse(embedded, pack(tmp_path / "f.zip", files))

    assert "f.zip: holds agency.txt twice: a/agency.txt, b/agency.txt" in words


def test_a_file_that_is_no_zip_is_refused(database, tmp_path):
    path = tmp_path / "feed.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing of the kind")

    assert "feed.zip: is not a readable zip" in refuse(database, path)


def test_a_bomb_is_refused(embedded, tmp_path):
    packed = pack(tmp_path / "bomb.zip", {"stops.txt": bytes(70 << 20)})

    assert "times its size" in refuse(embedded, packed)


def test_a_folder_without_a_feed_is_refused(embedded, tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "readme.md").write_text("nothing")

    assert "holds no file of a GTFS feed" in refuse(embedded, tmp_path / "none")


def test_text_that_is_not_utf_8_is_refused_with_its_line(database, tmp_path):
    text = FILES["stops.txt"].replace("Market", "Marché").encode("latin-1")

    words = refuse(database, write_feed(tmp_path / "f", stops=text))

    assert words == "stops.txt: line 4 is not UTF-8"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(embedded, tmp_path):
    text = FILES["stops.txt"].replace("\n", "\r\n").encode("utf-8-sig")

    report = bring_in(embedded, write_feed(tmp_path / "f", stops=text))

    assert report.counts["stops"] == 4
    assert errors(report) == set()


def test_two_columns_of_one_name_are_refused(embedded, tmp_path):
    text = "stop_id,stop_name,stop_name\nA,B,C\n"

    words = refuse(embedded, write_feed(tmp_path / "f", stops=text))

    assert words == "stops.txt: has two columns named 'stop_name'"


@pytest.mark.parametrize("name", ["agency", "routes", "stop_times", "trips"])
def test_a_missing_file_is_told(embedded, tmp_path, name):
    report = bring_in(embedded, write_feed(tmp_path / "f", **{name: None}))

    told = found(report, "file-missing")

    assert (f"{name}.txt", "the feed has no such file") in told


@pytest.mark.parametrize("stops", [None, "", FILES["stops.txt"].splitlines()[0] + "\n"])
def test_a_timetable_of_nowhere_takes_no_stop_away(database, tmp_path, stops):
    words = refuse(database, write_feed(tmp_path / "bad", stops=stops))

    assert words.startswith("bad: stops.txt is missing, empty")


def test_a_missing_column_is_told_and_its_file_not_used(embedded, tmp_path):
    changes = edited("routes", "route_type", "kind_of_route")

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    (told,) = found(report, "column-missing")
    assert told[0] == "routes.txt line 1"
    assert "no column 'route_type'" in told[1]
    assert rows_of(embedded, Line) == []


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (("stops", "8.701,0", "8.701,7"), "value-out-of-range", "stops.txt line 3"),
        (("trips", "0,1,b7", "0,5,b7"), "value-out-of-range", "trips.txt line 2"),
        (("routes", ",3,", ",bus,"), "value-out-of-range", "routes.txt line 2"),
        (("stops", "M,Market", ",Market"), "value-missing", "stops.txt line 4"),
        (("stops", "M,Market", "P,Market"), "id-twice", "stops.txt line 4"),
        (("stop_times", "M,2,", "M,two,"), "value-no-number", "stop_times.txt line 3"),
        (("stop_times", "M,2,", "X,2,"), "row-rejected", "stop_times.txt line 3"),
        (("stop_times", "T2,23", "T9,23"), "row-rejected", "stop_times.txt line 5"),
        (("trips", "L1,W,T2", "L9,W,T2"), "row-rejected", "trips.txt line 3"),
        (("calendar", "20260101", "20261301"), "day-wrong", "calendar.txt line 2"),
        (("calendar", "W,1,1", "W,1,2"), "value-out-of-range", "calendar.txt line 2"),
        (
            ("stops", "36.185,8.709", "96.1,8.7"),
            "stop-position-wrong",
            "stops.txt line 5",
        ),
        (("stops", "36.185,8.709", "x,8.7"), "stop-position-wrong", "stops.txt line 5"),
        (("stops", "36.185,8.709", "8.709,36.185"), "stop-swapped", "stops.txt line 5"),
        (
            ("frequencies", "T3,09", "T9,09"),
            "reference-dangling",
            "frequencies.txt line 2",
        ),
        (("frequencies", "600", "0"), "value-too-far", "frequencies.txt line 2"),
        (("frequencies", "09:00:00", "nine"), "time-wrong", "frequencies.txt line 2"),
        (("shapes", "36.185,", "136.185,"), "value-too-far", "shapes.txt line 2"),
    ],
)
def test_a_flaw_is_told_with_its_file_and_line(embedded, tmp_path, change, code, where):
    report = bring_in(embedded, write_feed(tmp_path / "f", **edited(*change)))

    told = {(f.code, f.record, f.severity) for f in report.findings}
    assert (code, where, "error") in told


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("trips", "L1,W,T2", "L1,X,T2"), "reference-dangling"),
        (("trips", "T2,C", "T2,D"), "reference-dangling"),
        (("stops", "0,S,,2", "0,Z,,2"), "reference-dangling"),
        (("agency", "Africa/Tunis", "Africa/Kef"), "time-zone-unknown"),
        (("routes", "0a7F8B", "green"), "colour-wrong"),
        (("stops", "36.185,8.709", ","), "stop-without-position"),
        (("stop_times", "8:12:00,08:12:00", "7:12:00,07:12:00"), "time-backwards"),
        (("stop_times", "T1,,,M,2", "T1,,,M,1"), "sequence-twice"),
    ],
)
def test_a_doubt_is_told_and_the_row_kept(embedded, tmp_path, change, code):
    report = bring_in(embedded, write_feed(tmp_path / "f", **edited(*change)))

    assert len(found(report, code)) == 1
    assert errors(report) == set()
    assert len(rows_of(embedded, StopTime)) == 7
    assert len(rows_of(embedded, TransitTrip)) == 3


def test_a_time_that_is_none_becomes_unknown_and_its_text_is_kept(embedded, tmp_path):
    changes = edited("stop_times", "23:50:00,23", "ten to twelve,23")

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    (told,) = found(report, "time-wrong")
    assert told[0] == "stop_times.txt line 5"
    calls = [row for row in rows_of(embedded, StopTime) if row.arrival_s is None]
    assert calls[1].extra["arrival_time"] == "ten to twelve"


def test_a_stop_in_the_wrong_place_is_kept_off_the_map(embedded, tmp_path):
    changes = edited("stops", "36.185,8.709", "8.709,36.185")

    bring_in(embedded, write_feed(tmp_path / "f", **changes))

    assert by_key(embedded, Stop)["feed:H"].geom is None


def _add_town(database):
    with database.write() as session:
        source = ensure_source(session, FEED)
        point = to_column(Point(8.7, 36.18))
        session.add(Node(key="osm:n1", source_id=source.id, geom=point))


def test_a_feed_that_is_swapped_as_a_whole_is_refused(database, tmp_path):
    _add_town(database)
    lines = FILES["stops.txt"].splitlines()
    swapped = [lines[0].replace("stop_lat,stop_lon", "stop_lon,stop_lat"), *lines[1:]]
    path = write_feed(tmp_path / "f", stops="\n".join(swapped))

    with pytest.raises(InputError, match="stop_lon and stop_lat are swapped"):
        bring_in(database, path)

    assert rows_of(database, Stop) == []


def test_a_feed_of_another_town_is_doubted(embedded, tmp_path):
    _add_town(embedded)
    text = FILES["stops.txt"].replace(",36.", ",46.")

    report = bring_in(embedded, write_feed(tmp_path / "f", stops=text))

    assert len(found(report, "feed-far-away")) == 1


def test_rows_of_the_wrong_length_are_told(embedded, tmp_path):
    text = (
        FILES["stops.txt"]
        + "K,Kasbah,36.18,8.7,0,,1,3,here,too,much\nQ,Quarter,36.18,8.7\n"
    )

    report = bring_in(embedded, write_feed(tmp_path / "f", stops=text))

    (told,) = found(report, "row-too-long")
    assert told == ("stops.txt line 6", "has 11 cells, the header has 9")
    assert "feed:Q" in by_key(embedded, Stop)


def test_an_empty_file_is_told(embedded, tmp_path):
    report = bring_in(embedded, write_feed(tmp_path / "f", frequencies=""))

    assert found(report, "file-empty")[0][0] == "frequencies.txt"


def test_pathways_are_looked_at(embedded, tmp_path):
    said = "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional\n"
    said += "a,S,P,7,1\nb,P,P,1,1\nc,S,P,5,1\nd,S,Z,1,1\n"

    report = bring_in(embedded, write_feed(tmp_path / "f", pathways=said))

    codes = [f.code for f in report.findings if f.record.startswith("pathways")]
    assert sorted(codes) == [
        "ends-alike",
        "pathway-end-wrong",
        "pathway-end-wrong",
        "pathway-exit-gate",
        "pathway-lift",
        "reference-dangling",
    ]


def test_o45_a_lift_whose_ends_have_levels_is_well(embedded, tmp_path):
    said = (
        "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional\nc,S,P,5,1\n"
    )
    stops = "stop_id,stop_lat,stop_lon,level_id\nS,36.1,8.7,1\nP,36.1,8.7,2\n"
    levels = "level_id,level_index\n1,0\n2,1\n"
    changes = {"pathways": said, "stops": stops, "levels": levels}

    report = bring_in(embedded, write_feed(tmp_path / "f", **changes))

    assert found(report, "pathway-lift") == []
    assert found(report, "reference-dangling") == []


def test_a_refused_feed_leaves_no_source_behind(embedded, tmp_path):
    _add_town(embedded)
    path = write_feed(tmp_path / "f", stops=b"\xff\xfe")

    with pytest.raises(InputError):
        bring_in(embedded, path)

    (source,) = rows_of(embedded, Source)
    assert source.checksum == ""
