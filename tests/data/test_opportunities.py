"""Places and stops that count for reach: read from both databases, kept while fresh."""

from __future__ import annotations

from data.opportunities import get_places
from data.queries.opportunity import list_opportunities
from data.queries.revision import raise_revision
from geo.reach_answer import STOP
from tests.map_rows import filled
from tests.ride import TOWN


def test_places_and_stops_are_listed_with_their_kind_and_service(database):
    with filled(database).read() as session:
        found = list_opportunities(session)

    assert {one.layer for one in found} == {"places", "stops"}
    assert all(one.group for one in found)
    stops = [one for one in found if one.layer == "stops"]
    assert {one.kind for one in stops} == {STOP}
    assert [one.key for one in stops] == sorted(one.key for one in stops)
    assert all(one.access in {"yes", "limited", "no", "unknown"} for one in found)


def test_places_are_attached_again_only_when_the_data_changes(database):
    made = filled(database)
    with made.read() as session:
        first = get_places(session, TOWN)
        assert get_places(session, TOWN) is first
    with made.write() as session:
        raise_revision(session)
    with made.read() as session:
        assert get_places(session, TOWN) is not first


def test_doors_come_with_their_places(kef):
    with kef.database.read() as session:
        found = {one.key: one for one in list_opportunities(session)}

    doors = [one for one in found.values() if one.entrances]
    assert doors
    assert all(door.lonlat for one in doors for door in one.entrances)
