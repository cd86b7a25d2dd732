"""Feeds made to pass lose nothing; of feeds made to fail every fault is told."""

import pytest

from tests.importers.gtfs.small import bring_in, errors

FOLDER = "gtfs/validation"
PASSING = (
    "success_1_all_attrs",
    "success_1_all_attrs.zip",
    "success_2_mac_issue.zip",
    "success_2_missing_attrs",
    "mbta_20220920_small",
)
FLEX_FAULTS = [
    ("error", "value-out-of-range", "booking_rules_fail_schema_1.txt line 4", "'5'"),
    (
        "error",
        "column-missing",
        "location_groups_fail_schema_1.txt line 1",
        "'location_group_id'",
    ),
    (
        "error",
        "location-broken",
        "locations_fail_schema_1.geojson feature 1",
        "must be number, but is str",
    ),
    (
        "warning",
        "value-out-of-range",
        "stop_times_fail_schema_1.txt line 5",
        "pickup_type '8'",
    ),
]
STATION_FAULTS = [
    (
        "error",
        "column-missing",
        "levels_v1_test_fail_schema_1.txt line 1",
        "'level_id'",
    ),
    (
        "error",
        "value-out-of-range",
        "pathways_v1_test_fail_schema_1.txt line 4",
        "pathway_mode '15'",
    ),
    (
        "error",
        "value-out-of-range",
        "stops_v1_test_fail_schema_1.txt line 4",
        "location_type '100'",
    ),
]
RULE_FAULTS = [
    ("error", "reference-dangling", "pathways_v1_fail_rules_1.txt line 5", "'stop3'"),
    ("warning", "ends-alike", "pathways_v1_fail_rules_1.txt line 5", "'stop3'"),
]
FAILING = {
    "fail_rules_1": ("", RULE_FAULTS),
    "fail_rules_1.zip": ("fail_rules_1/", RULE_FAULTS),
    "fail_schema_1": ("", [*FLEX_FAULTS, *STATION_FAULTS]),
    "fail_schema_1.zip": ("fail_schema_1/", FLEX_FAULTS),
}


@pytest.mark.parametrize("name", PASSING)
def test_feeds_that_must_pass_lose_nothing(embedded, test_data, name):
    report = bring_in(embedded, test_data / FOLDER / name)

    assert errors(report) == set()


@pytest.mark.parametrize("name", FAILING)
def test_every_fault_that_a_feed_was_built_for_is_told_at_its_line(
    embedded, test_data, name
):
    folder, faults = FAILING[name]

    report = bring_in(embedded, test_data / FOLDER / name)

    for severity, code, where, words in faults:
        assert any(
            (f.severity, f.code, f.record) == (severity, code, folder + where)
            and words in f.message
            for f in report.findings
        ), (code, where)


@pytest.mark.parametrize("name", FAILING)
def test_a_feed_that_must_fail_has_no_other_errors(embedded, test_data, name):
    _, faults = FAILING[name]

    report = bring_in(embedded, test_data / FOLDER / name)

    wanted = sorted(code for severity, code, *_ in faults if severity == "error")
    told = sorted(f.code for f in report.findings if f.severity == "error")
    assert told == wanted
