"""Landmarks are read from places and stops, once per state of the data."""

from __future__ import annotations

from data.db import Database
from data.landmarks import current_landmarks
from data.models import Stop
from data.queries.landmark import list_landmarks
from data.queries.revision import raise_revision
from geo.landmark import prominences
from tests.map_rows import filled


def test_places_and_stops_by_which_people_find_their_way(database: Database) -> None:
    with filled(database).read() as session:
        found = {landmark.key: landmark for landmark in list_landmarks(session)}

    assert list(found) == sorted(found)
    assert {mark.kind for mark in found.values()} <= set(prominences())
    assert found["t:s1"].kind == "station"
    assert found["t:s3"].kind == "stop"
    assert "t:s2" not in found
    assert found["t:s1"].names["fr"] == "Gare du Kef"
    assert all(-180 <= mark.lonlat[0] <= 180 for mark in found.values())


def test_a_changed_stop_is_a_landmark_at_once(database: Database) -> None:
    with filled(database).read() as session:
        before = current_landmarks(session)
        again = current_landmarks(session)
    with database.write() as session:
        session.query(Stop).filter(Stop.key == "t:s1").delete()
        raise_revision(session)
    with database.read() as session:
        after = current_landmarks(session)

    assert before is again
    assert {m.key for m in before.kept} - {m.key for m in after.kept} == {"t:s1"}


def test_an_empty_database_has_no_landmarks(database: Database) -> None:
    with database.read() as session:
        assert current_landmarks(session).kept == []
