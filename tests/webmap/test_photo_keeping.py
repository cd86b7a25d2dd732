"""Photos in the course of time: deleted on schedule, swept away, one more later."""

from __future__ import annotations

import os
import re

import pytest

from data.queries.photo_judge import delete_photos, delete_sealed
from geo.mask import Part
from geo.photo import photo_limits
from tests.webmap.conftest import NOON
from tests.webmap.test_photos import with_gps
from tests.webmap.test_report_photos import (
    MODERATOR,
    all_of,
    coloured,
    report,
    send,
    shown,
)
from tests.webmap.test_reports import post_form, upload
from webmap.photos.store import check_files, list_lost, list_strays, photos, sweep
from webmap.photos.verdict import show

__all__ = ["report"]
ANSWER = "every photo has its files, and every file its photo"


def test_originals_are_deleted_on_schedule_and_shown_photos_stay(client, held, report):
    send(client, report)
    photo = shown(held, report)

    with held.database.write() as session:
        early = delete_sealed(session, NOON)
        done = delete_sealed(session, NOON.replace(hour=13))
    photos(held).remove(done.files)

    assert (early.files, done.files) == ((), (photo.sealed,))
    assert not photos(held).path(photo.sealed).exists()
    assert photos(held).path(photo.file).is_file()
    assert list_lost(held) == []


def test_a_photo_that_nobody_looked_at_in_time_is_refused_and_says_so(
    client, held, report
):
    send(client, report)

    with held.database.write() as session:
        delete_sealed(session, NOON.replace(hour=13))

    (photo,) = all_of(held, report)
    assert (photo.state, photo.reason, photo.sealed) == ("refused", "not_checked", "")


def test_what_was_shown_can_be_hidden_in_part_after_the_original_is_gone(
    client, held, report
):
    send(client, report)
    photo = shown(held, report)
    with held.database.write() as session:
        delete_sealed(session, NOON.replace(hour=13))

    show(held, photo.key, [Part(0, 0, 500, 500)], seen="shown", actor=MODERATOR)

    (now,) = all_of(held, report)
    assert now.file != photo.file
    assert not photos(held).path(photo.file).exists()


def test_photos_go_with_their_report_and_strays_are_swept(client, held, report):
    send(client, report)
    (photo,) = all_of(held, report)
    with held.database.write() as session:
        files = delete_photos(session, report["tracking"])
    assert files == [photo.sealed]
    assert all_of(held, report) == []

    path = photos(held).path(photo.sealed)
    assert list_strays(held) == []
    os.utime(path, (0, 0))
    assert list_strays(held) == [photo.sealed]
    assert sweep(held) == [photo.sealed]
    assert not path.exists()


def test_the_check_finds_photos_without_files_and_files_without_photos(
    client, held, report
):
    assert check_files(held) == (True, ANSWER)
    stray = photos(held).show(b"stray")
    os.utime(photos(held).path(stray), (0, 0))
    assert check_files(held)[1].endswith(stray)

    send(client, report)
    (photo,) = all_of(held, report)
    photos(held).remove([photo.sealed])

    assert check_files(held) == (False, f"1 files of photos are gone: {photo.sealed}")


def later(client, report, raw, **values):
    own = f"/en/reports/mine/{report['author_token']}/{report['tracking']}"
    page = client.get(own).get_data(as_text=True)
    proof = re.search('name="csrf_token" value="([^"]+)"', page).group(1)
    filled = {"csrf_token": proof, **values}
    if raw:
        filled["photo"] = upload(raw)
    return post_form(client, f"{own}/photos/new", filled)


def test_the_author_sends_one_more_photo_from_the_own_page(client, held, report):
    answer = later(client, report, with_gps(), photo_alt="one more")

    assert answer.status_code == 303
    assert [photo.alt for photo in all_of(held, report)] == ["one more"]


@pytest.mark.parametrize(
    ("raw", "values", "said"),
    [
        (b"", {}, "Please choose a photo"),
        (b"<svg/>", {}, "not a photo that can be read"),
        (b"\0\0\0\x18ftypheic" + bytes(90), {}, "HEIC"),
        (with_gps(), {"photo_alt": "x" * 301}, "Please shorten"),
    ],
)
def test_what_is_wrong_with_one_more_photo_is_said(client, report, raw, values, said):
    answer = later(client, report, raw, **values)

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_as_many_as_there_can_be_are_enough(client, held, report):
    for place in range(photo_limits().most):
        send(client, report, coloured(place))
    own = f"/en/reports/mine/{report['author_token']}/{report['tracking']}"

    answer = later(client, report, coloured(9))

    assert "as many photos as a report can have" in answer.get_data(as_text=True)
    assert "Send this photo" not in client.get(own).get_data(as_text=True)
