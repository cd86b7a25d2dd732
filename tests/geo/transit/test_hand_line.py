"""A line by hand: what is written is read, and what cannot be is told at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from geo.transit.hand_cells import LineCells, read_line, write_line
from geo.transit.hand_field import fields_of, hand_fields, line_groups
from geo.transit.hand_line import check_line
from geo.transit.hand_value import KINDS, CellError, parse_cell
from tests.hand_lines import TODAY, lines, louage, school_bus


@given(lines())
def test_what_is_written_into_cells_is_read_as_the_same_line(line) -> None:
    read, faults = read_line(write_line(line), today=TODAY)

    assert faults == []
    assert read == line


@given(lines())
def test_cells_go_through_plain_values_and_back(line) -> None:
    cells = write_line(line)

    assert LineCells.from_plain(cells.as_plain()) == cells


def test_the_table_has_labels_in_three_languages_and_kinds_that_are_known() -> None:
    for field in hand_fields().values():
        assert set(field.label) == {"ar", "fr", "en"}, field.id
        assert not field.hint or set(field.hint) == {"ar", "fr", "en"}, field.id
        assert field.kind in KINDS
        assert field.kind != "word" or field.words
    assert {f.group for f in fields_of("line")} == {g.id for g in line_groups()}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("days", "mo-fr su", "1111101"),
        ("days", "MO, we", "1010000"),
        ("first", "6:30", 23400),
        ("first", "٠٦:٣٠", 23400),
        ("last", "24:30", 88200),
        ("wait", "10-90", (600.0, 5400.0)),
        ("wait", "10 – 90", (600.0, 5400.0)),
        ("fare", "2,5", (2.5, 2.5)),
        ("departures", "06:30, 12:15", (23400, 44100)),
        ("wheelchair", "unknown", None),
        ("wheelchair", "", None),
        ("step_height", "35", pytest.approx(0.35)),
        ("pauses", "2026-12-20/2027-01-03", ((date(2026, 12, 20), date(2027, 1, 3)),)),
        ("phone", "٧٨ 123 456", "78 123 456"),
    ],
)
def test_cells_are_read_as_people_write_them(field, text, value) -> None:
    assert parse_cell(hand_fields()[field], text) == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("days", "mo-xx", "days"),
        ("days", "su-mo", "days"),
        ("first", "25:70", "time"),
        ("first", "49:00", "time"),
        ("wait", "90-10", "order"),
        ("wait", "1-2-3", "range"),
        ("wait", "soon", "number"),
        ("wait", "nan", "bounds"),
        ("headway", "0", "bounds"),
        ("departures", "12:00 06:00", "times"),
        ("seen_on", "20/11/2026", "day"),
        ("pauses", "2027-01-03/2026-12-20", "order"),
        ("kind", "spaceship", "word"),
        ("wheelchair", "maybe", "yes_no"),
        ("id", "Louage Dahmani", "id"),
        ("short_name", "a very long number", "too_long"),
        ("phone", "call me", "phone"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(field, text, code) -> None:
    with pytest.raises(CellError) as told:
        parse_cell(hand_fields()[field], text)

    assert told.value.code == code
    assert told.value.reason


def _faults(line):
    return {fault.field: fault.code for fault in check_line(line, today=TODAY)}


def _stop(line, number, **changed):
    first = line.directions[0]
    stops = list(first.stops)
    stops[number] = replace(stops[number], **changed)
    return replace(line, directions=(replace(first, stops=tuple(stops)),))


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"id": ""}, "id", "needed"),
        ({"name_ar": "", "name_fr": ""}, "name_fr", "needed"),
        ({"kind": ""}, "kind", "needed"),
        ({"told_by": ""}, "told_by", "needed"),
        ({"seen_on": date(2026, 11, 24)}, "seen_on", "future"),
        (
            {"valid_from": date(2027, 1, 2), "valid_until": date(2027, 1, 1)},
            "valid_until",
            "order",
        ),
        (
            {"wheelchair": True, "wheelchair_space": False},
            "wheelchair_space",
            "conflict",
        ),
        ({"directions": ()}, "directions", "directions"),
    ],
)
def test_a_line_that_cannot_be_says_at_which_field(changed, field, code) -> None:
    assert _faults(replace(louage(), **changed)) == {field: code}


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"lat": None}, "d0-s1-lat", "needed"),
        ({"stop_ar": "", "stop_fr": ""}, "d0-s1-stop_fr", "needed"),
        ({"stop_id": "s1"}, "d0-s1-stop_fr", "twice"),
    ],
)
def test_a_stop_that_cannot_be_says_at_which_field(changed, field, code) -> None:
    assert _faults(_stop(louage(), 1, **changed))[field] == code


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"pattern": ""}, "d0-pattern"),
        ({"pattern": "departures"}, "d0-departures"),
        ({"pattern": "headway"}, "d0-headway"),
        ({"first": 70000}, "d0-last"),
        ({"stops": ()}, "d0-stops"),
    ],
)
def test_a_direction_that_cannot_be_says_at_which_field(changed, field) -> None:
    line = louage()
    way = replace(line.directions[0], **changed)

    assert field in _faults(replace(line, directions=(way,)))


def test_what_is_not_known_is_no_fault() -> None:
    line = replace(school_bus(), days=None, operator="")

    assert _faults(line) == {}


def test_two_stops_of_one_code_may_not_be_in_two_places() -> None:
    line = louage()
    back = line.directions[1]
    moved = replace(back.stops[1], lon=8.9)
    line = replace(
        line,
        directions=(line.directions[0], replace(back, stops=(back.stops[0], moved))),
    )

    assert _faults(line) == {"d1-s1-stop_id": "conflict"}


def test_stops_without_a_code_get_one_and_the_same_stop_the_same() -> None:
    cells = write_line(louage())
    for way in cells.directions:
        for stop in way.stops:
            del stop["stop_id"]

    line, faults = read_line(cells, today=TODAY)

    assert faults == []
    assert [[s.stop_id for s in way.stops] for way in line.directions] == [
        ["s1", "s2"],
        ["s2", "s1"],
    ]


def test_a_wrong_cell_is_told_once_and_the_others_are_read() -> None:
    cells = write_line(louage())
    cells.line["seen_on"] = "yesterday"
    cells.directions[0].cells["wait"] = "long"

    line, faults = read_line(cells, today=TODAY)

    assert {f.field: f.code for f in faults} == {"seen_on": "day", "d0-wait": "number"}
    assert line.name_fr == louage().name_fr
