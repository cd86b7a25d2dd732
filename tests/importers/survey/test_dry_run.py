"""A dry run lists what would change and changes nothing."""

import pytest

from data.models import Place, Source
from geo.errors import InputError
from importers.survey.options import parse_pairs
from tests.importers.survey.small import (
    bring_in,
    everything,
    look_at,
    rows_of,
    write_csv,
)

FIRST = "id,kind,name,lon,lat,wheelchair,width_m\n1,cafe,A,8.7,36.1,yes,0.9\n"
SECOND = (
    "id,kind,name,lon,lat,wheelchair,width_m\n"
    "1,cafe,A,8.7,36.1,limited,\n2,bank,B,8.7,36.2,no,\n"
)
AS_PLACES = {"as": "places"}


def test_a_dry_run_lists_new_changed_and_withdrawn_values(database, tmp_path):
    bring_in(database, write_csv(tmp_path, FIRST), **AS_PLACES)

    found = look_at(database, write_csv(tmp_path, SECOND), **AS_PLACES)

    listed = {
        (c["row"], c["subject"], c["attribute"], c["what"], c["old"], c["new"])
        for c in found.as_json()["changes"]
    }
    assert listed == {
        ("row 2", "twiza:1", "wheelchair", "changed", "yes", "limited"),
        ("row 2", "twiza:1", "width_m", "withdrawn", 0.9, None),
        ("row 3", "twiza:2", "wheelchair", "new", None, "no"),
    }
    assert "  row 2: twiza:1 wheelchair: yes → limited" in found.lines()
    assert found.lines()[-1] == "  nothing was written: dry run"


def test_a_dry_run_counts_what_the_import_would_count(database, tmp_path):
    bring_in(database, write_csv(tmp_path, FIRST), **AS_PLACES)
    path = write_csv(tmp_path, SECOND)

    found = look_at(database, path, **AS_PLACES)
    done = bring_in(database, path, **AS_PLACES)

    assert found.report.counts == done.counts
    assert done.counts["places new"] == 1


def test_a_dry_run_changes_nothing(database, tmp_path):
    bring_in(database, write_csv(tmp_path, FIRST), **AS_PLACES)
    before = everything(database)

    look_at(database, write_csv(tmp_path, SECOND), **AS_PLACES)

    assert everything(database) == before
    assert rows_of(database, Place).keys() == {"twiza:1"}


def test_a_dry_run_on_an_empty_database_leaves_it_empty(database, tmp_path):
    look_at(database, write_csv(tmp_path, FIRST), **AS_PLACES)

    assert rows_of(database, Place) == {}
    assert rows_of(database, Source) == {}


def test_a_dry_run_of_what_is_there_lists_nothing(database, tmp_path):
    path = write_csv(tmp_path, FIRST)
    bring_in(database, path, **AS_PLACES)

    found = look_at(database, path, **AS_PLACES)

    assert found.changes == []
    assert not found.report.changed


def test_pairs_of_the_command_line_are_read():
    assert parse_pairs(("q7=width_m", "a=b=lit")) == {"q7": "width_m", "a=b": "lit"}

    for pair in ("width", "=width_m", "q7="):
        with pytest.raises(InputError, match="column=attribute"):
            parse_pairs((pair,))


def test_a_mapping_reads_columns_by_other_names(embedded, tmp_path):
    text = "id,kind,lon,lat,q7 (cm)\n1,cafe,8.7,36.1,85\n"
    mapping = {"q7 (cm)": "width_m"}

    found = look_at(embedded, write_csv(tmp_path, text), mapping=mapping, **AS_PLACES)

    (change,) = found.changes
    assert (change.attribute, change.after.value) == ("width_m", 0.85)
