"""Lines from a table: nothing is lost, each flaw is told with its row and column."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from sqlalchemy import select

from data.models import HandLineRow, Line, ObservationRow, StopTime
from data.queries.hand_line import get_hand_line, list_hand_lines, list_revisions
from data.queries.source import SourceInfo, catalog
from geo.errors import InputError
from geo.transit.hand_cells import read_line, write_line
from geo.transit.hand_field import hand_fields
from geo.transit.hand_table import find_column, list_columns, read_table, write_table
from importers.base import run
from importers.lines import LinesImporter
from importers.lines.read import cell_text
from tests.hand_lines import TODAY, lines, louage, school_bus

HAND = catalog()["hand"]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _write(path, told, columns=None):
    columns = columns or list_columns()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(told)
    return path


def _rows(*told):
    return list(write_table([write_line(line) for line in told]))


def _import(database, path, source=HAND):
    importer = LinesImporter(clock=lambda: NOON)
    return run(importer, database, path=path, source=source, clock=lambda: NOON)


def _errors(report):
    return [(f.record, f.message) for f in report.findings if f.severity == "error"]


@given(lines(), lines("line-2"))
def test_what_is_written_as_a_table_is_read_as_the_same_lines(one, two) -> None:
    rows = list(enumerate(_rows(one, two), 2))

    read = [read_line(table.cells, today=TODAY) for table in read_table(rows)]

    assert read == [(one, []), (two, [])]


def test_a_line_from_a_table_is_a_line_of_the_timetable(database, tmp_path) -> None:
    path = _write(tmp_path / "lines.csv", _rows(louage(), school_bus()))

    report = _import(database, path)

    with database.read() as session:
        keys = session.scalars(select(Line.key).order_by(Line.key)).all()
        assert keys == ["hand:line:eleves-fej-el-kharrouba", "hand:line:louage-dahmani"]
        assert get_hand_line(session, keys[1]).line == louage()
    assert report.counts["lines added"] == 2
    assert _errors(report) == []


def test_the_same_table_twice_changes_nothing(database, tmp_path) -> None:
    path = _write(tmp_path / "lines.csv", _rows(louage(), school_bus()))
    _import(database, path)
    with database.read() as session:
        before = [tuple(r) for r in session.execute(select(StopTime.__table__))]

    report = _import(database, path)

    with database.read() as session:
        after = [tuple(r) for r in session.execute(select(StopTime.__table__))]
        assert len(list_revisions(session, "hand:line:louage-dahmani")) == 1
    assert after == before
    assert report.counts["lines as before"] == 2
    assert not report.changed


def test_lines_that_a_table_does_not_name_stay(database, tmp_path) -> None:
    _import(database, _write(tmp_path / "a.csv", _rows(louage())))

    _import(database, _write(tmp_path / "b.csv", _rows(school_bus())))

    with database.read() as session:
        assert len(list_hand_lines(session)) == 2


def test_a_wrong_cell_is_told_with_row_and_column_and_the_others_come_in(
    database, tmp_path
) -> None:
    rows = _rows(louage(), school_bus())
    rows[3]["lon"] = "east"

    report = _import(database, _write(tmp_path / "lines.csv", rows))

    assert [record for record, _ in _errors(report)] == ["row 5, column lon"]
    assert "louage-dahmani" in _errors(report)[0][1]
    assert report.counts["lines left out"] == 1
    assert report.counts["lines added"] == 1


def test_what_a_line_lacks_is_told_at_its_first_row(database, tmp_path) -> None:
    rows = _rows(school_bus(), louage())
    rows[3]["kind"] = ""

    report = _import(database, _write(tmp_path / "lines.csv", rows))

    assert [record for record, _ in _errors(report)] == ["row 5, column kind"]


def test_a_stop_that_nobody_knows_leaves_its_line_out(database, tmp_path) -> None:
    rows = _rows(louage(), school_bus())
    rows[4]["stop_key"] = "osm:n404"

    report = _import(database, _write(tmp_path / "lines.csv", rows))

    assert [record for record, _ in _errors(report)] == ["row 6, column stop_key"]


def test_a_line_may_call_at_the_stops_of_another_of_the_same_table(
    database, tmp_path
) -> None:
    rows = _rows(school_bus(), louage())
    for name in ("stop_id", "stop_ar", "stop_fr", "lon", "lat"):
        rows[2].pop(name)
    rows[2]["stop_key"] = "hand:louage-dahmani-s1"

    report = _import(database, _write(tmp_path / "lines.csv", rows))

    assert _errors(report) == []
    assert report.counts["lines added"] == 2


def test_columns_that_nobody_knows_and_cells_that_clash_are_told(
    database, tmp_path
) -> None:
    rows = [{**row, "colour": "red"} for row in _rows(louage())]
    rows[1]["phone"] = "78 000 000"
    rows[2]["phone"] = "78 111 111"
    columns = [*list_columns(), "colour"]

    report = _import(database, _write(tmp_path / "lines.csv", rows, columns))

    told = {(f.code, f.record) for f in report.findings}
    assert ("column-unknown", "row 1") in told
    assert ("cell-clash", "row 4, column phone") in told


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_headers_may_be_the_labels_of_the_form(language) -> None:
    labels = {f.id: f.label[language] for f in hand_fields().values()}

    assert {name: find_column(label) for name, label in labels.items()} == {
        name: name for name in labels
    }


def test_a_workbook_is_read_as_a_table(database, tmp_path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    columns = list_columns()
    sheet.append(columns)
    for row in _rows(louage()):
        cells = [row.get(name) for name in columns]
        if row.get("first"):
            cells[columns.index("first")] = time(5, 30)
            cells[columns.index("fare")] = 3.5
            cells[columns.index("seen_on")] = datetime(2026, 11, 20, tzinfo=None)  # noqa: DTZ001
        sheet.append(cells)
    path = tmp_path / "lines.xlsx"
    book.save(path)

    report = _import(database, path)

    with database.read() as session:
        assert get_hand_line(session, "hand:line:louage-dahmani").line == louage()
    assert _errors(report) == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "yes"),
        (30.0, "30"),
        (2.5, "2.5"),
        (time(6, 30), "06:30"),
        (timedelta(hours=24, minutes=30), "24:30"),
        (date(2026, 12, 31), "2026-12-31"),
    ],
)
def test_cells_of_a_workbook_are_read_as_people_would_write_them(cell, text) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "content",
    ["", "id\n", "name;age\nx;1\n", "id,kind\nonly,louage\n", "id\n\0\n"],
)
def test_a_file_that_is_no_table_of_lines_is_refused(
    embedded, tmp_path, content
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(InputError):
        _import(embedded, path)

    with embedded.read() as session:
        assert session.scalars(select(HandLineRow)).all() == []


def test_lines_of_a_demonstration_are_never_taken_for_a_survey(
    embedded, tmp_path
) -> None:
    shown = SourceInfo("shown", "Shown", "CC BY 4.0", "Shown", is_demonstration=True)

    _import(embedded, _write(tmp_path / "lines.csv", _rows(louage())), source=shown)

    with embedded.read() as session:
        methods = set(session.scalars(select(ObservationRow.method)))
        keys = session.scalars(select(Line.key)).all()
    assert methods == {"demonstration"}
    assert keys == ["shown:line:louage-dahmani"]


def test_every_column_and_every_word_is_documented() -> None:
    written = (Path(__file__).parents[3] / "docs" / "lines.md").read_text("utf-8")

    words = {word.id for field in hand_fields().values() for word in field.words}
    missing = [w for w in (*list_columns(), *words) if f"`{w}`" not in written]

    assert missing == []
