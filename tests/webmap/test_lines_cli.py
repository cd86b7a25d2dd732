"""``wusul lines``: the list, and lines by hand as files."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from data.queries.hand_line import ensure_hand_source, keep_lines
from geo.errors import InputError
from geo.standing import Actor
from geo.transit.hand_cells import write_line
from tests.hand_lines import louage
from webmap.lines.cli import lines

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def with_louage(held):
    with held.database.write() as session:
        source = ensure_hand_source(session, {})
        told = [write_line(louage())]
        keep_lines(session, source, told, actor=Actor("staff"), at=NOON)
    return held


def _run(held, *words):
    return CliRunner().invoke(lines, words, obj=held)


def test_lines_are_listed_and_filtered_by_access(with_louage):
    answer = _run(with_louage, "--filter", "access=no", "--json")

    assert answer.exit_code == 0
    assert "hand:line:louage-dahmani" in answer.output


def test_lines_by_hand_are_written_as_gtfs_and_what_is_left_out_is_printed(
    with_louage, tmp_path
):
    answer = _run(with_louage, "--out", str(tmp_path / "lines.zip"))

    names = zipfile.ZipFile(tmp_path / "lines.zip").namelist()
    assert "stop_times.txt" in names
    assert "leaves when it is full" in answer.output


def test_lines_by_hand_are_written_as_the_table_that_is_filled_in(
    with_louage, tmp_path
):
    _run(with_louage, "--out", str(tmp_path / "lines.csv"))

    text = (tmp_path / "lines.csv").read_text("utf-8-sig")
    assert text.startswith("id,name_ar,")
    assert "louage-dahmani" in text


def test_a_file_of_another_kind_is_refused(with_louage, tmp_path):
    answer = _run(with_louage, "--out", str(tmp_path / "lines.pdf"))

    assert isinstance(answer.exception, InputError)
