"""What is kept of a database, and when it is read again."""

from __future__ import annotations

import pytest

from data import glance, kept
from data.db import Database
from data.facilities import WORLD, current_facilities
from data.kept import Kept, look
from data.models import Source
from data.queries.revision import raise_revision


def change(database: Database) -> None:
    with database.write() as session:
        raise_revision(session)


def test_our_own_changes_are_seen_at_once(database: Database) -> None:
    with database.read() as session:
        before = look(session)
    change(database)

    with database.read() as session:
        after = look(session)

    assert after.content == before.content + 1


def test_changes_of_another_process_are_seen_after_a_glance(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Database(database.url)
    try:
        now = [1e9]
        monkeypatch.setattr(glance, "GLANCE_S", 0.2)
        for module in (kept, glance):
            monkeypatch.setattr(module, "monotonic", lambda: now[0])
        with database.read() as session:
            before = look(session)
        change(other)
        with database.read() as session:
            soon = look(session)
        now[0] += glance.GLANCE_S
        with database.read() as session:
            later = look(session)
    finally:
        other.close()

    assert soon == before
    assert later.content == before.content + 1


def test_what_is_being_written_is_not_what_others_see(database: Database) -> None:
    with database.read() as session:
        before = look(session)
    with database.write() as session:
        raise_revision(session)
        assert look(session).content == before.content + 1
        with database.read() as other:
            assert look(other) == before


def test_a_thing_is_read_once_until_the_data_change(database: Database) -> None:
    asked: list[tuple[object, ...]] = []

    def read(_session: object, *rest: object) -> tuple[object, ...]:
        asked.append(rest)
        return rest

    things = Kept(read)
    for rest in (("a",), ("b",), ("a",)):
        with database.read() as session:
            assert things.get(session, *rest) == rest
    change(database)
    with database.read() as session:
        things.get(session, "a")

    assert asked == [("a",), ("b",), ("a",)]


def test_few_variants_are_kept_and_the_newest(database: Database) -> None:
    asked: list[int] = []

    def read(_session: object, number: int) -> int:
        asked.append(number)
        return number

    things = Kept(read)
    for number in (*range(kept.MOST + 1), kept.MOST, 0):
        with database.read() as session:
            things.get(session, number)

    assert asked == [*range(kept.MOST + 1), 0]


def test_facilities_are_those_of_the_data(database: Database) -> None:
    with database.read() as session:
        assert current_facilities(session).within(WORLD, ["seat"]) == []
        assert session.get(Source, 1) is None
