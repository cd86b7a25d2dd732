"""The table of oracles names the tests that there are."""

from __future__ import annotations

import re

from tests.contracts.sources import ROOT, name, python_files

ROW = re.compile(r"^\| O-(\d\d) \|.*\| ([^|]+) \|$", flags=re.MULTILINE)
TEST = re.compile(r"def test_o(\d\d)_")
TABLE = (ROOT / "docs" / "oracles.md").read_text(encoding="utf-8")


def _named() -> set[tuple[str, str]]:
    """Give the oracles of the table with the files that hold them."""
    return {
        (number, file)
        for number, cell in ROW.findall(TABLE)
        for file in re.findall(r"`([^`]+)`", cell)
    }


def _held() -> set[tuple[str, str]]:
    """Give the oracles that tests are named after, with their files."""
    return {
        (number, name(file).removeprefix("tests/"))
        for file in python_files("tests")
        for number in TEST.findall(file.read_text(encoding="utf-8"))
    }


def test_every_row_of_the_table_is_held_by_a_test():
    assert _named() - _held() == set()


def test_every_oracle_that_a_test_is_named_after_has_its_row():
    held, named = ({number for number, _ in pairs} for pairs in (_held(), _named()))

    assert held - named == set()


def test_every_row_has_a_mark():
    marks = re.findall(r"^\| O-\d\d \|[^|]*\| ([^|]*) \|", TABLE, flags=re.MULTILINE)

    bare = [one for one in marks if not re.search("ours|direction|anchor", one)]
    assert len(marks) > 30
    assert bare == []
