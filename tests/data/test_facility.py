"""Toilets, seats and reserved parking in a box, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.models import ObservationRow, Place, Source, Stop, to_column
from data.queries.facility import list_facilities
from geo.attribute import ATTRIBUTES, Kind
from geo.place_kind import place_groups, place_kinds
from geo.wish_kind import facility_kinds
from tests.map_rows import LAT, LON, at, filled

BOX = (LON - 0.01, LAT - 0.01, LON + 0.01, LAT + 0.01)
ALL = ("toilet", "seat", "parking")
PLACES = (
    ("wc", "toilets", "limited", (1, 1)),
    ("wc2", "toilets", "yes", (2, 2)),
    ("cafe", "cafe", "yes", (3, 3)),
    ("bar", "bar", "yes", (3, 4)),
    ("school", "school", "yes", (4, 4)),
    ("bench", "bench", "unknown", (1, 2)),
    ("far", "bench", "unknown", (50, 50)),
    ("space", "parking_disabled", "unknown", (2, 1)),
    ("park", "parking", "unknown", (2, 3)),
)
SAID = (
    ("t:wc2", "toilets_wheelchair", None, "no"),
    ("t:cafe", "toilets_wheelchair", None, "designated"),
    ("t:bar", "toilets_wheelchair", None, "no"),
    ("t:school", "toilets_wheelchair", None, "yes"),
    ("t:wc", "opening_hours", None, "Mo-Fr 08:00-18:00"),
    ("t:park", "capacity_disabled", 3.0, None),
    ("t:halt", "bench", 1.0, None),
    ("t:bare", "bench", 0.0, None),
)


@pytest.fixture
def town(database):
    """Give a town with toilets, benches and parking spaces."""
    filled(database)
    with database.write() as session:
        source = session.scalars(select(Source)).first()
        session.add_all(
            Place(
                key=f"t:{key}",
                source_id=source.id,
                kind=kind,
                names={"": key},
                access=access,
                geom=to_column(at(*where)),
            )
            for key, kind, access, where in PLACES
        )
        session.add_all(
            Stop(
                key=f"t:{key}",
                source_id=source.id,
                names={"": key},
                geom=to_column(at(1, 3)),
            )
            for key in ("halt", "bare")
        )
        session.add_all(
            ObservationRow(
                subject=subject,
                attribute=attribute,
                value_number=number,
                value_text=text,
                source_id=source.id,
                method="tagged",
            )
            for subject, attribute, number, text in SAID
        )
    return database


def test_places_and_stops_are_what_is_known_of_them(town):
    with town.read() as session:
        found = list_facilities(session, BOX, ALL)

    assert [(one.kind, one.key, one.access) for one in found] == [
        ("parking", "t:park", "unknown"),
        ("parking", "t:space", "unknown"),
        ("seat", "t:bench", "unknown"),
        ("seat", "t:halt", "unknown"),
        ("toilet", "t:cafe", "yes"),
        ("toilet", "t:wc", "limited"),
        ("toilet", "t:wc2", "no"),
    ]
    assert [one.opening_hours for one in found if one.key == "t:wc"] == [
        "Mo-Fr 08:00-18:00"
    ]
    assert {one.source for one in found} != {""}


def test_only_what_is_wished_for_is_read(town):
    with town.read() as session:
        seats = list_facilities(session, BOX, ("seat",))

    assert {one.kind for one in seats} == {"seat"}


def test_the_table_speaks_of_kinds_and_attributes_that_there_are():
    for kind in facility_kinds().values():
        assert set(kind.places) <= place_kinds().keys()
        assert set(kind.groups) <= place_groups().keys()
        attribute = ATTRIBUTES[kind.attribute]
        if attribute.kind is Kind.WORD:
            assert set(kind.values) <= set(attribute.words)
