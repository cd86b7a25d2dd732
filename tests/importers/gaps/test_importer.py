from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from data.models import AuditEvent, Gap
from data.queries.source import SourceInfo
from geo.errors import InputError
from importers.base import run
from importers.gaps import GapsImporter

TWIZA = SourceInfo("twiza", "Twiza", "CC BY 4.0", "Twiza")
HEAD = "id;title;text;kind;profile;service;position;lang"
MARKET = "1;Saturday market;Three steps, no ramp;service;pram;market;8.7047,36.1742;en"
STOP = "2;Bus stop;No pavement;stop;pram;;8.7049,36.1745;en"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def importer():
    return GapsImporter(["pram"], country="TN", clock=lambda: AT)


def load(database, folder, *rows):
    file = folder / "gaps.csv"
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return run(importer(), database, path=file, source=TWIZA)


def declared(database):
    with database.read() as session:
        return list(session.scalars(select(Gap).order_by(Gap.key)))


def test_rows_become_declared_gaps_with_one_audit_event_each(database, tmp_path):
    report = load(database, tmp_path, MARKET, STOP)

    found = declared(database)
    assert report.counts["gaps new or changed"] == 2
    assert [gap.key for gap in found] == ["declared:twiza:1", "declared:twiza:2"]
    assert {gap.origin for gap in found} == {"declared"}
    assert found[0].details["text"] == "Three steps, no ramp"
    with database.read() as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.subject_kind == "gap")
        )
        assert [event.action for event in events] == ["declared", "declared"]


def test_a_table_sent_twice_changes_nothing_and_a_changed_row_its_gap(
    database, tmp_path
):
    load(database, tmp_path, MARKET, STOP)
    again = load(database, tmp_path, MARKET, STOP, "")
    changed = load(database, tmp_path, MARKET.replace("Three", "Four"))

    assert again.counts.get("gaps new or changed", 0) == 0
    assert changed.counts["gaps new or changed"] == 1
    assert declared(database)[0].details["text"] == "Four steps, no ramp"
    assert len(declared(database)) == 2


def test_a_wrong_row_is_left_out_and_told_by_its_column(database, tmp_path):
    wrong = "3;Call;Ring +216 98 123 456;stop;pram;;8.7049,36.1745;en"

    report = load(database, tmp_path, MARKET, wrong)

    assert [f.record for f in report.findings] == ["row 3, column text"]
    assert len(declared(database)) == 1


@pytest.mark.parametrize("rows", [[], ["3;;;;;;;"], ["3;a;b;abyss;pram;;1,2;en"]])
def test_a_table_without_a_row_that_can_be_used_is_refused(embedded, tmp_path, rows):
    with pytest.raises(InputError):
        load(embedded, tmp_path, *rows)


def test_a_table_of_something_else_is_refused_by_its_missing_columns(
    embedded, tmp_path
):
    file = tmp_path / "other.csv"
    file.write_text("name,size\na,1\n", encoding="utf-8")

    with pytest.raises(InputError, match="title"):
        run(importer(), embedded, path=file, source=TWIZA)
