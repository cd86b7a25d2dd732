"""The form of a line by hand: read as it was written, changed by its buttons."""

from __future__ import annotations

import pytest

from geo.transit.hand_cells import read_line, write_line
from tests.hand_lines import TODAY, louage
from webmap.lines.form import change, drop_blank, empty_cells, read_form, write_form


def _stops(cells, way=0):
    return [stop.get("stop_fr") for stop in cells.directions[way].stops]


@pytest.mark.parametrize(
    ("action", "stops", "focus"),
    [
        ("add-d0", ["Station de louage", "Dahmani", None], "d0-s2"),
        ("down-d0-s0", ["Dahmani", "Station de louage"], "d0-s1"),
        ("up-d0-s1", ["Dahmani", "Station de louage"], "d0-s0"),
        ("up-d0-s0", ["Station de louage", "Dahmani"], "d0-s0"),
        ("drop-d0-s0", ["Dahmani"], "d0-s0"),
        ("drop-d0-s9", ["Station de louage", "Dahmani"], "d0-s1"),
        ("add-d7", ["Station de louage", "Dahmani"], ""),
        ("dance", ["Station de louage", "Dahmani"], ""),
    ],
)
def test_buttons_move_stops_and_tell_where_to_look(action, stops, focus):
    cells = write_line(louage())

    found = change(cells, action)

    assert _stops(cells) == stops
    assert found == focus


def test_the_way_back_has_the_stops_turned_round_and_no_times_that_nobody_told():
    cells = write_line(louage())
    change(cells, "drop-d1")

    change(cells, "back")

    assert _stops(cells, 1) == ["Dahmani", "Station de louage"]
    assert all("to_next" not in stop for stop in cells.directions[1].stops)
    assert cells.directions[1].cells == {"pattern": "when_full"}


def test_a_form_is_read_as_it_was_written():
    cells = write_line(louage())

    assert read_form(write_form(cells)) == cells


def test_a_line_that_was_read_from_the_form_is_the_line():
    read, faults = read_line(read_form(write_form(write_line(louage()))), today=TODAY)

    assert (read, faults) == (louage(), [])


def test_rows_that_were_left_empty_are_forgotten():
    cells = empty_cells()
    cells.directions[0].stops[1]["stop_fr"] = "Dahmani"

    drop_blank(cells)

    assert _stops(cells) == ["Dahmani"]
