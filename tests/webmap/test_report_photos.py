"""Photos of reports: sent after the text, looked at, hidden in part, shown, refused."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from data.models import AuditEvent
from data.queries.contact import author_token
from data.queries.photo import list_photos
from geo.mask import Part
from geo.photo import photo_limits
from geo.standing import Actor
from tests.browser.photo_desk import CANARY, telephone_photo
from tests.map_rows import LAT, LON
from tests.webmap.test_photos import picture, with_gps
from tests.webmap.test_reports import advance, post_form, upload
from webmap.photos.store import photos
from webmap.photos.verdict import refuse, show

MODERATOR = Actor("moderator", who="m")


def coloured(place: int, size=(80, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (10 * place, 90, 200)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def report(client):
    body = {"category": "kerb", "position": [LON, LAT]}
    return client.post("/api/v1/reports", json=body).json


def send(client, report, raw=None, *, key="", token=None, **values):
    headers = {"X-Author-Token": report["author_token"] if token is None else token}
    values["photo"] = upload(with_gps() if raw is None else raw)
    return post_form(
        client,
        f"/api/v1/reports/{report['tracking']}/photos",
        values,
        headers={**headers, **({"Idempotency-Key": key} if key else {})},
    )


def all_of(held, report):
    with held.database.read() as session:
        return list_photos(session, report["tracking"], public=False)


def shown(held, report, parts=()):
    (waiting,) = all_of(held, report)
    show(held, waiting.key, parts, seen="waiting", actor=MODERATOR)
    return all_of(held, report)[0]


def test_a_photo_follows_its_report(client, held, report):
    answer = send(client, report, alt="رصيف عال", taken_on="2026-11-20")

    assert (answer.status_code, answer.json["state"]) == (201, "waiting")
    (kept,) = all_of(held, report)
    assert (kept.alt, str(kept.taken_on)) == ("رصيف عال", "2026-11-20")
    assert photos(held).path(kept.sealed).is_file()
    assert kept.file == kept.small == ""


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 32])
def test_only_the_author_sends_photos(client, held, report, token):
    answer = send(client, report, token=token)

    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    assert all_of(held, report) == []


def test_the_token_of_another_report_opens_nothing(client, held, report):
    other = author_token(held.settings.key(), "AAAAA-AAAAA")

    assert send(client, report, token=other).status_code == 403


@pytest.mark.parametrize("key", ["photo-1", ""])
def test_a_photo_that_is_sent_again_is_one(client, held, report, key):
    first, second = (send(client, report, key=key) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert len(all_of(held, report)) == 1
    assert len(list(held.settings.data_dir.rglob("sealed/*/*.webp"))) == 1


def test_another_photo_under_the_same_key_is_refused(client, report):
    send(client, report, coloured(1), key="photo-1")

    answer = send(client, report, coloured(2), key="photo-1")

    assert (answer.status_code, answer.json["field"]) == (422, "send_key")


def test_a_report_takes_so_many_photos_and_no_more(client, held, report):
    most = photo_limits().most
    answers = [send(client, report, coloured(place)) for place in range(most + 1)]

    assert [a.status_code for a in answers] == [201] * most + [422]
    assert f"has {most} photos" in answers[-1].json["detail"]
    assert len(list(held.settings.data_dir.rglob("sealed/*/*.webp"))) == most


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"alt": "x" * 301}, "alt"),
        ({"alt": "a\x07b"}, "alt"),
        ({"subject": "selfie"}, "subject"),
        ({"taken_on": "yesterday"}, "taken_on"),
        ({"taken_on": "2026-11-24"}, "taken_on"),
    ],
)
def test_what_is_wrong_with_a_photo_is_told_by_its_field(client, report, values, field):
    answer = send(client, report, **values)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_hidden_report_takes_no_photo(client, held, report):
    advance(held, report["tracking"], "published")
    advance(held, report["tracking"], "hidden", reason="abuse")

    assert send(client, report).status_code == 410


def test_a_photo_is_shown_with_its_size_and_what_can_be_seen(client, held, report):
    send(client, report, picture(size=(2000, 1000)), alt="a high kerb")
    advance(held, report["tracking"], "published")
    photo = shown(held, report)

    page = client.get(f"/en/reports/{report['tracking']}").get_data(as_text=True)
    listed = client.get("/en/reports").get_data(as_text=True)
    told = client.get(f"/api/v1/reports/{report['tracking']}/photos").json["photos"]

    assert 'alt="a high kerb"' in page
    assert 'width="1600" height="800" loading="lazy"' in page
    assert f"/photos/{photo.key}/small.webp 400w" in page
    assert f'src="/photos/{photo.key}/small.webp"' in listed
    assert [(one["alt"], one["width"]) for one in told] == [("a high kerb", 1600)]


def test_where_nothing_was_said_the_alternative_text_names_the_obstacle(
    client, held, report
):
    send(client, report)
    advance(held, report["tracking"], "published")
    shown(held, report)

    page = client.get(f"/fr/reports/{report['tracking']}").get_data(as_text=True)

    assert re.search('alt="Photo de la personne qui signale[^"]+bordure"', page)


def test_a_device_that_saves_data_gets_the_small_photo(client, held, report):
    send(client, report)
    advance(held, report["tracking"], "published")
    photo = shown(held, report)

    page = client.get(
        f"/en/reports/{report['tracking']}", headers={"Save-Data": "on"}
    ).get_data(as_text=True)

    assert f'src="/photos/{photo.key}/small.webp"' in page
    assert "srcset" not in page
    assert f'<a href="/photos/{photo.key}/whole.webp">' in page


@pytest.mark.parametrize("step", ["waiting", "report not public", "refused"])
def test_a_photo_that_nobody_may_see_is_nowhere(client, held, report, step):
    send(client, report, alt="canary")
    if step != "report not public":
        advance(held, report["tracking"], "published")
    if step != "waiting":
        shown(held, report)
    (photo,) = all_of(held, report)
    if step == "refused":
        refuse(held, photo.key, "people", seen="shown", actor=MODERATOR)

    doors = [
        f"/photos/{photo.key}/whole.webp",
        f"/photos/{photo.key}/small.webp",
        f"/en/reports/{report['tracking']}/photo.webp",
        f"/en/reports/{report['tracking']}",
        "/en/reports",
        f"/api/v1/reports/{report['tracking']}/photos",
    ]
    answers = [client.get(door) for door in doors]

    assert [answer.status_code for answer in answers[:3]] == [404, 404, 404]
    assert all(b"canary" not in answer.data for answer in answers)
    assert all(photo.key.encode() not in answer.data for answer in answers[3:])


def test_files_of_a_refused_photo_are_gone_but_the_original_waits(client, held, report):
    send(client, report)
    photo = shown(held, report)

    refuse(held, photo.key, "unclear", seen="shown", actor=MODERATOR)

    (now,) = all_of(held, report)
    assert (now.state, now.reason, now.file) == ("refused", "unclear", "")
    assert not photos(held).path(photo.file).exists()
    assert photos(held).path(now.sealed).is_file()


def test_two_moderators_do_not_overrule_one_another_unseen(client, held, report):
    send(client, report)
    photo = shown(held, report)

    with pytest.raises(Exception, match="look at it again"):
        refuse(held, photo.key, "unclear", seen="waiting", actor=MODERATOR)


def test_a_hidden_part_is_in_no_public_file_and_the_original_is_as_it_was(
    client, held, report
):
    pixels = np.full((600, 800, 3), 128, np.uint8)
    pixels[150:300, 200:400] = (255, 0, 0)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    send(client, report, out.getvalue())
    (waiting,) = all_of(held, report)
    before = photos(held).read(waiting.sealed)

    photo = shown(held, report, [Part(250, 250, 250, 250)])

    for file in (photo.file, photo.small):
        seen = np.asarray(Image.open(photos(held).path(file)), dtype=int)
        high, wide = seen.shape[0] // 4, seen.shape[1] // 4
        inside = seen[high + 6 : 2 * high - 6, wide + 6 : 2 * wide - 6]
        assert inside.std(axis=(0, 1)).max() > 3
        outside = seen[: high - 12]
        assert np.abs(outside - 128).max() < 12
    assert photos(held).read(photo.sealed) == before


def test_what_a_camera_notes_is_in_no_answer_and_in_no_file(client, held, report):
    """Neither in what is public, nor sealed, nor in the database."""
    send(client, report, telephone_photo((400, 300)))
    advance(held, report["tracking"], "published")
    photo = shown(held, report)
    doors = [
        f"/photos/{photo.key}/whole.webp",
        f"/photos/{photo.key}/small.webp",
        f"/ar/reports/{report['tracking']}",
        f"/api/v1/reports/{report['tracking']}/photos",
    ]

    told = b"".join(client.get(door, buffered=True).data for door in doors)
    kept = [f for f in held.settings.data_dir.rglob("*") if f.is_file()]

    assert CANARY not in told
    assert len([file for file in kept if file.suffix == ".webp"]) == 3
    assert [file.name for file in kept if CANARY in file.read_bytes()] == []


def test_every_verdict_is_in_the_audit_trail(client, held, report):
    send(client, report)
    photo = shown(held, report, [Part(0, 0, 100, 100)])
    refuse(held, photo.key, "people", seen="shown", actor=MODERATOR)

    with held.database.read() as session:
        events = [
            (e.action, e.before, e.after, e.details)
            for e in session.query(AuditEvent).filter_by(subject_kind="photo")
        ]
    assert [one[:3] for one in events] == [
        ("shown", "waiting", "shown"),
        ("refused", "shown", "refused"),
    ]
    assert events[0][3]["hidden"] == 1
    assert events[1][3]["reason"] == "people"
