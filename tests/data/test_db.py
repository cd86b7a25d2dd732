"""Sessions: what is written stays, what fails leaves no trace, nobody loses."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from alembic import command
from shapely import Point
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from data.db import Database, open_engine
from data.models import ObservationRow, Place, Revision, Source
from data.models.base import to_column
from data.queries.revision import get_revision, raise_revision
from data.queries.source import catalog, ensure_source
from data.schema import alembic_config, has_schema
from geo.errors import InputError, MissingError, SourceError, StorageError


def test_a_failed_write_session_leaves_the_database_as_it_was(database):
    with pytest.raises(RuntimeError), database.write() as session:
        ensure_source(session, catalog()["osm"])
        raise RuntimeError

    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Source)) == 0


def test_writers_that_meet_lose_nothing(database):
    def count_up() -> None:
        for _ in range(10):
            with database.write() as session:
                raise_revision(session, network=True)

    with database.write() as session:
        raise_revision(session)
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as session:
        assert get_revision(session).network == 40


def test_a_full_disk_is_told_and_nothing_is_written(embedded):
    with pytest.raises(SourceError, match="disk is full"), embedded.write() as session:
        session.execute(text("PRAGMA max_page_count = 10"))
        source = ensure_source(session, catalog()["osm"])
        rows = [_observation(source.id, number) for number in range(20_000)]
        session.add_all(rows)
        session.flush()

    with embedded.read() as session:
        assert session.scalar(select(func.count()).select_from(Source)) == 0


def _observation(source_id: int, number: int) -> ObservationRow:
    return ObservationRow(
        subject=f"osm:w{number}",
        attribute="width_m",
        value_number=1.0,
        source_id=source_id,
        method="tagged",
        raw="x" * 400,
    )


@pytest.mark.parametrize(
    "flaw",
    [
        {"method": "guessed"},
        {"side": "top"},
        {"confidence": 2.0},
        {"value_text": "wide"},
        {"source_id": 99_999},
    ],
)
def test_the_database_itself_refuses_a_broken_observation(database, flaw):
    with pytest.raises(IntegrityError), database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        row = _observation(source.id, 1)
        for name, value in flaw.items():
            setattr(row, name, value)
        session.add(row)


def test_the_database_refuses_a_place_without_a_position(database):
    with pytest.raises(IntegrityError), database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        session.add(Place(key="osm:n1", source_id=source.id, kind="cafe", geom=None))


def test_the_database_refuses_an_access_word_that_is_none(database):
    with pytest.raises(IntegrityError), database.write() as session:
        source = ensure_source(session, catalog()["osm"])
        position = to_column(Point(8.7, 36.1))
        place = Place(key="osm:n1", source_id=source.id, kind="cafe", geom=position)
        place.access = "maybe"
        session.add(place)


def test_the_migrations_make_exactly_the_models(database):
    with database.engine.begin() as connection:
        command.check(alembic_config(connection))

        assert has_schema(database)


def test_the_migrations_can_be_undone_and_done_again(database):
    with database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert not has_schema(database)

    with database.engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")

    assert has_schema(database)


def test_a_time_is_stored_in_utc_and_comes_back_aware(database):
    moment = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    with database.write() as session:
        ensure_source(session, catalog()["osm"]).imported_at = moment

    with database.read() as session:
        assert session.scalar(select(Source.imported_at)) == moment


def test_a_fresh_database_is_at_revision_zero(database):
    with database.read() as session:
        found = get_revision(session)

    assert isinstance(found, Revision)
    assert (found.network, found.barriers, found.content) == (0, 0, 0)


def test_an_unknown_kind_of_database_is_refused():
    with pytest.raises(InputError, match="WUSUL_DATABASE_URL"):
        open_engine("mysql://localhost/town")


@pytest.mark.parametrize(
    "url", ["postgresql://u:secret@h:port/town", "postgresql+psycopg://[::1/x"]
)
def test_an_address_that_cannot_be_read_is_told_without_its_password(url):
    with pytest.raises(InputError, match="is not an address") as caught:
        open_engine(url)

    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageError, match="cannot be made"):
        open_engine(f"sqlite:///{tmp_path}/file/wusul.sqlite")


def test_a_file_that_is_no_database_is_told(tmp_path):
    path = tmp_path / "wusul.sqlite"
    path.write_bytes(b"not a database" * 500)
    held = Database(f"sqlite:///{path}")

    with pytest.raises(StorageError, match="not a database"), held.write() as made:
        made.execute(text("SELECT 1"))


def test_a_failure_is_told_without_what_people_wrote(database):
    with pytest.raises(MissingError, match="init") as caught, database.write() as made:
        made.execute(text("INSERT INTO ghosts VALUES (:said)"), {"said": "mine"})

    assert "mine" not in f"{caught.value!r} {caught.value.__cause__}"
