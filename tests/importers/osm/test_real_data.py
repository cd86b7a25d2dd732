"""Real extracts: nothing is lost without a word."""

from datetime import date

import osmium
import pytest
from sqlalchemy import func, select

from data.models import Barrier, ObservationRow, Source, Way
from tests.importers.osm.small import all_rows, bring_in, codes

ROME = "osm/rome-piazza-vittorio-emanuele.osm.pbf"
PORTO_ALEGRE = "porto-alegre/poa_osm.pbf"
HEIDELBERG = "heidelberg/heidelberg.test.osm.pbf"
LETTERS = {"n": "node", "w": "way", "r": "relation"}


def list_tagged(path, key, *, kinds="nwr", beside=None):
    """List what carries a tag, read from the file without our reader."""
    return {
        (item.type_str(), item.id)
        for item in osmium.FileProcessor(str(path))
        if item.type_str() in kinds
        and key in item.tags
        and (beside is None or beside in item.tags)
    }


def list_told(database, attribute):
    with database.read() as session:
        subjects = session.scalars(
            select(ObservationRow.subject).where(ObservationRow.attribute == attribute)
        )
        names = {subject.partition(":")[2] for subject in subjects}
    return {(name[0], int(name[1:])) for name in names}


def check_all_told(database, report, path, *, key, attribute, count, **which):
    """See that every tag is an observation, or a finding names its element."""
    tagged = list_tagged(path, key, **which)
    assert len(tagged) == count
    explained = {finding.record for finding in report.findings}
    missing = tagged - list_told(database, attribute)
    assert {f"{LETTERS[kind]} {i}" for kind, i in missing} <= explained
    return len(missing)


def test_rome_kerbs_and_tactile_paving_match_the_file(database, test_data):
    path = test_data / ROME
    report = bring_in(database, path)
    check = {"database": database, "report": report, "path": path}
    off_network = check_all_told(**check, key="kerb", attribute="kerb", count=378)
    assert off_network == codes(report)["kerb-left-out"] == 7
    left_out = check_all_told(
        **check, key="tactile_paving", attribute="tactile_paving", count=404
    )
    assert left_out == codes(report)["tactile-paving-left-out"]
    with database.read() as session:
        assert session.scalar(select(Source.data_date)) == date(2026, 3, 3)
        kerbs = session.scalar(
            select(func.count(Barrier.id)).where(Barrier.kind == "kerb")
        )
    written = list_tagged(path, "kerb") | {
        (item.type_str(), item.id)
        for item in osmium.FileProcessor(str(path), osmium.osm.NODE)
        if item.tags.get("barrier") == "kerb"
    }
    found = codes(report)
    assert len(written) == kerbs + found["kerb-flush"] + found["kerb-off-network"]


def test_rome_a_second_import_changes_no_row(database, test_data):
    bring_in(database, test_data / ROME)
    before = all_rows(database)
    bring_in(database, test_data / ROME)
    assert all_rows(database) == before


def test_porto_alegre_matches_the_counts_of_the_file(database, test_data):
    path = test_data / PORTO_ALEGRE
    report = bring_in(database, path)
    check = {"database": database, "report": report, "path": path}
    check_all_told(**check, key="wheelchair", attribute="wheelchair", count=1481)
    check_all_told(**check, key="tactile_paving", attribute="tactile_paving", count=566)
    check_all_told(
        **check,
        key="surface",
        attribute="surface",
        count=11262,
        kinds="w",
        beside="highway",
    )
    check_all_told(**check, key="sidewalk", attribute="sidewalk", count=2886, kinds="w")
    beside = {
        ("w", item.id)
        for item in osmium.FileProcessor(str(path), osmium.osm.WAY)
        if any(tag.k.startswith("sidewalk") for tag in item.tags)
    }
    assert len(beside) == 2899
    explained = {finding.record for finding in report.findings}
    missing = beside - list_told(database, "sidewalk") - list_told(database, "surface")
    assert {f"way {i}" for _, i in missing} <= explained
    with database.read() as session:
        steps = session.scalar(select(func.count(Way.id)).where(Way.highway == "steps"))
        stairs = session.scalar(
            select(func.count(Barrier.id)).where(Barrier.kind == "steps")
        )
    assert steps == stairs == 413


@pytest.mark.parametrize(
    ("file", "ways"),
    [
        ("monaco/monaco.osm.gz", 868),
        ("osm/West-Oakland.osm.bz2", 31),
        ("osm/aberdeen-sidewalk-no.osm.gz", 209),
        ("osm/moorgate.osm.pbf", 200),
    ],
)
def test_every_format_is_read(embedded, test_data, file, ways):
    report = bring_in(embedded, test_data / file)
    assert report.counts["way"] >= ways
    errors = {f.code for f in report.findings if f.severity == "error"}
    assert errors <= {"place-nowhere"}


def test_heidelberg_inclines_and_broken_values(embedded, test_data):
    path = test_data / HEIDELBERG
    report = bring_in(embedded, path)
    check = {"database": embedded, "report": report, "path": path}
    for key, count in {"incline": 1200, "smoothness": 3668}.items():
        tagged = list_tagged(path, key, kinds="w", beside="highway")
        assert len(tagged) <= count
        missing = tagged - list_told(embedded, key)
        explained = {finding.record for finding in report.findings}
        assert {f"way {i}" for _, i in missing} <= explained
    assert codes(report)["incline-steep"] == 3
    assert codes(report)["incline-no-unit"] == 15
    check_all_told(**check, key="wheelchair", attribute="wheelchair", count=852)
