"""Lines by hand as rows of a timetable: nothing is invented, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from geo.attribute import check_value
from geo.timetable import runs_on
from geo.transit.hand_line import list_calls
from geo.transit.hand_rows import build_rows
from tests.hand_lines import HOUR, lines, louage, school_bus


def _rows(*told, ended=()):
    return build_rows(told, source="hand", ended=ended)


@given(lines(), lines("line-2"))
def test_every_reference_leads_somewhere_and_keys_are_unique(one, two) -> None:
    rows = _rows(one, two).rows

    keys = {name: [r["key"] for r in rows[name] if "key" in r] for name in rows}
    assert all(len(found) == len(set(found)) for found in keys.values())
    assert {r["line_key"] for r in rows["transit_trip"]} == set(keys["line"])
    assert {r["service_key"] for r in rows["transit_trip"]} <= set(keys["service"])
    assert {r["trip_key"] for r in rows["stop_time"]} == set(keys["transit_trip"])
    assert {r["stop_key"] for r in rows["stop_time"]} == set(keys["stop"])
    assert {r["trip_key"] for r in rows["frequency"]} <= set(keys["transit_trip"])
    assert {r["agency_key"] for r in rows["line"]} == set(keys["agency"])


@given(lines())
def test_times_never_go_back_and_stand_only_where_they_were_told(line) -> None:
    calls = {}
    for row in _rows(line).rows["stop_time"]:
        calls.setdefault(row["trip_key"], []).append(row)

    for rows in calls.values():
        known = [row["arrival_s"] for row in rows if row["arrival_s"] is not None]
        assert known == sorted(known)
        assert not known or None not in (rows[0]["arrival_s"], rows[-1]["arrival_s"])
        assert all((r["timepoint"] is None) == (r["arrival_s"] is None) for r in rows)


@given(lines())
def test_observations_are_of_the_vocabulary_and_only_of_what_is_known(line) -> None:
    for one in _rows(line).observations:
        assert check_value(one.attribute, one.value) == one.value
        assert one.value is not None
        assert one.observed_on == line.seen_on


def test_a_louage_waits_until_it_is_full_and_never_leaves_by_the_clock() -> None:
    rows = _rows(louage()).rows

    trip = rows["transit_trip"][0]
    assert (trip["wait_low_s"], trip["wait_high_s"]) == (600, 5400)
    assert trip["wheelchair_accessible"] == 2
    assert rows["frequency"][0]["headway_s"] == 5400
    assert rows["frequency"][0]["exact"] is False
    assert [c["arrival_s"] for c in rows["stop_time"][:2]] == [
        5 * HOUR + 1800,
        5 * HOUR + 1800 + 3000,
    ]
    assert [c["timepoint"] for c in rows["stop_time"]] == [0, 0, 0, 0]
    assert rows["fare"][0]["price"] == 3.5


def test_of_a_bus_whose_way_takes_nobody_knows_how_long_there_are_no_times() -> None:
    rows = _rows(school_bus()).rows

    assert len(rows["transit_trip"]) == 1
    assert [c["arrival_s"] for c in rows["stop_time"]] == [None] * 3
    assert rows["frequency"] == []


def test_fixed_departures_are_a_trip_each_and_a_range_leaves_its_stop_empty() -> None:
    line = school_bus()
    way = line.directions[0]
    takes = [(600.0, 600.0), (900.0, 1200.0), None]
    stops = tuple(replace(s, to_next=t) for s, t in zip(way.stops, takes, strict=True))
    line = replace(line, directions=(replace(way, stops=stops),))

    rows = _rows(line).rows

    start = 6 * HOUR + 1800
    assert [t["key"][-4:] for t in rows["transit_trip"]] == ["0630", "1200"]
    assert [c["arrival_s"] for c in rows["stop_time"][:3]] == [
        start,
        start + 600,
        start + 1800,
    ]
    assert [c["timepoint"] for c in rows["stop_time"][:3]] == [1, 0, 0]


def test_a_line_is_believed_for_a_year_unless_its_end_is_known() -> None:
    service = _rows(louage()).rows["service"][0]

    assert service["start_date"] == date(2026, 11, 20)
    assert service["end_date"] == date(2027, 11, 20)


def test_school_holidays_take_away_the_days_on_which_it_would_run() -> None:
    break_ = (date(2026, 12, 19), date(2026, 12, 21))
    line = replace(school_bus(), seen_on=date(2026, 11, 1), pauses=(break_,))

    rows = _rows(line).rows
    service = rows["service"][0]
    removed = {r["on_date"]: r["exception_type"] for r in rows["service_date"]}

    assert sorted(removed) == [date(2026, 12, 19), date(2026, 12, 21)]
    assert not runs_on(
        date(2026, 12, 19),
        weekdays=service["weekdays"],
        start=service["start_date"],
        end=service["end_date"],
        exceptions=removed,
    )


def test_days_that_nobody_knows_are_no_days() -> None:
    rows = _rows(replace(louage(), days=None)).rows

    assert rows["service"][0]["weekdays"] == "0000000"


def test_a_stop_of_an_ended_line_stays_while_another_uses_it() -> None:
    old = louage("old")
    line = school_bus()
    way = line.directions[0]
    last = replace(way.stops[2], stop_key="hand:old-s1")
    line = replace(line, directions=(replace(way, stops=(*way.stops[:2], last)),))

    rows = _rows(line, ended=[old]).rows

    assert "hand:old-s1" in {row["key"] for row in rows["stop"]}
    assert "hand:old-s2" not in {row["key"] for row in rows["stop"]}


def test_a_known_stop_keeps_its_key_and_gets_no_row() -> None:
    line = louage()
    way = line.directions[0]
    first = replace(way.stops[0], stop_key="osm:n5", boarding=True)
    line = replace(line, directions=(replace(way, stops=(first, way.stops[1])),))

    made = _rows(line)

    assert made.rows["stop_time"][0]["stop_key"] == "osm:n5"
    assert [row["key"] for row in made.rows["stop"]] == ["hand:louage-dahmani-s2"]
    told = [o for o in made.observations if o.subject == "osm:n5"]
    assert [(o.attribute, o.value, o.source) for o in told] == [
        ("wheelchair_boarding", "yes", "hand")
    ]


def test_of_a_stop_of_two_lines_what_was_seen_last_is_said_once() -> None:
    old, new = louage("a"), replace(louage("b"), seen_on=date(2026, 11, 22))
    old = _first(old, boarding=True)
    new = _first(new, boarding=False)

    told = [o for o in _rows(old, new).observations if o.subject == "osm:n5"]

    assert [o.value for o in told] == ["no"]
    assert len(list(list_calls([old]))) == 2


def _first(line, **changed):
    way = line.directions[0]
    first = replace(way.stops[0], stop_key="osm:n5", **changed)
    return replace(line, directions=(replace(way, stops=(first, way.stops[1])),))
