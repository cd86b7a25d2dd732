"""Rows of photos on both databases: once each, in order, carried over, gone in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError

from data.models import Report, ReportPhoto
from data.picture import Picture
from data.queries.audit import find_broken_event
from data.queries.life_cycle import advance_report
from data.queries.photo import (
    add_photo,
    count_photos,
    find_first_photos,
    find_public_photo,
    list_named_files,
    list_photos,
    list_photos_in,
    require_proof,
)
from data.queries.photo_judge import (
    Shown,
    delete_sealed,
    look_at_photo,
    refuse_photo,
    show_photo,
)
from data.queries.report import file_report
from data.schema import alembic_config, upgrade_schema
from geo.draft import Draft
from geo.errors import ConflictError, InputError, MissingError
from geo.photo import Caption, photo_limits
from geo.standing import Actor, Move

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MODERATOR = Actor("moderator", who="m")
WHOLE, SMALL = Picture(b"", 800, 600), Picture(b"", 400, 300)


def file_one(database, *, public=True) -> str:
    with database.write() as session:
        tracking = file_report(session, Draft("kerb", where_text="x"), at=NOON).tracking
        if public:
            move = Move("published", Actor("moderator"), NOON)
            advance_report(session, tracking, move)
    return tracking


def add(database, tracking, number=1, *, at=NOON, **said):
    with database.write() as session:
        digest, sealed = f"{number:064x}", f"sealed/ab/{tracking}-{number}.webp"
        caption = Caption(**said)
        return add_photo(
            session, tracking, caption, digest=digest, sealed=sealed, at=at
        )


def show(database, key, *, seen="waiting", at=NOON):
    with database.write() as session:
        stem = f"shown/ab/{key}"
        shown = Shown(f"{stem}.webp", WHOLE, f"{stem}-s.webp", SMALL, hidden=0)
        return show_photo(session, key, shown, seen=seen, actor=MODERATOR, at=at)


def test_photos_are_listed_in_the_order_in_which_they_came(database):
    tracking = file_one(database)
    keys = [add(database, tracking, number).key for number in (1, 2, 3)]
    show(database, keys[1])

    with database.read() as session:
        everything = list_photos(session, tracking, public=False)
        public = list_photos(session, tracking)
        first = find_first_photos(session, [tracking, "AAAAA-AAAAA"])
        assert count_photos(session) == {"waiting": 2, "shown": 1}
    assert [photo.key for photo in everything] == keys
    assert [photo.key for photo in public] == [first[tracking].key] == [keys[1]]


def test_the_same_key_or_the_same_picture_is_one_photo(database):
    tracking = file_one(database)
    first = add(database, tracking, 1, send_key="a")

    again = [add(database, tracking, 1, send_key="a"), add(database, tracking, 1)]

    assert {one.key for one in again} == {first.key}
    assert [one.is_new for one in (first, *again)] == [True, False, False]
    with pytest.raises(InputError, match="used for another photo"):
        add(database, tracking, 2, send_key="a")


def test_photos_sent_at_the_same_time_stay_within_the_limit(database):
    tracking = file_one(database)
    most = photo_limits().most

    def send(number):
        with suppress(InputError):
            add(database, tracking, number % (most + 2))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(3 * most)))

    with database.read() as session:
        assert len(list_photos(session, tracking, public=False)) == most


def test_photos_of_the_obstacle_leave_room_for_those_of_the_repair(database):
    tracking = file_one(database)
    for number in range(photo_limits().most):
        add(database, tracking, number)
    with pytest.raises(InputError, match="photos of the obstacle"):
        add(database, tracking, 90)

    assert add(database, tracking, 91, subject="repair").is_new


def test_only_a_photo_of_the_report_that_was_not_refused_proves_something(database):
    tracking, other = file_one(database), file_one(database)
    good, bad = (add(database, tracking, number).key for number in (1, 2))
    strange = add(database, other).key
    with database.write() as session:
        refuse_photo(session, bad, "unclear", seen="waiting", actor=MODERATOR, at=NOON)

    with database.read() as session:
        assert require_proof(session, tracking, good).key == good
        for key in (bad, strange, "anything"):
            with pytest.raises(InputError, match="is no photo of this report"):
                require_proof(session, tracking, key)


def test_the_database_itself_refuses_what_cannot_be(database):
    tracking = file_one(database)
    key = add(database, tracking).key
    for wrong in ({"state": "shown", "file": ""}, {"state": "x"}, {"subject": "x"}):
        with pytest.raises(IntegrityError), database.write() as session:
            row = session.scalar(select(ReportPhoto).where(ReportPhoto.key == key))
            for name, value in wrong.items():
                setattr(row, name, value)


def test_rows_of_photos_go_with_their_report(database):
    with database.write() as session:
        row = Report(
            tracking="AAAAA-AAAAA",
            category="kerb",
            lang="ar",
            created_at=NOON,
            changed_at=NOON,
        )
        session.add(row)
    add(database, "AAAAA-AAAAA")

    with database.write() as session:
        session.execute(delete(Report).where(Report.tracking == "AAAAA-AAAAA"))

    with database.read() as session:
        assert session.scalar(select(func.count(ReportPhoto.id))) == 0


@pytest.mark.parametrize("hidden", ["photo", "report"])
def test_a_photo_is_public_only_with_its_report(database, hidden):
    tracking = file_one(database)
    key = add(database, tracking).key
    show(database, key)
    with database.read() as session:
        assert find_public_photo(session, key) is not None

    with database.write() as session:
        if hidden == "report":
            move = Move("hidden", Actor("moderator"), NOON, "abuse")
            advance_report(session, tracking, move)
        else:
            refuse_photo(session, key, "people", seen="shown", actor=MODERATOR, at=NOON)

    with database.read() as session:
        assert find_public_photo(session, key) is None
        assert list_photos(session, tracking) == []
        assert find_first_photos(session, [tracking]) == {}


def test_looks_and_verdicts_hang_on_the_chain(database):
    key = add(database, file_one(database)).key
    with database.write() as session:
        look_at_photo(session, key, MODERATOR, at=NOON)
    show(database, key)

    with database.read() as session:
        assert find_broken_event(session) is None
    with pytest.raises(ConflictError), database.write() as session:
        refuse_photo(session, key, "people", seen="waiting", actor=MODERATOR, at=NOON)
    with pytest.raises(MissingError), database.write() as session:
        look_at_photo(session, "nothing", MODERATOR, at=NOON)


def test_the_queue_goes_on_after_the_last_one_of_the_page(database):
    tracking = file_one(database)
    for number in (1, 2, 3):
        add(database, tracking, number, at=NOON + timedelta(minutes=number // 2))

    with database.read() as session:
        pages = [list_photos_in(session, "waiting", limit=1)]
        while pages[-1]:
            last = pages[-1][0].key
            pages.append(list_photos_in(session, "waiting", limit=1, after=last))

    times = [photo.sent_at for page in pages for photo in page]
    assert len(times) == 3
    assert times == sorted(times)


def test_originals_go_by_the_time_of_the_verdict_or_of_coming_in_vain(database):
    tracking = file_one(database)
    early, late, vain = (add(database, tracking, number).key for number in (1, 2, 3))
    show(database, early, at=NOON + timedelta(days=1))
    show(database, late, at=NOON + timedelta(days=20))

    with database.write() as session:
        done = delete_sealed(session, NOON + timedelta(days=10))

    with database.read() as session:
        by_key = {p.key: p for p in list_photos(session, tracking, public=False)}
        named = list_named_files(session)
    assert len(done.files) == 2
    assert (by_key[early].sealed, by_key[early].state) == ("", "shown")
    assert (by_key[vain].state, by_key[vain].reason) == ("refused", "not_checked")
    assert by_key[late].sealed in named
    assert not named & set(done.files)


def test_the_one_photo_of_before_becomes_the_first_of_several(database):
    shown, waiting, without = (
        file_one(database, public=p) for p in (True, False, True)
    )
    with database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0006")
        named = text("UPDATE report SET photo = :p WHERE tracking = :t")
        for tracking in (shown, waiting):
            connection.execute(named, {"p": f"{tracking}.webp", "t": tracking})

    upgrade_schema(database)

    with database.read() as session:
        (old,) = list_photos(session, shown)
        (kept,) = list_photos(session, waiting, public=False)
        assert list_photos(session, waiting) == []
        assert list_photos(session, without, public=False) == []
    assert (old.state, old.file, old.small) == ("shown", *2 * (f"{shown}.webp",))
    assert (kept.state, kept.sealed) == ("waiting", f"{waiting}.webp")


def test_going_back_to_one_photo_keeps_the_first(database):
    tracking = file_one(database)
    keys = [add(database, tracking, number).key for number in (1, 2)]
    show(database, keys[0])

    with database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0006")
        found = connection.execute(text("SELECT photo FROM report")).scalar_one()
    upgrade_schema(database)

    assert found == f"shown/ab/{keys[0]}.webp"
    with database.read() as session:
        (photo,) = list_photos(session, tracking)
    assert photo.file == found
