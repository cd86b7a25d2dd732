"""Layers: bounding boxes, filters, paging, and what is never shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shapely import Point

from data.models import Place, Report, Stop
from data.models.base import to_column
from data.queries.layer import get_feature, list_features
from data.queries.source import catalog, ensure_source
from geo.errors import InputError, MissingError

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def town(database):
    with database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        for number in range(25):
            session.add(
                Place(
                    key=f"osm:n{number}",
                    source_id=source.id,
                    kind="cafe" if number % 5 else "clinic",
                    names={"": f"Place {number}"},
                    geom=to_column(Point(8.70 + number * 0.001, 36.18)),
                )
            )
        for state in ("published", "hidden", "received"):
            session.add(
                Report(
                    tracking=state,
                    state=state,
                    category="kerb",
                    lang="ar",
                    created_at=NOON,
                    changed_at=NOON,
                )
            )
    return database


def test_a_box_gives_exactly_what_lies_in_it(town):
    with town.read() as session:
        page = list_features(session, "places", bbox=(8.7095, 36.1, 8.7125, 36.2))

    assert [f.key for f in page.features] == ["osm:n10", "osm:n11", "osm:n12"]
    assert page.total == 3


def test_pages_follow_each_other_without_gap_or_repeat(town):
    seen, cursor = [], ""
    with town.read() as session:
        while True:
            page = list_features(session, "places", limit=10, cursor=cursor)
            seen += [feature.key for feature in page.features]
            cursor = page.next_cursor
            if not cursor:
                break

    assert seen == [f"osm:n{number}" for number in range(25)]


def test_a_filter_keeps_its_kind_and_counts_all(town):
    with town.read() as session:
        page = list_features(session, "places", filters={"kind": "clinic"}, limit=2)

    assert (len(page.features), page.total) == (2, 5)
    assert page.features[0].properties["source"] == "osm"
    assert page.features[0].properties["is_demonstration"] is False


def test_hidden_and_unpublished_reports_are_never_listed(town):
    with town.read() as session:
        page = list_features(session, "reports")

        assert [feature.key for feature in page.features] == ["published"]
        with pytest.raises(MissingError):
            get_feature(session, "reports", "hidden")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"cursor": "'; DROP TABLE place; --"}, "cursor"),
        ({"cursor": "!"}, "cursor"),
        ({"cursor": "MTA=!"}, "cursor"),
        ({"cursor": "LTE="}, "cursor"),
        ({"cursor": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}, "cursor"),
        ({"filters": {"geom": "x"}}, "geom"),
    ],
)
def test_a_wrong_question_names_its_field(town, wrong, field):
    with town.read() as session, pytest.raises(InputError) as caught:
        list_features(session, "places", **wrong)

    assert caught.value.field == field


def test_a_filter_by_number_compares_numbers(town):
    with town.write() as session:
        source = ensure_source(session, catalog()["osm"])
        for kind in (0, 1):
            point = to_column(Point(8.7, 36.18))
            stop = {"key": f"osm:s{kind}", "location_type": kind, "geom": point}
            session.add(Stop(source_id=source.id, names={}, **stop))

    with town.read() as session:
        page = list_features(session, "stops", filters={"location_type": "1"})

    assert [feature.key for feature in page.features] == ["osm:s1"]


@pytest.mark.parametrize("wrong", ["a", "-1", "1.0", "²", "9" * 5000, "4294967296"])
def test_a_filter_by_number_takes_nothing_else(town, wrong):
    with town.read() as session, pytest.raises(InputError, match="whole number"):
        list_features(session, "stops", filters={"location_type": wrong})


def test_an_unknown_layer_is_missing(town):
    with town.read() as session, pytest.raises(MissingError, match="there is no layer"):
        list_features(session, "ghosts")
