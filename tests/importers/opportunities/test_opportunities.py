"""Counted services from tables and map files, on both databases."""

import pytest

from data.models import OpportunityCount
from geo.errors import InputError
from geo.opportunity_service import opportunity_services
from geo.place_kind import place_kinds
from tests.importers.counted import (
    HEXAGON,
    LAT,
    LON,
    bring,
    bring_streets,
    codes,
    counts,
    everything,
    write_csv,
)

TABLE = f"id,schools,healthcare,jobs,cheese\n{HEXAGON},2,,340,1\n"


@pytest.fixture
def town(database, tmp_path):
    """Give a database with a few streets."""
    bring_streets(database, tmp_path)
    return database


def test_each_column_is_a_service(town, tmp_path):
    report = bring(town, "opportunities", write_csv(tmp_path, TABLE), year=2019)

    key = f"office:{HEXAGON}"
    assert counts(town) == {
        (key, "school"): 2,
        (key, "health"): None,
        (key, "jobs"): 340,
    }
    assert codes(report) == {"count-unknown": 1, "column-unused": 1}
    assert report.counts["jobs"] == 340


def test_importing_twice_changes_nothing(town, tmp_path):
    path = write_csv(tmp_path, TABLE)
    bring(town, "opportunities", path)
    before = everything(town, OpportunityCount)

    report = bring(town, "opportunities", path)

    assert everything(town, OpportunityCount) == before
    assert "counts new" not in report.counts


def test_a_service_that_the_file_no_longer_counts_is_removed(town, tmp_path):
    bring(town, "opportunities", write_csv(tmp_path, TABLE))
    fewer = f"id,schools\n{HEXAGON},2\n"

    report = bring(town, "opportunities", write_csv(tmp_path, fewer))

    assert {service for _, service in counts(town)} == {"school"}
    assert report.counts["counts removed"] == 2


def test_any_column_may_be_said_to_be_a_service(town, tmp_path):
    path = write_csv(tmp_path, f"lon,lat,c1\n{LON},{LAT},3\n")

    bring(town, "opportunities", path, columns={"pharmacy": "c1"})

    assert list(counts(town).values()) == [3]


def test_a_file_that_counts_no_service_is_refused(embedded, tmp_path):
    path = write_csv(tmp_path, f"id,cheese\n{HEXAGON},2\n")

    with pytest.raises(InputError, match="no column counts any of health"):
        bring(embedded, "opportunities", path)


def test_every_service_has_words_in_three_languages_and_kinds_that_exist():
    for service in opportunity_services().values():
        assert set(service.label) == {"ar", "fr", "en"}
        assert service.kinds <= set(place_kinds())


def test_the_services_of_porto_alegre_are_counted_whole(embedded, test_data):
    path = test_data / "porto-alegre" / "poa_hexgrid.csv"

    report = bring(embedded, "opportunities", path, year=2019)

    totals = {name: report.counts[name] for name in ("school", "health", "jobs")}
    assert totals == {"school": 194, "health": 141, "jobs": 337_921}
